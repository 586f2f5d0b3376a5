package lanewise.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.train.TrainingListener;

/** The thread that warms up kernels, as others see it. */
public final class WarmUpThread {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private WarmUpThread() {}

    /** How many there are. */
    public static long count() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("lanewise-warm-up"))
                .count();
    }

    /** Waits until there is none. */
    public static void awaitEnd() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (count() > 0) {
            assertTrue(System.nanoTime() < deadline, "the warm-up does not end");
            Thread.sleep(5);
        }
    }

    /** Waits until there is one. */
    public static void awaitBegin() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (count() == 0) {
            assertTrue(System.nanoTime() < deadline, "no warm-up begins");
            Thread.sleep(1);
        }
    }

    /** A listener that lets a run go on until its warm-up is at work. */
    public static TrainingListener untilItRuns() {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        return TrainingListener.everyIteration(
                run -> {
                    assertTrue(System.nanoTime() < deadline, "no warm-up begins");
                    return run.iteration() % 100 != 0 || count() == 0;
                });
    }
}
