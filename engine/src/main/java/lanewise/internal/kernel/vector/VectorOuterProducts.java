package lanewise.internal.kernel.vector;

import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;

import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.Workspace;

/**
 * The gradient of layers of 10 to 15 units over up to 32 samples, with the bits of {@link
 * VectorProducts}. Here, the lanes of a vector are units, and each virtual lane of the numerics
 * contract is a vector: folding the virtual lanes adds vectors, where {@link LaneSums} exchanges
 * lanes for each sum.
 *
 * <p>The deltas of sixteen samples stay in registers over all inputs. More than 32 samples would
 * take more passes over the inputs, with idle lanes in each, and gain nothing.
 */
public final class VectorOuterProducts {

    /** Largest number of samples. */
    private static final int SAMPLES = 2 * Lanes.COUNT;

    /** Least number of units: with fewer, too many lanes are idle. */
    private static final int MIN_UNITS = 10;

    /** Number of inputs whose sums fit in the working memory. */
    private static final int INPUTS = Lanes.COUNT;

    /** For each number of units, the rows of deltas to transpose; the last is repeated. */
    private static final int[][] ROWS = rows();

    private VectorOuterProducts() {}

    private static int[][] rows() {
        int[][] rows = new int[Lanes.COUNT][Lanes.COUNT];
        for (int units = 1; units < Lanes.COUNT; units++) {
            for (int k = 0; k < Lanes.COUNT; k++) {
                rows[units][k] = Math.min(k, units - 1);
            }
        }
        return rows;
    }

    /**
     * Returns whether this class is the faster one for a layer whose blocks have few samples. It
     * needs vectors of sixteen floats, with their 32 registers.
     *
     * @param layer a layer
     * @return true if it is
     */
    public static boolean serves(Dense layer) {
        return WIDTH == Lanes.COUNT
                && layer.inputs() >= Lanes.COUNT
                && layer.outputs() >= MIN_UNITS
                && layer.outputs() < Lanes.COUNT;
    }

    /**
     * Returns whether a block of samples is one for this class. A shorter last block of an epoch is
     * not: this code would run too rarely to be compiled.
     *
     * @param layer a layer that this class {@link #serves}
     * @param delta the deltas, as long as the largest block of the run requires
     * @param n number of samples of the block
     * @return true if it is
     */
    public static boolean suits(Dense layer, float[] delta, int n) {
        return n <= SAMPLES && delta.length == layer.outputs() * n;
    }

    /**
     * Adds the gradient of a layer over some samples.
     *
     * @param layer the layer, which this class {@link #serves}
     * @param x holds the samples of each input
     * @param x0 index of input 0 of sample 0
     * @param ldx distance between inputs
     * @param delta the deltas (units × n)
     * @param n number of samples, 16 or 32
     * @param gradient holds the network's gradient so far
     * @param workspace working memory
     */
    public static void addGradient(
            Dense layer,
            float[] x,
            int x0,
            int ldx,
            float[] delta,
            int n,
            float[] gradient,
            Workspace workspace) {
        assert n == Lanes.COUNT || n == SAMPLES;
        int units = layer.outputs();
        float[] d = workspace.transposed;
        float[] sums = workspace.lanes;
        for (int s = 0; s < n; s += Lanes.COUNT) {
            int to = s * Lanes.COUNT;
            VectorTranspose.block(delta, ROWS[units], 0, s, n, d, to, Lanes.COUNT, sums, 0);
        }
        for (int i = 0; i < layer.inputs(); i += INPUTS) {
            int count = Math.min(INPUTS, layer.inputs() - i);
            int xi = x0 + i * ldx;
            if (n == Lanes.COUNT) {
                sumsOfSixteen(count, units, x, xi, ldx, d, sums);
            } else {
                sumsOfEvenLanes(count, x, xi, ldx, d, sums);
                addOddLanes(count, units, x, xi, ldx, d, sums);
            }
            add(sums, count * units, gradient, layer.weights() + i * units);
        }
        if (layer.hasBias()) {
            VectorProducts.addSums(units, delta, 0, n, gradient, layer.biases(), sums);
        }
    }

    private static void add(float[] sums, int count, float[] g, int g0) {
        int k = 0;
        for (; k + WIDTH <= count; k += WIDTH) {
            FloatVector sum = FloatVector.fromArray(SPECIES, sums, k);
            ((FloatVector) FloatVector.fromArray(SPECIES, g, g0 + k).add(sum).check(SPECIES))
                    .intoArray(g, g0 + k);
        }
        for (; k < count; k++) {
            g[g0 + k] += sums[k];
        }
    }

    /**
     * Computes the sums over sixteen samples, one in each virtual lane. Each store leaves the lanes
     * without units to the next.
     */
    private static void sumsOfSixteen(
            int inputs, int units, float[] x, int x0, int ldx, float[] d, float[] sums) {
        FloatVector d0 = FloatVector.fromArray(SPECIES, d, 0);
        FloatVector d1 = FloatVector.fromArray(SPECIES, d, Lanes.COUNT);
        FloatVector d2 = FloatVector.fromArray(SPECIES, d, 2 * Lanes.COUNT);
        FloatVector d3 = FloatVector.fromArray(SPECIES, d, 3 * Lanes.COUNT);
        FloatVector d4 = FloatVector.fromArray(SPECIES, d, 4 * Lanes.COUNT);
        FloatVector d5 = FloatVector.fromArray(SPECIES, d, 5 * Lanes.COUNT);
        FloatVector d6 = FloatVector.fromArray(SPECIES, d, 6 * Lanes.COUNT);
        FloatVector d7 = FloatVector.fromArray(SPECIES, d, 7 * Lanes.COUNT);
        FloatVector d8 = FloatVector.fromArray(SPECIES, d, 8 * Lanes.COUNT);
        FloatVector d9 = FloatVector.fromArray(SPECIES, d, 9 * Lanes.COUNT);
        FloatVector d10 = FloatVector.fromArray(SPECIES, d, 10 * Lanes.COUNT);
        FloatVector d11 = FloatVector.fromArray(SPECIES, d, 11 * Lanes.COUNT);
        FloatVector d12 = FloatVector.fromArray(SPECIES, d, 12 * Lanes.COUNT);
        FloatVector d13 = FloatVector.fromArray(SPECIES, d, 13 * Lanes.COUNT);
        FloatVector d14 = FloatVector.fromArray(SPECIES, d, 14 * Lanes.COUNT);
        FloatVector d15 = FloatVector.fromArray(SPECIES, d, 15 * Lanes.COUNT);
        int xi = x0;
        for (int i = 0; i < inputs; i++) {
            FloatVector zero = FloatVector.zero(SPECIES);
            FloatVector s0 = FloatVector.broadcast(SPECIES, x[xi]).fma(d0, zero);
            FloatVector s1 = FloatVector.broadcast(SPECIES, x[xi + 1]).fma(d1, zero);
            FloatVector s2 = FloatVector.broadcast(SPECIES, x[xi + 2]).fma(d2, zero);
            FloatVector s3 = FloatVector.broadcast(SPECIES, x[xi + 3]).fma(d3, zero);
            FloatVector s4 = FloatVector.broadcast(SPECIES, x[xi + 4]).fma(d4, zero);
            FloatVector s5 = FloatVector.broadcast(SPECIES, x[xi + 5]).fma(d5, zero);
            FloatVector s6 = FloatVector.broadcast(SPECIES, x[xi + 6]).fma(d6, zero);
            FloatVector s7 = FloatVector.broadcast(SPECIES, x[xi + 7]).fma(d7, zero);
            FloatVector s8 = FloatVector.broadcast(SPECIES, x[xi + 8]).fma(d8, zero);
            FloatVector s9 = FloatVector.broadcast(SPECIES, x[xi + 9]).fma(d9, zero);
            FloatVector s10 = FloatVector.broadcast(SPECIES, x[xi + 10]).fma(d10, zero);
            FloatVector s11 = FloatVector.broadcast(SPECIES, x[xi + 11]).fma(d11, zero);
            FloatVector s12 = FloatVector.broadcast(SPECIES, x[xi + 12]).fma(d12, zero);
            FloatVector s13 = FloatVector.broadcast(SPECIES, x[xi + 13]).fma(d13, zero);
            FloatVector s14 = FloatVector.broadcast(SPECIES, x[xi + 14]).fma(d14, zero);
            FloatVector s15 = FloatVector.broadcast(SPECIES, x[xi + 15]).fma(d15, zero);
            s0 = s0.add(s8);
            s1 = s1.add(s9);
            s2 = s2.add(s10);
            s3 = s3.add(s11);
            s4 = s4.add(s12);
            s5 = s5.add(s13);
            s6 = s6.add(s14);
            s7 = s7.add(s15);
            s0 = s0.add(s4);
            s1 = s1.add(s5);
            s2 = s2.add(s6);
            s3 = s3.add(s7);
            s0 = s0.add(s2);
            s1 = s1.add(s3);
            s0 = s0.add(s1);
            ((FloatVector) s0.check(SPECIES)).intoArray(sums, i * units);
            xi += ldx;
        }
    }

    /** Computes the sums over the samples of even virtual lanes. */
    private static void sumsOfEvenLanes(
            int inputs, float[] x, int x0, int ldx, float[] d, float[] sums) {
        FloatVector d0 = FloatVector.fromArray(SPECIES, d, 0);
        FloatVector d1 = FloatVector.fromArray(SPECIES, d, 2 * Lanes.COUNT);
        FloatVector d2 = FloatVector.fromArray(SPECIES, d, 4 * Lanes.COUNT);
        FloatVector d3 = FloatVector.fromArray(SPECIES, d, 6 * Lanes.COUNT);
        FloatVector d4 = FloatVector.fromArray(SPECIES, d, 8 * Lanes.COUNT);
        FloatVector d5 = FloatVector.fromArray(SPECIES, d, 10 * Lanes.COUNT);
        FloatVector d6 = FloatVector.fromArray(SPECIES, d, 12 * Lanes.COUNT);
        FloatVector d7 = FloatVector.fromArray(SPECIES, d, 14 * Lanes.COUNT);
        FloatVector d8 = FloatVector.fromArray(SPECIES, d, 16 * Lanes.COUNT);
        FloatVector d9 = FloatVector.fromArray(SPECIES, d, 18 * Lanes.COUNT);
        FloatVector d10 = FloatVector.fromArray(SPECIES, d, 20 * Lanes.COUNT);
        FloatVector d11 = FloatVector.fromArray(SPECIES, d, 22 * Lanes.COUNT);
        FloatVector d12 = FloatVector.fromArray(SPECIES, d, 24 * Lanes.COUNT);
        FloatVector d13 = FloatVector.fromArray(SPECIES, d, 26 * Lanes.COUNT);
        FloatVector d14 = FloatVector.fromArray(SPECIES, d, 28 * Lanes.COUNT);
        FloatVector d15 = FloatVector.fromArray(SPECIES, d, 30 * Lanes.COUNT);
        int xi = x0;
        for (int i = 0; i < inputs; i++) {
            FloatVector zero = FloatVector.zero(SPECIES);
            FloatVector s0 = FloatVector.broadcast(SPECIES, x[xi]).fma(d0, zero);
            FloatVector s1 = FloatVector.broadcast(SPECIES, x[xi + 2]).fma(d1, zero);
            FloatVector s2 = FloatVector.broadcast(SPECIES, x[xi + 4]).fma(d2, zero);
            FloatVector s3 = FloatVector.broadcast(SPECIES, x[xi + 6]).fma(d3, zero);
            FloatVector s4 = FloatVector.broadcast(SPECIES, x[xi + 8]).fma(d4, zero);
            FloatVector s5 = FloatVector.broadcast(SPECIES, x[xi + 10]).fma(d5, zero);
            FloatVector s6 = FloatVector.broadcast(SPECIES, x[xi + 12]).fma(d6, zero);
            FloatVector s7 = FloatVector.broadcast(SPECIES, x[xi + 14]).fma(d7, zero);
            s0 = FloatVector.broadcast(SPECIES, x[xi + 16]).fma(d8, s0);
            s1 = FloatVector.broadcast(SPECIES, x[xi + 18]).fma(d9, s1);
            s2 = FloatVector.broadcast(SPECIES, x[xi + 20]).fma(d10, s2);
            s3 = FloatVector.broadcast(SPECIES, x[xi + 22]).fma(d11, s3);
            s4 = FloatVector.broadcast(SPECIES, x[xi + 24]).fma(d12, s4);
            s5 = FloatVector.broadcast(SPECIES, x[xi + 26]).fma(d13, s5);
            s6 = FloatVector.broadcast(SPECIES, x[xi + 28]).fma(d14, s6);
            s7 = FloatVector.broadcast(SPECIES, x[xi + 30]).fma(d15, s7);
            s0 = s0.add(s4);
            s1 = s1.add(s5);
            s2 = s2.add(s6);
            s3 = s3.add(s7);
            s0 = s0.add(s2);
            s1 = s1.add(s3);
            s0 = s0.add(s1);
            ((FloatVector) s0.check(SPECIES)).intoArray(sums, i * Lanes.COUNT);
            xi += ldx;
        }
    }

    /**
     * Adds the sums over the samples of odd virtual lanes. The stores, each of which leaves the
     * lanes without units to the next, stay behind the loads.
     */
    private static void addOddLanes(
            int inputs, int units, float[] x, int x0, int ldx, float[] d, float[] sums) {
        FloatVector d0 = FloatVector.fromArray(SPECIES, d, Lanes.COUNT);
        FloatVector d1 = FloatVector.fromArray(SPECIES, d, 3 * Lanes.COUNT);
        FloatVector d2 = FloatVector.fromArray(SPECIES, d, 5 * Lanes.COUNT);
        FloatVector d3 = FloatVector.fromArray(SPECIES, d, 7 * Lanes.COUNT);
        FloatVector d4 = FloatVector.fromArray(SPECIES, d, 9 * Lanes.COUNT);
        FloatVector d5 = FloatVector.fromArray(SPECIES, d, 11 * Lanes.COUNT);
        FloatVector d6 = FloatVector.fromArray(SPECIES, d, 13 * Lanes.COUNT);
        FloatVector d7 = FloatVector.fromArray(SPECIES, d, 15 * Lanes.COUNT);
        FloatVector d8 = FloatVector.fromArray(SPECIES, d, 17 * Lanes.COUNT);
        FloatVector d9 = FloatVector.fromArray(SPECIES, d, 19 * Lanes.COUNT);
        FloatVector d10 = FloatVector.fromArray(SPECIES, d, 21 * Lanes.COUNT);
        FloatVector d11 = FloatVector.fromArray(SPECIES, d, 23 * Lanes.COUNT);
        FloatVector d12 = FloatVector.fromArray(SPECIES, d, 25 * Lanes.COUNT);
        FloatVector d13 = FloatVector.fromArray(SPECIES, d, 27 * Lanes.COUNT);
        FloatVector d14 = FloatVector.fromArray(SPECIES, d, 29 * Lanes.COUNT);
        FloatVector d15 = FloatVector.fromArray(SPECIES, d, 31 * Lanes.COUNT);
        int xi = x0;
        for (int i = 0; i < inputs; i++) {
            FloatVector zero = FloatVector.zero(SPECIES);
            FloatVector s0 = FloatVector.broadcast(SPECIES, x[xi + 1]).fma(d0, zero);
            FloatVector s1 = FloatVector.broadcast(SPECIES, x[xi + 3]).fma(d1, zero);
            FloatVector s2 = FloatVector.broadcast(SPECIES, x[xi + 5]).fma(d2, zero);
            FloatVector s3 = FloatVector.broadcast(SPECIES, x[xi + 7]).fma(d3, zero);
            FloatVector s4 = FloatVector.broadcast(SPECIES, x[xi + 9]).fma(d4, zero);
            FloatVector s5 = FloatVector.broadcast(SPECIES, x[xi + 11]).fma(d5, zero);
            FloatVector s6 = FloatVector.broadcast(SPECIES, x[xi + 13]).fma(d6, zero);
            FloatVector s7 = FloatVector.broadcast(SPECIES, x[xi + 15]).fma(d7, zero);
            s0 = FloatVector.broadcast(SPECIES, x[xi + 17]).fma(d8, s0);
            s1 = FloatVector.broadcast(SPECIES, x[xi + 19]).fma(d9, s1);
            s2 = FloatVector.broadcast(SPECIES, x[xi + 21]).fma(d10, s2);
            s3 = FloatVector.broadcast(SPECIES, x[xi + 23]).fma(d11, s3);
            s4 = FloatVector.broadcast(SPECIES, x[xi + 25]).fma(d12, s4);
            s5 = FloatVector.broadcast(SPECIES, x[xi + 27]).fma(d13, s5);
            s6 = FloatVector.broadcast(SPECIES, x[xi + 29]).fma(d14, s6);
            s7 = FloatVector.broadcast(SPECIES, x[xi + 31]).fma(d15, s7);
            s0 = s0.add(s4);
            s1 = s1.add(s5);
            s2 = s2.add(s6);
            s3 = s3.add(s7);
            s0 = s0.add(s2);
            s1 = s1.add(s3);
            s0 = s0.add(s1);
            s0 = FloatVector.fromArray(SPECIES, sums, i * Lanes.COUNT).add(s0);
            ((FloatVector) s0.check(SPECIES)).intoArray(sums, i * units);
            xi += ldx;
        }
    }
}
