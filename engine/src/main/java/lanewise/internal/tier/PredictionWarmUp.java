package lanewise.internal.tier;

import lanewise.internal.kernel.GemmWorkspace;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.pass.PredictionPass;
import lanewise.internal.pass.VectorNetwork;
import lanewise.internal.plan.NetworkPlan;

/**
 * Runs the vector kernels of a network until they are compiled, and compares their times with the
 * scalar kernels', for four classes of blocks that use different kernels: 1 row, 2 to 4, 5 to 15,
 * and more.
 */
final class PredictionWarmUp {

    /** Number of classes. */
    static final int CLASSES = 4;

    /** Number of rows that is measured for each class. Few rows warm up the kernels of many. */
    private static final int[] ROWS = {1, 4, GemmWorkspace.MR, PredictionPass.BLOCK};

    /** Least speedup to count as faster: less is within measurement noise. */
    static final double FASTER = 1.1;

    /** Least duration of a measurement by compiled kernels, in ns, so that the clock is exact. */
    private static final double SPAN_NANOS = 10_000;

    /** Period without improvement, in ns, after which a time is that of compiled code. */
    private static final long STEADY_NANOS = 10_000_000;

    /** The same for vector kernels that are not faster: they may wait for C2. */
    private static final long SLOW_NANOS = 1_500_000_000;

    /** Time limit of a class, in ns: even on a busy machine, C2 is done long before. */
    private static final long LIMIT_NANOS = 10_000_000_000L;

    private final PredictionPass pass;
    private final VectorNetwork vector;
    private final float[] rows;
    private final float[] outputs;
    private final int inputs;

    /** The result of checks, kept so that C2 keeps the checks. */
    private boolean finite = true;

    /**
     * Prepares the rows.
     *
     * @param pass computes the outputs
     * @param vector the vector kernels
     * @param network the network
     * @param row a row, repeated to fill a block
     */
    PredictionWarmUp(PredictionPass pass, VectorNetwork vector, NetworkPlan network, float[] row) {
        this.pass = pass;
        this.vector = vector;
        inputs = row.length;
        rows = new float[PredictionPass.BLOCK * inputs];
        for (int k = 0; k < rows.length; k += row.length) {
            System.arraycopy(row, 0, rows, k, row.length);
        }
        outputs = new float[PredictionPass.BLOCK * network.outputs()];
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
        if (which == CLASSES - 1) {
            speedup(which - 1); // contains most of the kernels, which few rows compile sooner
        }
        int count = ROWS[which];
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
                pass.rows(kernels, rows, 0, count, outputs, 0);
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
