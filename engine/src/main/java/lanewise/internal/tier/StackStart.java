package lanewise.internal.tier;

import lanewise.internal.stack.StackStep;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets the first {@link StackStep} of its kind run alone until C2 has compiled its kernels, unless
 * a processor is spare: others would compete with C2, and vector code is very slow until it is
 * compiled. Thread-safe.
 */
public final class StackStart {

    /**
     * Period without improvement, in ns, after which a time is taken for that of compiled code even
     * if it is long.
     */
    private static final long PLATEAU_NANOS = 500_000_000;

    /** Time of a model's iteration, in ns, that compiled kernels beat. */
    private final double compiledNanos;

    private final long longestWait;

    private boolean begun;
    private double best = Double.POSITIVE_INFINITY;
    private long improved;
    private volatile boolean over;

    /**
     * Starts without a stack.
     *
     * @param scalarNanos estimated time of a model's iteration on scalar kernels, in ns
     * @param threads number of threads that train stacks
     */
    public StackStart(double scalarNanos, int threads) {
        this(scalarNanos, RunKernels.LONGEST_WAIT_NANOS);
        over = !RunKernels.isCrowded(threads - 1); // no thread but C2's beside them
    }

    StackStart(double scalarNanos, long longestWait) {
        compiledNanos = scalarNanos / 2;
        this.longestWait = longestWait;
    }

    /**
     * Waits until others may run; the first caller does not wait.
     *
     * @param stop whether to stop waiting
     */
    public void await(BooleanSupplier stop) {
        synchronized (this) {
            if (!begun) {
                begun = true;
                return;
            }
        }
        long begin = System.nanoTime();
        while (!over && !stop.getAsBoolean() && System.nanoTime() - begin < longestWait) {
            LockSupport.parkNanos(this, 1_000_000);
        }
    }

    /** Records the time of a model's iteration, in ns. */
    public synchronized void measured(double nanos) {
        if (best == Double.POSITIVE_INFINITY && nanos < compiledNanos) {
            over = true; // compiled for an earlier group
        }
        long now = System.nanoTime();
        if (nanos < 0.95 * best) {
            best = nanos;
            improved = now;
        }
        if (now - improved >= (best < compiledNanos ? KernelWarmUp.STEADY_NANOS : PLATEAU_NANOS)) {
            over = true;
        }
    }

    /** Ends the wait: a stack has ended. */
    public void end() {
        over = true;
    }
}
