package lanewise.train;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;

class RunOwnerTest {
    private final RunOwner owner = new RunOwner();

    /** Even if it has ended by then. */
    @Test
    void whatIsReadWhileAnotherThreadBeginsIsRefused() throws InterruptedException {
        int reading = owner.beginReading();
        Thread other =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    owner.begin(Thread.currentThread());
                                    owner.thread = null;
                                });
        other.join();
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> owner.endReading(reading));
        assertTrue(e.getMessage().contains("while it was read"), e.getMessage());
        owner.endReading(owner.beginReading());
    }

    @Test
    void theOwnerMayRead() {
        owner.begin(Thread.currentThread());
        owner.endReading(owner.beginReading());
        owner.thread = null;
        owner.endReading(owner.beginReading());
    }

    /** Virtual threads mostly have none. */
    @Test
    void aThreadWithoutANameIsToldByItsNumber() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Thread thread =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    owner.begin(Thread.currentThread());
                                    begun.countDown();
                                    assertDoesNotThrow(() -> asked.await());
                                    owner.thread = null;
                                });
        begun.await();
        IllegalStateException e = assertThrows(IllegalStateException.class, owner::require);
        asked.countDown();
        thread.join();
        assertTrue(
                e.getMessage().startsWith("thread #" + thread.threadId() + " is advancing"),
                e.getMessage());
        assertEquals("", thread.getName());
    }
}
