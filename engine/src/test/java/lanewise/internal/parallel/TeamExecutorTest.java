package lanewise.internal.parallel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/** Teams on various executors: the caller does the work that the executor does not run. */
class TeamExecutorTest {
    private static final Executor FORBIDDEN =
            task -> {
                throw new AssertionError("the executor was used");
            };

    static final Executor REJECTING =
            task -> {
                throw new RejectedExecutionException("full");
            };

    private final ExecutorService pool = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        pool.shutdownNow();
    }

    @Test
    void oneThreadNeedsNoExecutor() {
        Team team = new Team(FORBIDDEN, 1);
        try (Team.Section _ = team.open()) {
            assertArrayEquals(new int[] {1, 1, 1, 1, 1}, partsDoneAlone(team, 5));
        }
    }

    @Test
    void runsAloneOutsideSections() {
        Team team = new Team(FORBIDDEN, 4);
        assertArrayEquals(new int[] {1, 1, 1}, partsDoneAlone(team, 3));
    }

    @Test
    void toleratesExecutorsThatReject() {
        Team team = new Team(REJECTING, 3);
        try (Team.Section _ = team.open()) {
            assertArrayEquals(new int[] {1, 1, 1, 1}, partsDoneAlone(team, 4));
        }
    }

    @Test
    void toleratesExecutorsThatRunTasksInTheCaller() {
        Team team = new Team(Runnable::run, 3);
        for (int sections = 0; sections < 3; sections++) {
            try (Team.Section _ = team.open()) {
                assertArrayEquals(new int[] {1, 1, 1, 1}, partsDoneAlone(team, 4));
            }
        }
    }

    @Test
    void toleratesExecutorsThatWaitForTheirTasks() {
        Executor waiting =
                task -> {
                    Thread thread = new Thread(task);
                    thread.start();
                    while (thread.isAlive()) {
                        Thread.onSpinWait();
                    }
                };
        Team team = new Team(waiting, 3);
        for (int sections = 0; sections < 3; sections++) {
            try (Team.Section _ = team.open()) {
                assertArrayEquals(new int[] {1, 1, 1, 1}, partsDoneAlone(team, 4));
            }
        }
    }

    @Test
    void toleratesSystemsOutOfThreads() {
        Executor exhausted =
                new WorkerThreads.Pool(
                        task -> {
                            throw new OutOfMemoryError("unable to create native thread");
                        });
        Team team = new Team(exhausted, 3);
        try (Team.Section _ = team.open()) {
            assertArrayEquals(new int[] {1, 1, 1, 1}, partsDoneAlone(team, 4));
        }
    }

    /** Two threads with the same worker index would share working memory. */
    @Test
    void runsEachWorkerOnOneThreadIfTheExecutorRunsTasksTwice() {
        Executor twice =
                task -> {
                    pool.execute(task);
                    pool.execute(task);
                };
        Team team = new Team(twice, 3);
        AtomicIntegerArray busy = new AtomicIntegerArray(3);
        AtomicInteger conflicts = new AtomicInteger();
        for (int sections = 0; sections < 5; sections++) {
            try (Team.Section _ = team.open()) {
                team.run(
                        30,
                        (part, worker) -> {
                            conflicts.addAndGet(busy.incrementAndGet(worker) - 1);
                            LockSupport.parkNanos(1_000_000);
                            busy.decrementAndGet(worker);
                        });
            }
        }
        assertEquals(0, conflicts.get());
    }

    @Test
    void lateWorkersLeaveAtOnce() throws InterruptedException {
        List<Runnable> queue = new ArrayList<>();
        Team team = new Team(queue::add, 3);
        for (int sections = 0; sections < 3; sections++) {
            try (Team.Section _ = team.open()) {
                assertArrayEquals(new int[] {1, 1, 1, 1}, partsDoneAlone(team, 4));
            }
        }
        assertEquals(
                2, queue.size(), "each worker is queued once, whatever the number of sections");
        for (Runnable worker : queue) {
            Thread thread = new Thread(worker);
            thread.start();
            thread.join(30_000);
            assertFalse(thread.isAlive());
        }
        try (Team.Section _ = team.open()) {
            assertEquals(4, queue.size(), "workers that have left are submitted again");
        }
    }

    @Test
    void teamsShareAnExecutorThatIsTooSmall() {
        ExecutorService single = Executors.newSingleThreadExecutor();
        try {
            Team first = new Team(single, 2);
            Team second = new Team(single, 2);
            Rendezvous two = new Rendezvous(2);
            Team.Section ofFirst = first.open();
            try (Team.Section _ = second.open()) {
                first.run(2, (part, worker) -> two.await());
                assertArrayEquals(new int[] {1, 1, 1, 1}, partsDoneAlone(second, 4));
                ofFirst.close();
                two.reset();
                second.run(2, (part, worker) -> two.await());
            }
            assertEquals(2, two.arrived.get());
        } finally {
            single.shutdownNow();
        }
    }

    @Test
    void workersLeaveAnExecutorThatIsShutDown() throws InterruptedException {
        Team team = new Team(pool, 3);
        Rendezvous three = new Rendezvous(3);
        try (Team.Section _ = team.open()) {
            team.run(3, (part, worker) -> three.await());
            pool.shutdownNow();
            assertTrue(pool.awaitTermination(30, TimeUnit.SECONDS));
            assertArrayEquals(new int[] {1, 1, 1, 1}, partsDoneAlone(team, 4));
        }
        try (Team.Section _ = team.open()) {
            assertArrayEquals(new int[] {1, 1, 1, 1}, partsDoneAlone(team, 4));
        }
    }

    @Test
    void workerThreadsAreDaemonsAndEndWhenIdle() throws InterruptedException {
        Team team = new Team(WorkerThreads.executor(), 3);
        Rendezvous three = new Rendezvous(3);
        try (Team.Section _ = team.open()) {
            team.run(3, (part, worker) -> three.await());
            List<Thread> threads = engineThreads();
            assertTrue(threads.size() >= 2, () -> "threads " + threads);
            assertTrue(threads.stream().allMatch(Thread::isDaemon));
            assertTrue(threads.stream().allMatch(t -> t.getContextClassLoader() == null));
        }
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!engineThreads().isEmpty()) {
            assertTrue(System.nanoTime() < deadline, () -> "still there: " + engineThreads());
            Thread.sleep(50);
        }
    }

    private static List<Thread> engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lanewise-worker-"))
                .toList();
    }

    @Test
    void staysClosedIfTheExecutorThrows() {
        Team team = new Team(FORBIDDEN, 2);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertEquals(
                    "the executor was used",
                    assertThrows(AssertionError.class, team::open).getMessage());
        }
    }

    /** Runs a phase on the caller alone; returns the number of times each part was done. */
    static int[] partsDoneAlone(Team team, int parts) {
        int[] done = new int[parts];
        Thread caller = Thread.currentThread();
        team.run(
                parts,
                (part, worker) -> {
                    assertSame(caller, Thread.currentThread());
                    assertEquals(0, worker);
                    done[part]++;
                });
        return done;
    }
}
