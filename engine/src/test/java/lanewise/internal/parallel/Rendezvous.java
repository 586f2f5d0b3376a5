package lanewise.internal.parallel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;

/** A barrier at which parts wait for each other, which proves that they run in parallel. */
final class Rendezvous {
    private final int parties;
    final AtomicInteger arrived = new AtomicInteger();

    Rendezvous(int parties) {
        this.parties = parties;
    }

    void reset() {
        arrived.set(0);
    }

    void await() {
        arrived.incrementAndGet();
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (arrived.get() < parties) {
            assertTrue(System.nanoTime() < deadline, "the other parts did not arrive");
            Thread.yield();
        }
    }
}
