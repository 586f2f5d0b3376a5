package lanewise.kernel;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Writes the bytecode of vector kernels. Each method writes one operation: it takes its operands
 * from the JVM's stack, in the order in which they were pushed, and leaves its result there.
 *
 * <p>What the code looks like follows from how C2 compiles it: values live in local variables, and
 * a vector that a loop carries is an argument only (see {@link VectorKernels}).
 */
final class VectorCode {

    private static final ClassDesc FLOAT_VECTOR = desc(FloatVector.class);
    private static final ClassDesc INT_VECTOR = desc(IntVector.class);
    private static final ClassDesc VECTOR = desc(Vector.class);
    private static final ClassDesc MASK = desc(VectorMask.class);
    private static final ClassDesc SPECIES = desc(VectorSpecies.class);
    private static final ClassDesc OPERATORS = desc(VectorOperators.class);
    private static final ClassDesc COMPARISON = desc(VectorOperators.Comparison.class);
    private static final ClassDesc BINARY = desc(VectorOperators.Binary.class);
    private static final ClassDesc KERNELS = desc(VectorKernels.class);
    private static final ClassDesc FLOATS = CD_float.arrayType();

    private static final MethodTypeDesc ZERO = MethodTypeDesc.of(FLOAT_VECTOR, SPECIES);
    private static final MethodTypeDesc BROADCAST =
            MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, CD_float);
    private static final MethodTypeDesc FROM_ARRAY =
            MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, FLOATS, CD_int);
    private static final MethodTypeDesc INTO_ARRAY = MethodTypeDesc.of(CD_void, FLOATS, CD_int);
    private static final MethodTypeDesc UNARY = MethodTypeDesc.of(FLOAT_VECTOR);
    private static final MethodTypeDesc WITH_VECTOR = MethodTypeDesc.of(FLOAT_VECTOR, VECTOR);
    private static final MethodTypeDesc WITH_FLOAT = MethodTypeDesc.of(FLOAT_VECTOR, CD_float);
    private static final MethodTypeDesc TERNARY = MethodTypeDesc.of(FLOAT_VECTOR, VECTOR, VECTOR);

    /** The method being written. */
    final CodeBuilder code;

    VectorCode(CodeBuilder code) {
        this.code = code;
    }

    static ClassDesc desc(Class<?> type) {
        return ClassDesc.ofDescriptor(type.descriptorString());
    }

    /** A new local variable for a vector or an array. */
    int reference() {
        return code.allocateLocal(TypeKind.REFERENCE);
    }

    /** A new local variable for an int. */
    int integer() {
        return code.allocateLocal(TypeKind.INT);
    }

    /** Pops a vector or an array into a new local variable. */
    int store() {
        int local = reference();
        code.astore(local);
        return local;
    }

    /** Pops a vector or an array into a local variable. */
    void store(int local) {
        code.astore(local);
    }

    /** Pops an int into a new local variable. */
    int storeInt() {
        int local = integer();
        code.istore(local);
        return local;
    }

    /** Pushes the vector or array in a local variable. */
    VectorCode push(int local) {
        code.aload(local);
        return this;
    }

    /** An index: the int in a local variable plus a constant. */
    Runnable at(int local, int offset) {
        return () -> {
            code.iload(local);
            if (offset != 0) {
                code.loadConstant(offset).iadd();
            }
        };
    }

    /** An index: the sum of two ints in local variables plus a constant. */
    Runnable at(int local, int other, int offset) {
        return () -> {
            code.iload(local).iload(other).iadd();
            if (offset != 0) {
                code.loadConstant(offset).iadd();
            }
        };
    }

    /** Pushes zeros. */
    VectorCode zero() {
        species();
        code.invokestatic(FLOAT_VECTOR, "zero", ZERO);
        return this;
    }

    /** Pushes a constant in all lanes. */
    VectorCode broadcast(float value) {
        species();
        code.loadConstant(value);
        code.invokestatic(FLOAT_VECTOR, "broadcast", BROADCAST);
        return this;
    }

    /** Pushes the float in a local variable in all lanes. */
    VectorCode broadcast(int local) {
        species();
        code.fload(local);
        code.invokestatic(FLOAT_VECTOR, "broadcast", BROADCAST);
        return this;
    }

    /** Pops an index and the array below it, and puts the element into a new local variable. */
    int elementToLocal() {
        code.faload();
        int local = code.allocateLocal(TypeKind.FLOAT);
        code.fstore(local);
        return local;
    }

    /** Pushes an element of an array in all lanes. */
    VectorCode broadcast(int array, Runnable index) {
        species();
        code.aload(array);
        index.run();
        code.faload();
        code.invokestatic(FLOAT_VECTOR, "broadcast", BROADCAST);
        return this;
    }

    /** Pushes elements of an array. */
    VectorCode load(int array, Runnable index) {
        species();
        code.aload(array);
        index.run();
        code.invokestatic(FLOAT_VECTOR, "fromArray", FROM_ARRAY);
        return this;
    }

    /** Pops a vector into an array. */
    void into(int array, Runnable index) {
        code.aload(array);
        index.run();
        code.invokevirtual(FLOAT_VECTOR, "intoArray", INTO_ARRAY);
    }

    /** {@code a, b, c → a·b + c}, rounded once. */
    VectorCode fma() {
        return call("fma", TERNARY);
    }

    /** {@code a, b → a + b}. */
    VectorCode add() {
        return call("add", WITH_VECTOR);
    }

    /** {@code a, b → a − b}. */
    VectorCode subtract() {
        return call("sub", WITH_VECTOR);
    }

    /** {@code a, b → a·b}. */
    VectorCode multiply() {
        return call("mul", WITH_VECTOR);
    }

    /** {@code a, b → a / b}. */
    VectorCode divide() {
        return call("div", WITH_VECTOR);
    }

    /** {@code a → −a}. */
    VectorCode negate() {
        return call("neg", UNARY);
    }

    /** {@code a, mask → a, or the constant where the mask is set}. */
    VectorCode blend(float value) {
        // The mask is on top: a constant below it needs the vector first.
        int mask = store();
        code.loadConstant(value);
        code.aload(mask);
        code.invokevirtual(FLOAT_VECTOR, "blend", MethodTypeDesc.of(FLOAT_VECTOR, CD_float, MASK));
        return this;
    }

    /** {@code a, b, mask → a, or b where the mask is set}. */
    VectorCode blend() {
        return call("blend", MethodTypeDesc.of(FLOAT_VECTOR, VECTOR, MASK));
    }

    /** {@code a → mask} of the lanes that compare so with a constant. */
    VectorCode compare(String operator, float value) {
        operator(operator, COMPARISON);
        code.loadConstant(value);
        code.invokevirtual(
                FLOAT_VECTOR, "compare", MethodTypeDesc.of(MASK, COMPARISON, CD_float));
        return this;
    }

    /** {@code a → mask} of the lanes that compare so with the vector in a local variable. */
    VectorCode compareWith(String operator, int other) {
        operator(operator, COMPARISON);
        code.aload(other);
        code.invokevirtual(FLOAT_VECTOR, "compare", MethodTypeDesc.of(MASK, COMPARISON, VECTOR));
        return this;
    }

    /** {@code mask → mask} of the other lanes. */
    VectorCode not() {
        code.invokevirtual(MASK, "not", MethodTypeDesc.of(MASK));
        return this;
    }

    /** {@code a, b → int}: the number of lanes that are equal. */
    VectorCode countEqual() {
        code.invokevirtual(FLOAT_VECTOR, "eq", MethodTypeDesc.of(MASK, VECTOR));
        code.invokevirtual(MASK, "trueCount", MethodTypeDesc.of(CD_int));
        return this;
    }

    /** {@code a → a} with the bits of each lane shifted. */
    VectorCode shiftLeft(int bits) {
        code.invokevirtual(FLOAT_VECTOR, "reinterpretAsInts", MethodTypeDesc.of(INT_VECTOR));
        operator("LSHL", BINARY);
        code.loadConstant(bits);
        code.invokevirtual(
                INT_VECTOR, "lanewise", MethodTypeDesc.of(INT_VECTOR, BINARY, CD_int));
        code.invokevirtual(INT_VECTOR, "reinterpretAsFloats", MethodTypeDesc.of(FLOAT_VECTOR));
        return this;
    }

    /**
     * A loop as long as an index is below its end.
     *
     * @param index local variable of the index, set to its first value
     * @param end local variable of the end
     * @param step how far the index steps
     * @param body writes one step
     */
    void loop(int index, int end, int step, Runnable body) {
        Label head = code.newLabel();
        Label exit = code.newLabel();
        code.labelBinding(head);
        code.iload(index).iload(end).if_icmpge(exit);
        body.run();
        code.iinc(index, step);
        code.goto_(head);
        code.labelBinding(exit);
    }

    private VectorCode call(String method, MethodTypeDesc type) {
        code.invokevirtual(FLOAT_VECTOR, method, type);
        return this;
    }

    private void species() {
        code.getstatic(KERNELS, "SPECIES", SPECIES);
    }

    private void operator(String name, ClassDesc type) {
        code.getstatic(OPERATORS, name, type);
    }
}
