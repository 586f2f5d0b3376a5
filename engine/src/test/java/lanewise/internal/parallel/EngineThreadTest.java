package lanewise.internal.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** The engine's threads inherit nothing from the thread that creates them. */
class EngineThreadTest {

    @Test
    void inheritsNothing() throws InterruptedException {
        ThreadGroup group = new ThreadGroup("application") {};
        InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
        List<String> seen = new ArrayList<>();
        List<Thread> made = new ArrayList<>();
        Runnable application =
                () -> {
                    local.set("of the application");
                    Thread.currentThread().setContextClassLoader(new ClassLoader() {});
                    Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
                    made.add(EngineThread.daemon("of the engine", () -> seen.add(local.get())));
                };
        Thread owner = new Thread(group, application);
        owner.start();
        owner.join();
        Thread thread = made.getFirst();
        assertNotSame(group, thread.getThreadGroup());
        assertNull(thread.getThreadGroup().getParent());
        assertNull(thread.getContextClassLoader());
        assertEquals(Thread.NORM_PRIORITY, thread.getPriority());
        assertTrue(thread.isDaemon());
        thread.start();
        thread.join();
        assertEquals(1, seen.size());
        assertNull(seen.getFirst());
    }

    @Test
    void virtualThreadsCanCreateOne() throws InterruptedException {
        List<Thread> made = new ArrayList<>();
        Thread.ofVirtual()
                .start(() -> made.add(EngineThread.daemon("of the engine", () -> {})))
                .join();
        assertNull(made.getFirst().getThreadGroup().getParent());
        assertTrue(made.getFirst().isDaemon());
    }
}
