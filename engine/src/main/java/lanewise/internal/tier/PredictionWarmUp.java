package lanewise.internal.tier;

import lanewise.internal.kernel.GemmWorkspace;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.pass.PredictionPass;
import lanewise.internal.pass.VectorNetwork;
import lanewise.internal.plan.NetworkPlan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the vector kernels of a network until they are compiled, and compares their times with the
 * scalar kernels', for four classes of blocks that use different kernels: 1 row, 2 to 4, 5 to 15,
 * and more.
 */
final class PredictionWarmUp {

    /** Number of classes. */
    static final int CLASSES = 4;

    /** Number of rows that is measured for each class, with tiles of six rows and of four. */
    private static final int[] ROWS = {1, 4, GemmWorkspace.MR + 4, PredictionPass.BLOCK - 2};

    /**
     * Number of rows of the reduced network: enough for several full tiles and one of up to four
     * rows, which are called often enough for C2 before the larger network follows.
     */
    private static final int FEW_ROWS = 2 * Lanes.COUNT + GemmWorkspace.MR;

    /** Least speedup to count as faster: less is within measurement noise. */
    static final double FASTER = 1.1;

    /** Speedup of vector kernels that C2 has not compiled, or not well. */
    static final double SLOWER = 0.1;

    /** Least duration of a measurement by compiled kernels, in ns, so that the clock is exact. */
    private static final double SPAN_NANOS = 10_000;

    /** Period without improvement, in ns, after which a time is that of compiled code. */
    private static final long STEADY_NANOS = 10_000_000;

    /** The same for vector kernels that are not faster: they may wait for C2. */
    private static final long SLOW_NANOS = 1_500_000_000;

    /** Time limit of a class, in ns: even on a busy machine, C2 is done long before. */
    private static final long LIMIT_NANOS = 10_000_000_000L;

    /**
     * Sizes to which a network is reduced at first: a call of a kernel then takes microseconds
     * before it is compiled, and still there is a panel of each width.
     */
    private static final int FEW_INPUTS = 24;

    private static final int FEW_UNITS = 240;

    private final NetworkPlan network;
    private final PredictionPass pass;
    private final VectorNetwork vector;
    private final float[] rows;

    /** The same rows, feature-major. */
    private final float[] columns;

    private final float[] outputs;
    private final int inputs;

    /** The result of checks, kept so that C2 keeps the checks. */
    private boolean finite = true;

    /**
     * Prepares a network.
     *
     * @param network the network
     * @param parameters its parameters
     * @param vector its vector kernels
     * @param row a row, repeated to fill a block
     */
    PredictionWarmUp(NetworkPlan network, float[] parameters, VectorNetwork vector, float[] row) {
        this(
                network,
                new PredictionPass(network, parameters, KernelProvider.scalar()),
                vector,
                row);
    }

    private PredictionWarmUp(
            NetworkPlan network, PredictionPass pass, VectorNetwork vector, float[] row) {
        this.network = network;
        this.pass = pass;
        this.vector = vector;
        inputs = network.inputs();
        rows = new float[PredictionPass.BLOCK * inputs];
        for (int k = 0; k < rows.length; k += inputs) {
            System.arraycopy(row, 0, rows, k, inputs);
        }
        columns = new float[rows.length];
        for (int k = 0; k < columns.length; k++) {
            columns[k] = row[k / PredictionPass.BLOCK];
        }
        outputs = new float[PredictionPass.BLOCK * network.outputs()];
    }

    /** The same kernels on a small network. */
    private PredictionWarmUp reduced() {
        List<NetworkPlan.Layer> layers = new ArrayList<>();
        for (NetworkPlan.Layer layer : network.layers()) {
            int units = Math.min(layer.units(), FEW_UNITS);
            layers.add(
                    new NetworkPlan.Layer(
                            units, layer.function(), layer.bias(), 0, layer.recurrence()));
        }
        int few = Math.min(inputs, FEW_INPUTS);
        NetworkPlan small = new NetworkPlan("reduced " + network, few, layers, network.loss());
        float[] zeros = new float[small.parameterCount()];
        VectorNetwork packed = new VectorNetwork(small, zeros, KernelProvider.vector());
        PredictionPass smallPass = pass.over(small, zeros);
        return new PredictionWarmUp(small, smallPass, packed, Arrays.copyOf(rows, few));
    }

    /**
     * Returns the class of a block.
     *
     * @param rows number of rows
     * @return its class, from 0
     */
    static int classOf(int rows) {
        if (rows <= 4) {
            return rows == 1 ? 0 : 1;
        }
        return rows < Lanes.COUNT ? 2 : 3;
    }

    /**
     * Warms up the kernels of a class.
     *
     * @param which the class
     * @return the time of the scalar kernels over that of the vector kernels
     */
    double speedup(int which) {
        if (!network.recurrent()) {
            double begin = reduced().measure(which < 2 ? ROWS[which] : FEW_ROWS);
            if (begin < SLOWER) {
                return begin;
            }
        }
        return measure(ROWS[which]);
    }

    private double measure(int count) {
        double scalar = steadyNanos(null, count, 1, 0);
        int repeats = (int) Math.max(1, SPAN_NANOS / scalar);
        scalar = Math.min(scalar, steadyNanos(null, count, repeats, 0));
        return scalar / steadyNanos(vector, count, repeats, scalar);
    }

    /**
     * Measures the time of a block until it no longer falls.
     *
     * @param kernels the vector kernels, or null for the scalar ones
     * @param count number of rows
     * @param repeats number of blocks for one measurement
     * @param toBeat a time that it may take long to reach, in ns; 0 if there is none
     * @return the least time of a block, in ns
     */
    private double steadyNanos(VectorNetwork kernels, int count, int repeats, double toBeat) {
        double best = Double.POSITIVE_INFINITY;
        long begin = System.nanoTime();
        long improved = begin;
        long now = begin;
        boolean fast = false;
        while (now - improved < (fast ? STEADY_NANOS : SLOW_NANOS) && now - begin < LIMIT_NANOS) {
            long start = System.nanoTime();
            for (int i = 0; i < repeats; i++) {
                finite &= PredictionPass.areFinite(kernels, rows, 0, count * inputs);
                pass.rows(kernels, rows, 0, count, outputs, 0, 0);
                if (count >= Lanes.COUNT) {
                    int ld = PredictionPass.BLOCK;
                    pass.columns(kernels, columns, 0, ld, count, outputs, 0, ld, 0);
                    pass.columns(kernels, columns, 0, ld, Lanes.COUNT, outputs, 0, ld, 0);
                }
            }
            now = System.nanoTime();
            double nanos = (double) (now - start) / repeats;
            improved = nanos < 0.95 * best ? now : improved;
            best = Math.min(best, nanos);
            fast = toBeat == 0 || best * FASTER < toBeat;
        }
        return best;
    }
}
