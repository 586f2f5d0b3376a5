package lanewise.internal.kernel.specialised;

import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import lanewise.internal.kernel.Block;
import lanewise.internal.kernel.IterationKernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.vector.Vectors;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;

/**
 * Emits the bytecode of vector kernels. Each method emits one operation, which pops its operands
 * from the JVM's stack, in the order in which they were pushed, and pushes its result.
 *
 * <p>The code has the form that C2 compiles without boxing: values are kept in local variables, and
 * a loop-carried vector is an argument, or checked before it is a receiver (see {@link Vectors}).
 */
final class VectorCode {

    /** Local variable of the block. */
    static final int BLOCK = 0;

    private static final ClassDesc FLOAT_VECTOR = desc(FloatVector.class);
    private static final ClassDesc INT_VECTOR = desc(IntVector.class);
    private static final ClassDesc VECTOR = desc(Vector.class);
    private static final ClassDesc MASK = desc(VectorMask.class);
    private static final ClassDesc SPECIES = desc(VectorSpecies.class);
    private static final ClassDesc OPERATORS = desc(VectorOperators.class);
    private static final ClassDesc COMPARISON = desc(VectorOperators.Comparison.class);
    private static final ClassDesc BINARY = desc(VectorOperators.Binary.class);
    private static final ClassDesc KERNELS = desc(Vectors.class);
    private static final ClassDesc FLOATS = CD_float.arrayType();

    private static final MethodTypeDesc ZERO = MethodTypeDesc.of(FLOAT_VECTOR, SPECIES);
    private static final MethodTypeDesc BROADCAST =
            MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, CD_float);
    private static final MethodTypeDesc FROM_ARRAY =
            MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, FLOATS, CD_int);
    private static final MethodTypeDesc INTO_ARRAY = MethodTypeDesc.of(CD_void, FLOATS, CD_int);
    private static final MethodTypeDesc CHECK = MethodTypeDesc.of(VECTOR, SPECIES);
    private static final MethodTypeDesc UNARY = MethodTypeDesc.of(FLOAT_VECTOR);
    private static final MethodTypeDesc WITH_VECTOR = MethodTypeDesc.of(FLOAT_VECTOR, VECTOR);
    private static final MethodTypeDesc WITH_FLOAT = MethodTypeDesc.of(FLOAT_VECTOR, CD_float);
    private static final MethodTypeDesc TERNARY = MethodTypeDesc.of(FLOAT_VECTOR, VECTOR, VECTOR);

    /** The method being generated. */
    final CodeBuilder code;

    private final Listing listing;

    /**
     * Starts a method.
     *
     * @param code receives the bytecode
     * @param listing receives the human-readable form
     */
    VectorCode(CodeBuilder code, Listing listing) {
        this.code = code;
        this.listing = listing;
    }

    static ClassDesc desc(Class<?> type) {
        return ClassDesc.ofDescriptor(type.descriptorString());
    }

    /** Pushes a field of the {@link Block}, which is the first parameter of every method. */
    void field(String name) {
        try {
            code.aload(BLOCK).getfield(desc(Block.class), name, typeOf(Block.class, name));
        } catch (NoSuchFieldException e) {
            throw new AssertionError("Block has no field " + name, e);
        }
    }

    private static ClassDesc typeOf(Class<?> type, String field) throws NoSuchFieldException {
        return desc(type.getDeclaredField(field).getType());
    }

    /** Pushes a layer's array from a field of the block. */
    void row(String field, int layer) {
        field(field);
        code.loadConstant(layer).aaload();
    }

    /** An array index: the code that pushes it, and its text in the listing. */
    record Index(Runnable code, String text) {}

    /** Pops an array into a new local variable. */
    int array(String name) {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        listing.name(local, name);
        return local;
    }

    /** Stores a constant in a new local variable. */
    int integer(String name, int value) {
        code.loadConstant(value);
        return integer(name);
    }

    /** Pops an int into a new local variable. */
    int integer(String name) {
        int local = code.allocateLocal(TypeKind.INT);
        code.istore(local);
        listing.name(local, name);
        return local;
    }

    /** Pops a vector or a mask into a new local variable. */
    int store() {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        store(local);
        return local;
    }

    /** Pops a vector into a new local variable. */
    int store(String name) {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        listing.name(local, name);
        store(local);
        return local;
    }

    /** Pops a vector or a mask into a local variable. */
    void store(int local) {
        code.astore(local);
        listing.store(local);
    }

    /** Prepares a vector that a loop carried for being a receiver. */
    void check(int local) {
        code.aload(local);
        check();
        code.astore(local);
    }

    /** Makes the class of a vector known to C2. */
    private void check() {
        species();
        code.invokevirtual(FLOAT_VECTOR, "check", CHECK);
        code.checkcast(FLOAT_VECTOR);
    }

    /** Pushes the vector or mask in a local variable. */
    VectorCode push(int local) {
        code.aload(local);
        listing.push(listing.name(local));
        return this;
    }

    /** Returns an index: the int in a local variable plus a constant. */
    Index at(int local, int offset) {
        return new Index(
                () -> {
                    code.iload(local);
                    addConstant(offset);
                },
                listing.name(local) + plus(offset));
    }

    /** Returns an index: the sum of two ints in local variables plus a constant. */
    Index at(int local, int other, int offset) {
        return new Index(
                () -> {
                    code.iload(local).iload(other).iadd();
                    addConstant(offset);
                },
                listing.name(other) + " + " + listing.name(local) + plus(offset));
    }

    private void addConstant(int offset) {
        if (offset != 0) {
            code.loadConstant(offset).iadd();
        }
    }

    private static String plus(int offset) {
        return offset == 0 ? "" : " + " + offset;
    }

    /** Pushes a vector of zeros. */
    VectorCode zero() {
        species();
        code.invokestatic(FLOAT_VECTOR, "zero", ZERO);
        listing.push("0");
        return this;
    }

    /** Broadcasts a constant. */
    VectorCode broadcast(float value) {
        species();
        code.loadConstant(value);
        code.invokestatic(FLOAT_VECTOR, "broadcast", BROADCAST);
        listing.push(text(value));
        return this;
    }

    /** Broadcasts the float in a local variable. */
    VectorCode broadcast(int local) {
        species();
        code.fload(local);
        code.invokestatic(FLOAT_VECTOR, "broadcast", BROADCAST);
        listing.push(listing.name(local));
        return this;
    }

    /** Loads an element of an array into a new local variable. */
    int element(int array, Index index, String name) {
        code.aload(array);
        index.code.run();
        code.faload();
        int local = code.allocateLocal(TypeKind.FLOAT);
        code.fstore(local);
        listing.name(local, name);
        return local;
    }

    /** Broadcasts an element of an array. */
    VectorCode broadcast(int array, Index index) {
        species();
        code.aload(array);
        index.code.run();
        code.faload();
        code.invokestatic(FLOAT_VECTOR, "broadcast", BROADCAST);
        listing.push("all(" + listing.name(array) + "[" + index.text + "])");
        listing.count(Listing.Unit.LOAD);
        return this;
    }

    /** Loads a vector from an array. */
    VectorCode load(int array, Index index) {
        species();
        code.aload(array);
        index.code.run();
        code.invokestatic(FLOAT_VECTOR, "fromArray", FROM_ARRAY);
        listing.push(listing.name(array) + "[" + index.text + "]");
        listing.count(Listing.Unit.LOAD);
        return this;
    }

    /** Stores a vector in an array. */
    void into(int array, Index index) {
        check();
        code.aload(array);
        index.code.run();
        code.invokevirtual(FLOAT_VECTOR, "intoArray", INTO_ARRAY);
        listing.storeTo(listing.name(array) + "[" + index.text + "]");
    }

    /** {@code a, b, c → a·b + c}, rounded once. */
    VectorCode fma() {
        return call("fma", TERNARY, 3, "fma(%s, %s, %s)");
    }

    /** {@code a, b → a + b}. */
    VectorCode add() {
        return call("add", WITH_VECTOR, 2, "(%s + %s)");
    }

    /** {@code a, b → a − b}. */
    VectorCode subtract() {
        return call("sub", WITH_VECTOR, 2, "(%s - %s)");
    }

    /** {@code a, b → a·b}. */
    VectorCode multiply() {
        return call("mul", WITH_VECTOR, 2, "(%s * %s)");
    }

    /** {@code a, b → a / b}. */
    VectorCode divide() {
        code.invokevirtual(FLOAT_VECTOR, "div", WITH_VECTOR);
        listing.operate(Listing.Unit.DIVISION, 2, "(%s / %s)");
        return this;
    }

    /** {@code a → −a}. */
    VectorCode negate() {
        return call("neg", UNARY, 1, "-%s");
    }

    /** {@code a → |a|}. */
    VectorCode absolute() {
        return call("abs", UNARY, 1, "|%s|");
    }

    /** {@code a → a, or a constant where the comparison of another vector with a limit is true}. */
    VectorCode blendWhere(int other, String operator, float limit, float value) {
        code.loadConstant(value);
        code.aload(other);
        operator(operator, COMPARISON);
        code.loadConstant(limit);
        code.invokevirtual(FLOAT_VECTOR, "compare", MethodTypeDesc.of(MASK, COMPARISON, CD_float));
        listing.count(Listing.Unit.OTHER);
        String mask = listing.name(other) + " " + operator + " " + text(limit);
        return blend(value, mask);
    }

    /** {@code a → a, or a constant where the mask in a local variable is set}. */
    VectorCode blendWhere(int mask, float value) {
        code.loadConstant(value);
        code.aload(mask);
        return blend(value, listing.name(mask));
    }

    private VectorCode blend(float value, String mask) {
        code.invokevirtual(FLOAT_VECTOR, "blend", MethodTypeDesc.of(FLOAT_VECTOR, CD_float, MASK));
        listing.operate(Listing.Unit.OTHER, 1, "(" + mask + " ? " + text(value) + " : %s)");
        return this;
    }

    /** {@code a, b, mask → a, or b where the mask is set}. */
    VectorCode blend() {
        MethodTypeDesc type = MethodTypeDesc.of(FLOAT_VECTOR, VECTOR, MASK);
        return call("blend", type, 3, "(%3$s ? %2$s : %1$s)");
    }

    /** {@code a → mask} of the lanes whose comparison with a constant is true. */
    VectorCode compare(String operator, float value) {
        operator(operator, COMPARISON);
        code.loadConstant(value);
        MethodTypeDesc type = MethodTypeDesc.of(MASK, COMPARISON, CD_float);
        return call("compare", type, 1, "%s " + operator + " " + text(value));
    }

    /** {@code a, b → mask} of the lanes where {@code a > b}; b is in a local variable. */
    VectorCode greaterThan(int other) {
        operator("GT", COMPARISON);
        code.aload(other);
        MethodTypeDesc type = MethodTypeDesc.of(MASK, COMPARISON, VECTOR);
        return call("compare", type, 1, "%s GT " + listing.name(other));
    }

    /** {@code a, b →} adds the number of equal lanes to an int in a local variable. */
    void countEqual(int sum) {
        code.invokevirtual(FLOAT_VECTOR, "eq", MethodTypeDesc.of(MASK, VECTOR));
        code.invokevirtual(MASK, "trueCount", MethodTypeDesc.of(CD_int));
        code.iload(sum).iadd().istore(sum);
        listing.operate(Listing.Unit.OTHER, 2, "%s == %s");
        listing.addTo(sum);
    }

    /** {@code a → a} with the bits of each lane shifted to the left. */
    VectorCode shiftLeft(int bits) {
        code.invokevirtual(FLOAT_VECTOR, "reinterpretAsInts", MethodTypeDesc.of(INT_VECTOR));
        operator("LSHL", BINARY);
        code.loadConstant(bits);
        code.invokevirtual(INT_VECTOR, "lanewise", MethodTypeDesc.of(INT_VECTOR, BINARY, CD_int));
        code.invokevirtual(INT_VECTOR, "reinterpretAsFloats", MethodTypeDesc.of(FLOAT_VECTOR));
        listing.operate(Listing.Unit.OTHER, 1, "(%s << " + bits + ")");
        return this;
    }

    /**
     * Emits a loop that runs while an index is less than its end.
     *
     * @param index local variable of the index, set to its first value
     * @param end local variable of the end
     * @param step increment of the index
     * @param trips maps the number of samples to the number of iterations
     * @param body emits one iteration
     */
    void loop(int index, int end, int step, IntUnaryOperator trips, Runnable body) {
        Label head = code.newLabel();
        Label exit = code.newLabel();
        code.labelBinding(head);
        code.iload(index).iload(end).if_icmpge(exit);
        String name = listing.name(index);
        listing.beginLoop(
                "while " + name + " < " + listing.name(end) + ", " + name + " += " + step, trips);
        body.run();
        listing.endLoop();
        code.iinc(index, step);
        code.goto_(head);
        code.labelBinding(exit);
    }

    /**
     * Emits a loop over the vectors of the virtual lanes; no loop if one vector holds all lanes.
     *
     * @param body accepts the local variable of the vector's first lane
     */
    void forLanes(IntConsumer body) {
        int lane = integer("lane", 0);
        if (WIDTH == Lanes.COUNT) {
            body.accept(lane);
            return;
        }
        int end = integer("lanesEnd", Lanes.COUNT);
        loop(lane, end, WIDTH, samples -> Lanes.COUNT / WIDTH, () -> body.accept(lane));
    }

    /**
     * Emits a loop over the samples of one vector of the virtual lanes.
     *
     * @param lane local variable of the first lane
     * @param n local variable of the number of samples
     * @param body accepts the local variable of the vector's first sample
     */
    void forSamples(int lane, int n, IntConsumer body) {
        code.iload(lane);
        int s = integer("s");
        loop(s, n, Lanes.COUNT, samples -> samples / Lanes.COUNT, () -> body.accept(s));
    }

    /** Emits a return if the block has no samples: see {@link IterationKernels#rehearse}. */
    void returnWithoutSamples() {
        field("n");
        Label some = code.newLabel();
        code.ifne(some);
        code.return_();
        code.labelBinding(some);
    }

    private VectorCode call(String method, MethodTypeDesc type, int operands, String pattern) {
        code.invokevirtual(FLOAT_VECTOR, method, type);
        boolean multiplies = method.equals("fma") || method.equals("mul");
        Listing.Unit unit = multiplies ? Listing.Unit.MULTIPLICATION : Listing.Unit.OTHER;
        listing.operate(unit, operands, pattern);
        return this;
    }

    private void species() {
        code.getstatic(KERNELS, "SPECIES", SPECIES);
    }

    private void operator(String name, ClassDesc type) {
        code.getstatic(OPERATORS, name, type);
    }

    private static String text(float value) {
        return value == Math.rint(value) && Math.abs(value) < 1000
                ? Integer.toString((int) value)
                : Float.toString(value);
    }
}
