package lanewise.internal.kernel.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import static lanewise.internal.kernel.vector.Vectors.INTS;
import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.RelaxationKernels;

/** {@link ScalarRelaxation} on vectors of samples, with identical bits. */
public final class VectorRelaxation implements RelaxationKernels {

    @Override
    public void changes(
            float[] next, float[] current, int rows, int n, float[] change, float[] size) {
        assert n % Lanes.COUNT == 0;
        for (int s = 0; s < n; s += WIDTH) {
            // The maximum of ints takes one instruction, that of floats several.
            IntVector largestChange = FloatVector.zero(SPECIES).reinterpretAsInts();
            IntVector largest = FloatVector.zero(SPECIES).reinterpretAsInts();
            int k = s;
            for (int j = 0; j < rows; j++) {
                FloatVector now = FloatVector.fromArray(SPECIES, next, k);
                FloatVector moved = now.sub(FloatVector.fromArray(SPECIES, current, k));
                largestChange =
                        ((IntVector) moved.abs().reinterpretAsInts().check(INTS))
                                .max(largestChange);
                largest = ((IntVector) now.abs().reinterpretAsInts().check(INTS)).max(largest);
                k += n;
            }
            ((FloatVector)
                            ((IntVector) largestChange.check(INTS))
                                    .reinterpretAsFloats()
                                    .check(SPECIES))
                    .intoArray(change, s);
            ((FloatVector) ((IntVector) largest.check(INTS)).reinterpretAsFloats().check(SPECIES))
                    .intoArray(size, s);
        }
    }

    @Override
    public void damp(float[] next, float[] current, float[] damping, int rows, int n) {
        assert n % Lanes.COUNT == 0;
        for (int s = 0; s < n; s += WIDTH) {
            FloatVector part = FloatVector.fromArray(SPECIES, damping, s);
            int k = s;
            for (int j = 0; j < rows; j++) {
                FloatVector end = FloatVector.fromArray(SPECIES, next, k);
                FloatVector back = FloatVector.fromArray(SPECIES, current, k).sub(end);
                ((FloatVector) back.fma(part, end).check(SPECIES)).intoArray(next, k);
                k += n;
            }
        }
    }

    @Override
    public void multiplyAdd(float[] product, float[] factor, float[] addend, int from, int count) {
        assert count % Lanes.COUNT == 0;
        for (int k = from; k < from + count; k += WIDTH) {
            FloatVector sum = FloatVector.fromArray(SPECIES, addend, k);
            ((FloatVector)
                            FloatVector.fromArray(SPECIES, product, k)
                                    .fma(FloatVector.fromArray(SPECIES, factor, k), sum)
                                    .check(SPECIES))
                    .intoArray(product, k);
        }
    }

    @Override
    public void accelerate(
            float[] next,
            float[] current,
            float[] lastNext,
            float[] lastCurrent,
            float[] maxTheta,
            int rows,
            int n,
            float[] weight,
            float[] scratch) {
        assert n % Lanes.COUNT == 0;
        products(next, current, lastNext, lastCurrent, rows, n, weight, scratch);
        divide(weight, scratch, maxTheta, n);
        for (int s = 0; s < n; s += WIDTH) {
            FloatVector theta = FloatVector.fromArray(SPECIES, weight, s);
            int k = s;
            for (int j = 0; j < rows; j++) {
                FloatVector now = FloatVector.fromArray(SPECIES, next, k);
                FloatVector back = FloatVector.fromArray(SPECIES, lastNext, k).sub(now);
                ((FloatVector) back.fma(theta, now).check(SPECIES)).intoArray(lastCurrent, k);
                k += n;
            }
        }
    }

    private static void products(
            float[] next,
            float[] current,
            float[] lastNext,
            float[] lastCurrent,
            int rows,
            int n,
            float[] product,
            float[] square) {
        for (int s = 0; s < n; s += WIDTH) {
            FloatVector products = FloatVector.zero(SPECIES);
            FloatVector squares = FloatVector.zero(SPECIES);
            int k = s;
            for (int j = 0; j < rows; j++) {
                FloatVector change =
                        FloatVector.fromArray(SPECIES, next, k)
                                .sub(FloatVector.fromArray(SPECIES, current, k));
                FloatVector last =
                        FloatVector.fromArray(SPECIES, lastNext, k)
                                .sub(FloatVector.fromArray(SPECIES, lastCurrent, k));
                FloatVector difference = change.sub(last);
                products = change.fma(difference, products);
                squares = difference.fma(difference, squares);
                k += n;
            }
            ((FloatVector) products.check(SPECIES)).intoArray(product, s);
            ((FloatVector) squares.check(SPECIES)).intoArray(square, s);
        }
    }

    private static void divide(float[] weight, float[] square, float[] maxTheta, int n) {
        for (int s = 0; s < n; s += WIDTH) {
            FloatVector divisor = FloatVector.fromArray(SPECIES, square, s);
            FloatVector limit = FloatVector.fromArray(SPECIES, maxTheta, s);
            FloatVector quotient = FloatVector.fromArray(SPECIES, weight, s).div(divisor);
            quotient = quotient.blend(limit, quotient.compare(GT, limit));
            quotient = quotient.blend(limit.neg(), quotient.compare(LT, limit.neg()));
            ((FloatVector)
                            FloatVector.zero(SPECIES)
                                    .blend(
                                            quotient,
                                            divisor.compare(GT, 0f)
                                                    .and(divisor.compare(LE, Float.MAX_VALUE)))
                                    .check(SPECIES))
                    .intoArray(weight, s);
        }
    }
}
