package lanewise.internal.tier;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.plan.NetworkPlan;

/**
 * Which kernels compute a predictor's matrices. On {@link Tier#AUTO} the scalar ones until the work
 * so far would have been worth others; then the vector kernels, on trial: they stay if they are
 * measured to be surely faster than the scalar ones, as they are once compiled. If they are not in
 * a second or two (C2 may be busy, switched off, or another JIT), the scalar ones are measured,
 * too, and the faster are taken; the vector kernels get another trial when four times the work has
 * been done, so that trials take a small part of the time whatever the JVM does.
 *
 * <p>The clock is the caller's, and needed during trials only. Belongs to one thread at a time.
 */
public final class PredictionKernels {

    /**
     * HotSpot takes about a second until it has compiled the vector kernels: below this they cannot
     * pay for predictions, which have no thread to warm them.
     */
    static final double PAYS_NANOS = 1.5e9;

    /** What a trial of vector kernels may take. */
    static final double TRIAL_NANOS = 2e9;

    /** What it takes to measure scalar kernels, which are compiled in no time. */
    static final double SCALAR_TRIAL_NANOS = 5e7;

    /** Of a time that is estimated: half of it is surely less. Vectors take a fifth, or less. */
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

    /** The estimated time of the rows since the last trial, and what makes one worth it. */
    private double work;

    private double enough = PAYS_NANOS;

    /** What the trial has taken. */
    private double taken;

    /** The least time of a row in each trial. */
    private double vectorNanos;

    private double scalarNanos;

    /**
     * Before the first matrix.
     *
     * @param tier what the user wants
     * @param network what they shall compute
     * @param scalarNanosPerRow about how long the scalar kernels take for a row
     * @throws IllegalStateException if they are demanded and cannot run here
     */
    public PredictionKernels(TierChoice tier, NetworkPlan network, double scalarNanosPerRow) {
        this.scalarNanosPerRow = scalarNanosPerRow;
        kernels = KernelSelection.select(tier, network);
        state = tier == TierChoice.AUTO ? State.COUNTING : State.DECIDED;
    }

    /**
     * Says what is to be computed next.
     *
     * @param rows how many rows
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

    /** Whether to measure its time. */
    public boolean onTrial() {
        return state == State.VECTOR_ON_TRIAL || state == State.SCALAR_ON_TRIAL;
    }

    /**
     * Says how long a block took.
     *
     * @param rows its rows, with padding
     * @param nanos the time
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
