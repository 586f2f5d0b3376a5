package lanewise.internal.tier;

import lanewise.internal.parallel.EngineThread;
import lanewise.internal.pass.VectorNetwork;
import lanewise.internal.plan.NetworkPlan;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Selects the kernels for the predictions of a model with {@link TierChoice#AUTO}: the scalar ones,
 * until all predictors of the model together have done so much work that vector kernels would have
 * paid off. Then a daemon thread runs these on copies of a row until C2 has compiled them, and
 * measures whether they are faster: once for each class of {@link PredictionWarmUp} that is used.
 * Predictions never wait, and never run vector kernels that are not compiled.
 *
 * <p>If vector kernels are not faster (C2 may be busy, disabled, or replaced by another JIT), they
 * get another chance after eight times the work, so that warm-ups take a small share of the time on
 * any JVM. A JVM has at most one such thread at a time. Thread-safe.
 */
public final class PredictionKernels {

    /**
     * Scalar time, in ns, after which vector kernels pay off: about the time that HotSpot needs to
     * compile them.
     */
    static final double PAYS_NANOS = 2e8;

    /** Factor of work between one warm-up of a class and the next. */
    private static final int BACK_OFF = 8;

    private static final AtomicBoolean UNDER_WAY = new AtomicBoolean();

    private final NetworkPlan network;
    private final float[] parameters;
    private final double scalarNanosPerRow;

    /** The packed parameters; null until needed. */
    private volatile VectorNetwork packed;

    /** A bit for each class whose vector kernels are faster. */
    private volatile int faster;

    /**
     * Scalar time of the rows of other classes so far, in ns. Threads race to add to it: a lost row
     * is no loss.
     */
    private double work;

    /** Value of {@link #work} that starts the next warm-up of each class, in ns. */
    private final double[] enough = new double[PredictionWarmUp.CLASSES];

    /**
     * Starts with the scalar kernels.
     *
     * @param network the network
     * @param parameters its parameters
     * @param scalarNanosPerRow estimated time of the scalar kernels per row, in ns
     */
    public PredictionKernels(NetworkPlan network, float[] parameters, double scalarNanosPerRow) {
        this.network = network;
        this.parameters = parameters;
        this.scalarNanosPerRow = scalarNanosPerRow;
        Arrays.fill(enough, PAYS_NANOS);
        if (network.recurrent()) {
            enough[0] = Double.POSITIVE_INFINITY; // no vector kernels for one row
        }
    }

    /**
     * Selects the kernels for a block.
     *
     * @param rows number of rows
     * @return the vector kernels, or null for the scalar ones
     */
    public VectorNetwork select(int rows) {
        return isFaster(rows) ? packed : null;
    }

    private boolean isFaster(int rows) {
        int now = faster;
        return now != 0 && (now >> PredictionWarmUp.classOf(rows) & 1) != 0;
    }

    /**
     * The vector kernels, whether they are compiled or not.
     *
     * @throws IllegalStateException if they cannot run here
     */
    public VectorNetwork vector() {
        VectorNetwork ready = packed;
        return ready != null ? ready : pack();
    }

    private synchronized VectorNetwork pack() {
        if (packed == null) {
            packed = new VectorNetwork(network, parameters, KernelProvider.vector());
        }
        return packed;
    }

    /**
     * Counts rows that have been predicted.
     *
     * @param rows number of rows
     * @return whether to call {@link #warmUp} now; false while a warm-up is in progress, so that
     *     callers do not copy a row in each call
     */
    public boolean count(int rows) {
        return !isFaster(rows)
                && (work += rows * scalarNanosPerRow) >= enough[PredictionWarmUp.classOf(rows)]
                && !UNDER_WAY.get();
    }

    /**
     * Starts to warm up the vector kernels for a block, unless another warm-up is in progress.
     *
     * @param rows number of rows of the block
     * @param row one of them
     */
    public void warmUp(int rows, float[] row) {
        if (!UNDER_WAY.compareAndSet(false, true)) {
            return;
        }
        boolean started = false;
        try {
            int which = PredictionWarmUp.classOf(rows);
            if (isFaster(rows) || work < enough[which]) {
                return; // another thread has been here
            }
            if (!KernelProvider.obstacle().isEmpty()) {
                KernelSelection.logOnce(KernelProvider.obstacle());
                Arrays.fill(enough, Double.POSITIVE_INFINITY);
                return;
            }
            enough[which] = BACK_OFF * work;
            Runnable warmUp = () -> warmUpAndMeasure(which, row);
            EngineThread.daemon("lanewise-warm-up", warmUp).start();
            started = true;
        } catch (OutOfMemoryError e) {
            // No memory for a thread: predictions do not need it.
        } finally {
            if (!started) {
                UNDER_WAY.set(false);
            }
        }
    }

    private void warmUpAndMeasure(int which, float[] row) {
        try {
            double speedup =
                    new PredictionWarmUp(network, parameters, vector(), row).speedup(which);
            if (speedup >= PredictionWarmUp.FASTER) {
                faster |= 1 << which; // only this thread writes
            } else if (speedup < PredictionWarmUp.SLOWER) {
                KernelSelection.logOnce(
                        "the vector kernels were not faster than the scalar ones in predictions;"
                                + " is HotSpot's C2 compiler busy or disabled? They will be tried"
                                + " again");
            }
        } catch (RuntimeException | Error e) {
            // Such as too little memory: predictions keep the scalar kernels.
        } finally {
            UNDER_WAY.set(false);
        }
    }
}
