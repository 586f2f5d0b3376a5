package lanewise.spark.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.spark.cluster.apps.KillPoint;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A running application and the test's side of its kill point. Executors report each task and wait
 * at the kill point until {@link #release}. Thread-safe.
 */
final class Submission implements AutoCloseable {
    private final ServerSocket server;
    private SparkProcess driver;

    // Guarded by this object.
    private final Set<Long> started = new HashSet<>();
    private final Set<Long> waiting = new LinkedHashSet<>();
    private final List<Socket> held = new ArrayList<>();
    private boolean released;
    private boolean ended;

    private Submission(ServerSocket server) {
        this.server = server;
    }

    /** Listens for executors; the driver is started afterwards. */
    static Submission listen() throws IOException {
        Submission submission =
                new Submission(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofPlatform().daemon().name("kill point").start(submission::acceptReports);
        return submission;
    }

    /** Returns the settings that connect the plugin with this object. */
    List<String> settings(Application application) {
        return List.of(
                "spark.plugins=" + KillPoint.class.getName(),
                KillPoint.PORT + "=" + server.getLocalPort(),
                KillPoint.AFTER_TASKS + "=" + application.tasksBeforeKill(),
                KillPoint.FROM_STAGE + "=" + application.stageOfKill());
    }

    void setDriver(SparkProcess driver) {
        this.driver = driver;
        driver.process().onExit().thenRun(this::driverEnded);
    }

    private synchronized void driverEnded() {
        ended = true;
        notifyAll();
    }

    private void acceptReports() {
        try {
            while (true) {
                Socket executor = server.accept();
                if (!takeReport(executor)) {
                    executor.close();
                }
            }
        } catch (IOException e) {
            // The server was closed.
            return;
        }
    }

    /** Returns whether the connection is kept for an answer. */
    private boolean takeReport(Socket executor) {
        try {
            DataInputStream in = new DataInputStream(executor.getInputStream());
            long pid = in.readLong();
            boolean waits = in.readBoolean();
            synchronized (this) {
                started.add(pid);
                if (waits && released) {
                    answer(executor);
                } else if (waits) {
                    waiting.add(pid);
                    held.add(executor);
                }
                notifyAll();
                return waits && !released;
            }
        } catch (IOException e) {
            // The executor was killed while it reported.
            return false;
        }
    }

    private static void answer(Socket executor) {
        try (executor) {
            executor.getOutputStream().write(1);
        } catch (IOException e) {
            // The executor was killed.
            return;
        }
    }

    /**
     * Waits until a number of executors wait at the kill point.
     *
     * @return their process ids, the first one first
     */
    synchronized List<Long> awaitKillPoint(int executors) throws InterruptedException {
        while (waiting.size() < executors) {
            requireRunning(executors + " executors waited at the kill point, not " + waiting);
            wait();
        }
        return List.copyOf(waiting);
    }

    /** Returns the process ids of all executors that have run a task. */
    synchronized Set<Long> executors() {
        return Set.copyOf(started);
    }

    /** Waits until an executor other than these has begun a task. */
    synchronized void awaitExecutorBeside(Set<Long> others) throws InterruptedException {
        while (others.containsAll(started)) {
            requireRunning("another executor than " + others + " had begun a task");
            wait();
        }
    }

    private void requireRunning(String before) {
        if (ended) {
            throw new AssertionError(
                    driver.name()
                            + " ended with status "
                            + driver.process().exitValue()
                            + " before "
                            + before);
        }
    }

    /** Lets all executors continue, and those that come to the kill point later. */
    synchronized void release() {
        released = true;
        held.forEach(Submission::answer);
        held.clear();
    }

    /**
     * Waits for the end of the application and requires that it succeeded.
     *
     * @return the lines of its standard output
     */
    List<String> result() throws IOException, InterruptedException {
        assertEquals(0, exitStatus(), "exit status of " + driver.name());
        return driver.output();
    }

    /** Waits for the end of the application. */
    int exitStatus() throws InterruptedException {
        return driver.exitStatus();
    }

    /**
     * Returns the driver's standard error so far: Spark's log, and the stack trace if it failed.
     */
    String log() throws IOException {
        return driver.log();
    }

    /** Kills the driver if it still runs; its executors end with it. */
    @Override
    public void close() throws IOException {
        server.close();
        release();
        if (driver != null) {
            driver.kill();
        }
    }
}
