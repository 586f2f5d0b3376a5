package lanewise.internal.parallel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

class TeamTest {
    private final ExecutorService pool = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        pool.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void runsEachPartOnce(int threads) {
        Team team = new Team(pool, threads);
        assertEquals(threads, team.threads());
        // Plain memory, so that the test also checks that effects are visible.
        int[] given = new int[1];
        int[] done = new int[10];
        Part body = (part, worker) -> done[part] += given[0];
        int phases = 20_000;
        try (Team.Section _ = team.open()) {
            for (int phase = 1; phase <= phases; phase++) {
                Arrays.fill(done, 0);
                given[0] = phase;
                int parts = phase % (done.length + 1);
                team.run(parts, body);
                for (int part = 0; part < done.length; part++) {
                    assertEquals(part < parts ? phase : 0, done[part]);
                }
            }
        }
        assertEquals(phases, given[0]);
    }

    @Test
    void partsRunInParallelEvenAfterWorkersHaveParked() {
        Team team = new Team(pool, 3);
        Rendezvous rendezvous = new Rendezvous(3);
        for (int sections = 0; sections < 20; sections++) {
            try (Team.Section _ = team.open()) {
                for (int phase = 0; phase < 20; phase++) {
                    rendezvous.reset();
                    team.run(3, (part, worker) -> rendezvous.await());
                    LockSupport.parkNanos(phase * 20_000L);
                }
            }
        }
        assertEquals(3, rendezvous.arrived.get());
    }

    @Test
    void noTwoPartsShareAWorkerAtTheSameTime() {
        int threads = 5;
        Team team = new Team(pool, threads);
        AtomicIntegerArray busy = new AtomicIntegerArray(threads);
        AtomicInteger done = new AtomicInteger();
        Part body =
                (part, worker) -> {
                    assertEquals(1, busy.incrementAndGet(worker));
                    Thread.yield();
                    done.incrementAndGet();
                    busy.decrementAndGet(worker);
                };
        for (int sections = 0; sections < 200; sections++) {
            try (Team.Section _ = team.open()) {
                for (int phase = 0; phase < 10; phase++) {
                    team.run(7, body);
                }
            }
        }
        assertEquals(200 * 10 * 7, done.get());
    }

    @Test
    void assignsTheSamePartsToAThreadInEveryPhase() {
        int threads = 3;
        Team team = new Team(pool, threads);
        Rendezvous all = new Rendezvous(threads);
        try (Team.Section _ = team.open()) {
            for (int phase = 0; phase < 100; phase++) {
                all.reset();
                team.run(
                        2 * threads,
                        (part, worker) -> {
                            if (part < threads) { // no thread has begun a second part
                                assertEquals(part, worker);
                                all.await();
                            }
                        });
            }
        }
    }

    @Test
    void workersStayIfTheNextSectionOpensSoon() {
        AtomicInteger calls = new AtomicInteger();
        Executor counting =
                worker -> {
                    calls.incrementAndGet();
                    pool.execute(worker);
                };
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1); // else they park at once
        Team team = new Team(counting, 2);
        Rendezvous two = new Rendezvous(2);
        long deadline = System.nanoTime() + 60_000_000_000L;
        for (int soon = 0; soon < 50; ) {
            assertTrue(System.nanoTime() < deadline, "no section opened soon enough");
            two.reset();
            long begin = System.nanoTime();
            try (Team.Section _ = team.open()) {
                team.run(2, (part, worker) -> two.await());
            }
            int called = calls.get();
            LockSupport.parkNanos(50_000L);
            team.open().close();
            if (System.nanoTime() - begin < 900_000) {
                assertEquals(called, calls.get());
                soon++;
            }
        }
    }

    @Test
    void throwsAnExceptionOnceAllBegunPartsHaveEnded() {
        Team team = new Team(pool, 2);
        Rendezvous two = new Rendezvous(2);
        int[] ended = new int[2];
        try (Team.Section _ = team.open()) {
            for (int thrower = 0; thrower < 2; thrower++) {
                int throwing = thrower; // a worker's index: the caller first, then the other
                RuntimeException thrown = new RuntimeException("part");
                two.reset();
                Arrays.fill(ended, 0);
                Part body =
                        (part, worker) -> {
                            two.await();
                            if (worker == throwing) {
                                throw thrown;
                            }
                            sleep(20);
                            ended[worker] = 1;
                        };
                assertSame(thrown, assertThrows(RuntimeException.class, () -> team.run(2, body)));
                assertEquals(1, ended[1 - throwing]);
            }
            two.reset();
            team.run(2, (part, worker) -> two.await());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void skipsPartsNotBegunAfterAnException(int threads) {
        Team team = new Team(TeamExecutorTest.REJECTING, threads);
        int[] begun = new int[1];
        try (Team.Section _ = team.open()) {
            AssertionError error = new AssertionError("third part");
            Part body =
                    (part, worker) -> {
                        if (++begun[0] == 3) {
                            throw error;
                        }
                    };
            assertSame(error, assertThrows(AssertionError.class, () -> team.run(5, body)));
            assertEquals(3, begun[0]);
            assertArrayEquals(new int[] {1, 1, 1, 1}, TeamExecutorTest.partsDoneAlone(team, 4));
        }
    }

    @Test
    void suppressesTheSecondException() {
        Team team = new Team(pool, 2);
        Rendezvous two = new Rendezvous(2);
        try (Team.Section _ = team.open()) {
            RuntimeException thrown =
                    assertThrows(
                            IllegalArgumentException.class,
                            () ->
                                    team.run(
                                            2,
                                            (part, worker) -> {
                                                two.await();
                                                throw new IllegalArgumentException("by " + worker);
                                            }));
            assertEquals(1, thrown.getSuppressed().length);
            assertInstanceOf(IllegalArgumentException.class, thrown.getSuppressed()[0]);
        }
    }

    @Test
    void interruptStaysSetAndDoesNotEndThePhase() {
        Team team = new Team(pool, 2);
        Rendezvous two = new Rendezvous(2);
        int[] ended = new int[2];
        try (Team.Section _ = team.open()) {
            Thread.currentThread().interrupt();
            team.run(
                    2,
                    (part, worker) -> {
                        two.await();
                        if (worker == 1) {
                            sleep(20); // long enough for the caller to park
                        }
                        ended[worker] = 1;
                    });
        }
        assertTrue(Thread.interrupted());
        assertArrayEquals(new int[] {1, 1}, ended);
    }

    @Test
    void phasesAllocateNothing() {
        Team team = new Team(pool, 2);
        int[] done = new int[4];
        Part body = (part, worker) -> done[part]++;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long deadline = System.nanoTime() + 60_000_000_000L;
        try (Team.Section _ = team.open()) {
            long allocated;
            do {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int phase = 0; phase < 1_000; phase++) {
                    team.run(4, body);
                }
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            } while (allocated > 0 && System.nanoTime() < deadline);
            assertEquals(0, allocated, "bytes allocated by 1000 phases");
        }
        assertTrue(done[3] >= 1_000);
    }

    @Test
    void rejectsASecondSection() {
        Team team = new Team(TeamExecutorTest.REJECTING, 2);
        try (Team.Section _ = team.open()) {
            assertEquals(
                    "the team already has an open section: close it before opening another",
                    assertThrows(IllegalStateException.class, team::open).getMessage());
        }
    }

    @Test
    void rejectsInvalidArguments() {
        assertEquals(
                "0 threads: expected at least 1",
                assertThrows(IllegalArgumentException.class, () -> new Team(pool, 0)).getMessage());
        assertEquals(
                "executor is null: expected an executor for the workers",
                assertThrows(NullPointerException.class, () -> new Team(null, 2)).getMessage());
    }

    private static void sleep(long millis) {
        long until = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < until) {
            Thread.yield(); // unlike Thread.sleep, not ended by an interrupt
        }
    }
}
