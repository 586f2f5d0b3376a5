package lanewise.internal.tier;

import lanewise.internal.parallel.EngineThread;
import lanewise.internal.pass.PredictionPass;
import lanewise.internal.pass.VectorNetwork;
import lanewise.internal.plan.NetworkPlan;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Selects the kernels for the predictions of a model with {@link TierChoice#AUTO}: the scalar ones,
 * until all predictors of the model together have done so much work that vector kernels would have
 * paid off. Then a daemon thread runs these on copies of the caller's rows until C2 has compiled
 * them, and measures from which number of rows on they are faster. Predictions never wait, and
 * never run vector kernels that are not compiled.
 *
 * <p>If vector kernels are not faster (C2 may be busy, disabled, or replaced by another JIT), they
 * get another chance after four times the work, so that warm-ups take a small share of the time on
 * any JVM. A JVM has at most one such thread at a time. Thread-safe.
 */
public final class PredictionKernels {

    /**
     * Scalar time, in ns, after which vector kernels pay off: about the time that HotSpot needs to
     * compile them.
     */
    static final double PAYS_NANOS = 2e8;

    /** Factor of work between one warm-up and the next. */
    private static final int BACK_OFF = 4;

    private static final AtomicBoolean UNDER_WAY = new AtomicBoolean();

    private final NetworkPlan network;
    private final float[] parameters;
    private final double scalarNanosPerRow;

    /** The packed parameters; null until needed. */
    private volatile VectorNetwork packed;

    /** A bit for each class of blocks for which the vector kernels are faster. */
    private volatile int faster;

    private volatile boolean counting = true;

    /** Scalar time of the rows so far, in ns. Threads race to add to it: a lost row is no loss. */
    private double work;

    /** Value of {@link #work} that starts a warm-up, in ns. */
    private double enough = PAYS_NANOS;

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
    }

    /**
     * Selects the kernels for a block.
     *
     * @param rows number of rows
     * @return the vector kernels, or null for the scalar ones
     */
    public VectorNetwork select(int rows) {
        int now = faster;
        return now != 0 && (now >> PredictionWarmUp.classOf(rows) & 1) != 0 ? packed : null;
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
     * @return whether to call {@link #warmUp} now
     */
    public boolean count(int rows) {
        return counting && (work += rows * scalarNanosPerRow) >= enough;
    }

    /**
     * Starts to warm up the vector kernels, unless another thread has.
     *
     * @param rows number of rows of the last block
     * @param row one of them
     */
    public void warmUp(int rows, float[] row) {
        if (!UNDER_WAY.compareAndSet(false, true)) {
            return;
        }
        boolean started = false;
        try {
            if (counting) {
                counting = false;
                if (KernelProvider.obstacle().isEmpty()) {
                    Runnable warmUp = () -> warmUpAndMeasure(rows, row);
                    EngineThread.daemon("lanewise-warm-up", warmUp).start();
                    started = true;
                } else {
                    KernelSelection.logOnce(KernelProvider.obstacle());
                }
            }
        } catch (OutOfMemoryError e) {
            tryLater();
        } finally {
            if (!started) {
                UNDER_WAY.set(false);
            }
        }
    }

    private void tryLater() {
        work = 0;
        enough *= BACK_OFF;
        counting = true;
    }

    /** Begins with the class of the caller's block, or with the kernels that it contains. */
    private void warmUpAndMeasure(int rows, float[] row) {
        try {
            PredictionPass pass = new PredictionPass(network, parameters, KernelProvider.scalar());
            PredictionWarmUp warmUp = new PredictionWarmUp(pass, vector(), network, row);
            int first = Math.min(PredictionWarmUp.classOf(rows), PredictionWarmUp.CLASSES - 2);
            for (int k = 0; k < PredictionWarmUp.CLASSES; k++) {
                int which = (first + k) % PredictionWarmUp.CLASSES;
                if (which == 0 && network.recurrent()) {
                    continue; // no vector kernels for one row
                }
                if (warmUp.isFaster(which)) {
                    faster |= 1 << which;
                }
            }
            if (faster == 0) {
                KernelSelection.logOnce(
                        "the vector kernels were not faster than the scalar ones in predictions;"
                                + " is HotSpot's C2 compiler busy or disabled? They will be tried"
                                + " again");
                tryLater();
            }
        } catch (OutOfMemoryError e) {
            tryLater();
        } finally {
            UNDER_WAY.set(false);
        }
    }
}
