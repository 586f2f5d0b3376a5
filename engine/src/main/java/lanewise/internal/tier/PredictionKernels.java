package lanewise.internal.tier;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.plan.NetworkPlan;

/**
 * Chooses the kernels of a predictor's matrices. AUTO starts on the scalar kernels and tries the
 * vector kernels once the work so far would have paid for them. They stay if measured to be clearly
 * faster than the scalar ones, as they are once compiled. If they are not within a second or two
 * (C2 may be busy or off, or another JIT is at work), the scalar kernels are measured as well, and
 * the faster ones are taken. Another trial follows after four times the work, so that trials take a
 * small share of the time in any JVM.
 *
 * <p>The caller measures the time, during trials only. Belongs to one thread at a time.
 */
public final class PredictionKernels {

    /**
     * Estimated scalar time, in ns, before the first trial. HotSpot takes about a second to compile
     * the vector kernels, and predictions have no background thread for that.
     */
    static final double PAYS_NANOS = 1.5e9;

    /** Longest trial of vector kernels, in ns. */
    static final double TRIAL_NANOS = 2e9;

    /** Length of a trial of scalar kernels, in ns; they are compiled within milliseconds. */
    static final double SCALAR_TRIAL_NANOS = 5e7;

    /** Share of the estimated scalar time that is clearly faster; vectors take a fifth or less. */
    private static final double SURELY = 0.5;

    private static final int BACK_OFF = 4;

    private enum State {
        COUNTING,
        VECTOR_ON_TRIAL,
        SCALAR_ON_TRIAL,
        DECIDED
    }

    private final double scalarNanosPerRow;
    private State state;
    private Kernels kernels;

    /** Estimated scalar time of the rows since the last trial, and the threshold of the next. */
    private double work;

    private double enough = PAYS_NANOS;

    /** Time of the current trial, in ns. */
    private double taken;

    /** Minimum time of a row in each trial, in ns. */
    private double vectorNanos;

    private double scalarNanos;

    /**
     * Selects the kernels of the first matrix.
     *
     * @param tier the requested tier
     * @param network the network to compute
     * @param scalarNanosPerRow estimated scalar time of a row, in ns
     * @throws IllegalStateException if the tier is unavailable here
     */
    public PredictionKernels(TierChoice tier, NetworkPlan network, double scalarNanosPerRow) {
        this.scalarNanosPerRow = scalarNanosPerRow;
        kernels = KernelSelection.select(tier, network);
        state = tier == TierChoice.AUTO ? State.COUNTING : State.DECIDED;
    }

    /**
     * Announces the next matrix.
     *
     * @param rows number of rows
     */
    public void announce(int rows) {
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

    /** Whether to measure the time of the next block. */
    public boolean onTrial() {
        return state == State.VECTOR_ON_TRIAL || state == State.SCALAR_ON_TRIAL;
    }

    /**
     * Records the time of a block.
     *
     * @param rows number of rows, with padding
     * @param nanos time in ns
     */
    public void took(int rows, long nanos) {
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
                "predictions by vectors took no less time than by scalar kernels; is HotSpot's C2"
                        + " compiler busy or switched off? They are tried again");
    }
}
