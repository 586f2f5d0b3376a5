package lanewise.internal.tier;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.atomic.AtomicBoolean;

/** Where processors are few, stacks wait until the first has compiled kernels. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StackStartTest {
    private static final double SCALAR_NANOS = 1000;

    private final StackStart start = new StackStart(SCALAR_NANOS, Long.MAX_VALUE);
    private final AtomicBoolean stop = new AtomicBoolean();

    /** A thread that waits, after another that does not. */
    private Thread second() throws InterruptedException {
        start.await(stop::get);
        Thread second = Thread.ofPlatform().start(() -> start.await(stop::get));
        while (second.getState() != Thread.State.TIMED_WAITING && second.isAlive()) {
            Thread.sleep(1);
        }
        return second;
    }

    @Test
    void waitsForASteadyTimeOfCompiledKernels() throws InterruptedException {
        Thread second = second();
        start.measured(20 * SCALAR_NANOS);
        start.measured(0.3 * SCALAR_NANOS); // may fall further
        Thread.sleep(5);
        assertTrue(second.isAlive());
        start.measured(0.2 * SCALAR_NANOS);
        Thread.sleep(20);
        start.measured(0.2 * SCALAR_NANOS);
        second.join();
    }

    @Test
    void endsIfTheTimeDoesNotFallForLong() throws InterruptedException {
        Thread second = second();
        start.measured(SCALAR_NANOS);
        Thread.sleep(600);
        start.measured(SCALAR_NANOS);
        second.join();
    }

    @Test
    void endsWithTheFirstStack() throws InterruptedException {
        Thread second = second();
        start.end();
        second.join();
    }

    @Test
    void endsWithTheGroup() throws InterruptedException {
        Thread second = second();
        stop.set(true);
        second.join();
    }

    /** Code that an earlier group has compiled is fast at once. */
    @Test
    void endsWithAFastFirstIteration() throws InterruptedException {
        Thread second = second();
        start.measured(0.2 * SCALAR_NANOS);
        second.join();
    }

    @Test
    void givesUpAfterATime() throws InterruptedException {
        StackStart brief = new StackStart(SCALAR_NANOS, 1_000_000L);
        brief.await(stop::get);
        brief.await(stop::get);
        assertFalse(stop.get());
    }
}
