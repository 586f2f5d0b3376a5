package lanewise.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.train.TrainingListener;

/** Observes the thread that warms up kernels. */
public final class WarmUpThread {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private WarmUpThread() {}

    /** Number of running warm-up threads. */
    public static long count() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("lanewise-warm-up"))
                .count();
    }

    /** Waits until no warm-up is running. */
    public static void awaitEnd() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (count() > 0) {
            assertTrue(System.nanoTime() < deadline, "the warm-up did not end");
            Thread.sleep(5);
        }
    }

    /** Waits until a warm-up is running. */
    public static void awaitBegin() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (count() == 0) {
            assertTrue(System.nanoTime() < deadline, "no warm-up began");
            Thread.sleep(5);
        }
    }

    /** A listener that stops a run when its warm-up is running. */
    public static TrainingListener untilItRuns() {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        return TrainingListener.everyIteration(
                run -> {
                    assertTrue(System.nanoTime() < deadline, "no warm-up began");
                    return run.iteration() % 100 != 0 || count() == 0;
                });
    }
}
