package lanewise;

import java.util.concurrent.Executor;

/** How many threads train a network. */
final class Threads {

    /** From how much work per iteration more threads than one have been measured to pay. */
    private static final double MIN_FLOPS = 2e7;

    private Threads() {}

    /** The caller's thread only. */
    static Team alone() {
        return new Team(new Alone(), 1);
    }

    static Team team(Trainer trainer, Network network, int rows) {
        if (trainer.threads() != 0) {
            return new Team(
                    trainer.executor().orElseGet(WorkerThreads::executor), trainer.threads());
        }
        double flops = 6.0 * network.parameterCount() * rows; // forward, backward and gradient
        return flops < MIN_FLOPS
                ? alone()
                : new Team(WorkerThreads.executor(), Runtime.getRuntime().availableProcessors());
    }

    /** No lambda: to link the first one takes a cold JVM 10 ms. */
    private static final class Alone implements Executor {
        @Override
        public void execute(Runnable work) {
            work.run();
        }
    }
}
