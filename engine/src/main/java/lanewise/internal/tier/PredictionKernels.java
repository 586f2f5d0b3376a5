package lanewise.internal.tier;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.plan.NetworkPlan;

/**
 * Selects the kernels for a predictor's matrices. With {@link TierChoice#AUTO} these are the scalar
 * ones until vector kernels would have paid off for the work so far. Then the vector kernels are
 * put on trial, and stay if they are measured to be clearly faster than the scalar ones, as they
 * are once compiled. If they are not within a second or two (C2 may be busy, disabled, or replaced
 * by another JIT), the scalar kernels are measured too, and the faster ones are selected. If those
 * are the scalar ones, the vector kernels get another trial after four times the work, so that
 * trials take a small share of the time on any JVM.
 *
 * <p>The caller measures time, during trials only. Thread-safe: threads that share a predictor
 * share its trials.
 */
public final class PredictionKernels {

    /**
     * Estimated scalar time, in ns, above which vector kernels pay off. HotSpot needs about a
     * second to compile them, and predictions have no background thread to warm them up.
     */
    static final double PAYS_NANOS = 1.5e9;

    /** Longest trial of vector kernels, in ns. */
    static final double TRIAL_NANOS = 2e9;

    /** Length of a trial of scalar kernels, in ns: they are compiled almost at once. */
    static final double SCALAR_TRIAL_NANOS = 5e7;

    /** Share of the estimated time that is clearly less. Vectors take a fifth or less of it. */
    private static final double SURELY = 0.5;

    /** Factor of work between one trial and the next. */
    private static final int BACK_OFF = 4;

    private enum State {
        COUNTING,
        VECTOR_ON_TRIAL,
        SCALAR_ON_TRIAL,
        DECIDED
    }

    private final double scalarNanosPerRow;
    private volatile State state;
    private volatile Kernels kernels;

    /** Estimated scalar time of the rows since the last trial, in ns. */
    private double work;

    /** Value of {@link #work} that starts a trial, in ns. */
    private double enough = PAYS_NANOS;

    /** Duration of the trial so far, in ns. */
    private double taken;

    /** Least time per row in the last trial of vector kernels, in ns. */
    private double vectorNanos;

    /** Least time per row in the last trial of scalar kernels, in ns. */
    private double scalarNanos;

    /**
     * Selects the kernels for the first matrix.
     *
     * @param tier the requested tier
     * @param network the network to compute
     * @param scalarNanosPerRow estimated time of the scalar kernels per row, in ns
     * @throws IllegalStateException if a requested tier cannot run here
     */
    public PredictionKernels(TierChoice tier, NetworkPlan network, double scalarNanosPerRow) {
        this.scalarNanosPerRow = scalarNanosPerRow;
        kernels = KernelSelection.select(tier, network);
        state = tier == TierChoice.AUTO ? State.COUNTING : State.DECIDED;
    }

    /**
     * Announces the rows to be computed next.
     *
     * @param rows number of rows
     */
    public void announce(int rows) {
        if (state == State.COUNTING) { // without a lock once decided
            count(rows);
        }
    }

    private synchronized void count(int rows) {
        if (state != State.COUNTING) {
            return;
        }
        work += rows * scalarNanosPerRow;
        if (work >= enough) {
            kernels = KernelSelection.vectorIfPossible();
            vectorNanos = Double.POSITIVE_INFINITY;
            begin(kernels == KernelProvider.scalar() ? State.DECIDED : State.VECTOR_ON_TRIAL);
        }
    }

    private void begin(State next) {
        state = next;
        taken = 0;
    }

    /** The kernels of the next block of rows. */
    public Kernels next() {
        return kernels;
    }

    /** Whether the caller must measure the time of the next block. */
    public boolean onTrial() {
        return state == State.VECTOR_ON_TRIAL || state == State.SCALAR_ON_TRIAL;
    }

    /**
     * Records the time of a block.
     *
     * @param with the kernels that computed it
     * @param rows number of rows of the block, with padding
     * @param nanos time of the block, in ns
     */
    public synchronized void took(Kernels with, int rows, long nanos) {
        if (with != kernels) {
            return; // another thread has ended the trial
        }
        taken += nanos;
        if (state == State.VECTOR_ON_TRIAL) {
            vectorNanos = Math.min(vectorNanos, (double) nanos / rows);
            if (vectorNanos < SURELY * scalarNanosPerRow) {
                begin(State.DECIDED);
            } else if (taken >= TRIAL_NANOS) {
                kernels = KernelProvider.scalar();
                scalarNanos = Double.POSITIVE_INFINITY;
                begin(State.SCALAR_ON_TRIAL);
            }
        } else if (state == State.SCALAR_ON_TRIAL) {
            scalarNanos = Math.min(scalarNanos, (double) nanos / rows);
            if (taken >= SCALAR_TRIAL_NANOS) {
                compare();
            }
        }
    }

    private void compare() {
        if (vectorNanos < scalarNanos) {
            kernels = KernelSelection.vectorIfPossible();
            begin(State.DECIDED);
            return;
        }
        work = 0;
        enough *= BACK_OFF;
        begin(State.COUNTING);
        KernelSelection.logOnce(
                "the vector kernels were not faster than the scalar ones in predictions; is"
                        + " HotSpot's C2 compiler busy or disabled? They will be tried again");
    }
}
