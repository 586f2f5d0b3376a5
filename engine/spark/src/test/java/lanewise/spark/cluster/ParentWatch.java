package lanewise.spark.cluster;

import java.io.IOException;

/**
 * A Java agent that ends its JVM when the one that started it ends, even by SIGKILL: standard input
 * is a pipe from there. It runs in the master, the workers and the drivers; executors end with
 * their worker.
 */
public final class ParentWatch {
    private ParentWatch() {}

    /**
     * Called by Java before the main class.
     *
     * @param options none
     */
    public static void premain(String options) {
        Thread.ofPlatform().daemon().name("parent watch").start(ParentWatch::endWithParent);
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes.
            }
        } catch (IOException e) {
            System.err.println("Cannot watch the parent process any longer: " + e);
        }
        Runtime.getRuntime().halt(1);
    }
}
