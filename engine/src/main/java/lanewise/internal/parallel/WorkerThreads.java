package lanewise.internal.parallel;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The engine's own threads, for callers that provide no executor: daemons named {@code
 * lanewise-worker-N}, started on demand and ended after two seconds without work.
 */
final class WorkerThreads {
    private static final long IDLE_SECONDS = 2;

    private WorkerThreads() {}

    /**
     * The executor of these threads. It has one for each worker of each active team.
     *
     * @return the executor, shared by all teams
     */
    static Executor executor() {
        return Shared.POOL;
    }

    private static Thread thread(Runnable work) {
        return EngineThread.daemon("lanewise-worker-" + Shared.NAMES.incrementAndGet(), work);
    }

    /** Created on first use. */
    private static final class Shared {
        static final AtomicLong NAMES = new AtomicLong();
        static final Executor POOL = new Pool(WorkerThreads::thread);
    }

    /** An unbounded pool that rejects work if the system cannot start another thread. */
    static final class Pool extends ThreadPoolExecutor {
        Pool(ThreadFactory threads) {
            super(
                    0,
                    Integer.MAX_VALUE,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    threads);
        }

        @Override
        public void execute(Runnable work) {
            try {
                super.execute(work);
            } catch (OutOfMemoryError e) {
                throw new RejectedExecutionException("the system cannot start another thread", e);
            }
        }
    }
}
