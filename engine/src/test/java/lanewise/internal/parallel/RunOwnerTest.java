package lanewise.internal.parallel;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;

class RunOwnerTest {
    private final RunOwner owner = new RunOwner();

    /** Even if that thread has finished by then. */
    @Test
    void rejectsReadsDuringWhichAnotherThreadBegan() throws InterruptedException {
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

    /** Virtual threads have no name by default. */
    @Test
    void identifiesUnnamedThreadsByNumber() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch checked = new CountDownLatch(1);
        Thread thread =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    owner.begin(Thread.currentThread());
                                    begun.countDown();
                                    assertDoesNotThrow(() -> checked.await());
                                    owner.thread = null;
                                });
        begun.await();
        IllegalStateException e = assertThrows(IllegalStateException.class, owner::require);
        checked.countDown();
        thread.join();
        assertTrue(
                e.getMessage().startsWith("thread #" + thread.threadId() + " is using"),
                e.getMessage());
        assertEquals("", thread.getName());
    }
}
