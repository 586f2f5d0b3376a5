package lanewise.internal.parallel;

import java.util.concurrent.Executor;

/** Makes the teams of threads that train a network. */
public final class Threads {

    /** Work per iteration, in flops, above which several threads were measured to be faster. */
    private static final double MIN_FLOPS = 2e7;

    private Threads() {}

    /** The calling thread only. */
    public static Team alone() {
        return new Team(new Alone(), 1);
    }

    /**
     * A team of a given size.
     *
     * @param threads number of threads, the caller's included
     * @param executor runs the others; null for the engine's own threads
     */
    public static Team team(int threads, Executor executor) {
        return new Team(executor == null ? WorkerThreads.executor() : executor, threads);
    }

    /**
     * A team whose size suits the work: the caller's thread for small networks, else one thread per
     * processor.
     *
     * @param parameters number of parameters of the network
     * @param rows rows of an iteration
     */
    public static Team suited(int parameters, int rows) {
        double flops = 6.0 * parameters * rows; // forward, backward and gradient
        return flops < MIN_FLOPS
                ? alone()
                : new Team(WorkerThreads.executor(), Runtime.getRuntime().availableProcessors());
    }

    /** Not a lambda: linking the first one takes a cold JVM 10 ms. */
    private static final class Alone implements Executor {
        @Override
        public void execute(Runnable work) {
            work.run();
        }
    }
}
