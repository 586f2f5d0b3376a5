package lanewise.spark.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Spark's standalone master and two workers on the loopback address, each a JVM of its own, in a
 * temporary folder. Workers have one core and 1 GiB. No port is fixed. Applications are submitted
 * as {@code bin/spark-submit} does it, so their drivers and executors are JVMs, too.
 *
 * <pre>{@code
 * try (StandaloneCluster cluster = StandaloneCluster.start()) {
 *     List<String> lines = cluster.runLosingWorker(Application.of(MyApplication.class, "argument"));
 * }
 * }</pre>
 *
 * <p>To add an application, write its main class in the package {@code apps}, which is submitted as
 * one jar without the rest of the test classes, and let it print what the test compares. It needs
 * no code for the kill: see {@link Application#killedAfter}.
 *
 * <p>Not thread-safe: tests use it one after another. Waits have no time limit of their own; they
 * end with an error if what they wait for has died, or if the test's timeout interrupts them.
 */
final class StandaloneCluster implements AutoCloseable {
    private static final Pattern MASTER_STARTED =
            Pattern.compile("Starting Spark master at (spark://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern WORKER_REGISTERED =
            Pattern.compile("Successfully registered with master");
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    /** Time after which a process counts as one that cannot be killed, so that no test hangs. */
    private static final long KILL_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final SparkHome home;
    private final List<Submission> submissions = new CopyOnWriteArrayList<>();

    /** Workers that live, by number. */
    private final Map<Integer, SparkProcess> workers = new ConcurrentSkipListMap<>();

    /** Ends the cluster even if the JVM of the test is told to exit: on another thread. */
    private final Thread atExit = new Thread(this::closeAtExit, "close the cluster");

    private SparkProcess master;
    private String masterUrl;
    private int workersStarted;
    private int submitted;
    private boolean closed;

    private StandaloneCluster(SparkHome home) {
        this.home = home;
    }

    /** Starts the master and two workers and waits until they are registered. */
    static StandaloneCluster start() throws IOException, InterruptedException {
        StandaloneCluster cluster = new StandaloneCluster(SparkHome.create());
        Runtime.getRuntime().addShutdownHook(cluster.atExit);
        try {
            cluster.startMaster();
            SparkProcess first = cluster.launchWorker();
            SparkProcess second = cluster.launchWorker();
            first.announcement();
            second.announcement();
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            e.addSuppressed(new IOException(cluster.logs()));
            cluster.close();
            throw e;
        }
    }

    private void startMaster() throws IOException, InterruptedException {
        master =
                launch(
                        home.folder(),
                        "master",
                        MASTER_STARTED,
                        List.of(
                                "org.apache.spark.deploy.master.Master",
                                "--host",
                                "127.0.0.1",
                                "--port",
                                "0",
                                "--webui-port",
                                "0"));
        masterUrl = master.announcement().group(1);
    }

    /** Starts a process unless the cluster is closed, which waits for a start that is under way. */
    private synchronized SparkProcess launch(
            Path sparkHome, String name, Pattern announcement, List<String> arguments)
            throws IOException, InterruptedException {
        if (closed) {
            throw new IllegalStateException("The cluster is closed: start another one");
        }
        return SparkProcess.start(home, sparkHome, name, announcement, arguments);
    }

    /** Starts another worker and waits until it is registered. */
    void startWorker() throws IOException, InterruptedException {
        launchWorker().announcement();
    }

    private SparkProcess launchWorker() throws IOException, InterruptedException {
        int number = ++workersStarted;
        Path folder = home.createWorkerHome(number);
        SparkProcess worker =
                launch(
                        folder,
                        "worker-" + number,
                        WORKER_REGISTERED,
                        List.of(
                                "org.apache.spark.deploy.worker.Worker",
                                "--host",
                                "127.0.0.1",
                                "--port",
                                "0",
                                "--webui-port",
                                "0",
                                "--cores",
                                "1",
                                "--memory",
                                "1g",
                                "--work-dir",
                                folder.resolve("work").toString(),
                                masterUrl));
        workers.put(number, worker);
        return worker;
    }

    /**
     * Submits an application with Lanewise's jars.
     *
     * @return the running application, for its caller to close
     */
    Submission submit(Application application) throws IOException, InterruptedException {
        String name = "application-" + ++submitted;
        Submission submission = Submission.listen();
        submissions.add(submission);
        List<String> arguments = new ArrayList<>();
        arguments.add("org.apache.spark.deploy.SparkSubmit");
        arguments.addAll(List.of("--master", masterUrl));
        arguments.addAll(List.of("--class", application.main().getName()));
        arguments.addAll(
                List.of(
                        "--jars",
                        home.lanewiseJars().stream()
                                .map(Path::toString)
                                .collect(Collectors.joining(","))));
        List<String> settings = new ArrayList<>(application.settings());
        settings.addAll(submission.settings(application));
        settings.forEach(setting -> arguments.addAll(List.of("--conf", setting)));
        arguments.add(home.applicationJar().toString());
        arguments.addAll(application.arguments());
        submission.setDriver(launch(home.folder(), name, NOTHING, arguments));
        return submission;
    }

    /**
     * Runs an application, kills a worker and its executor while both executors are at the kill
     * point, starts another worker, waits until its executor has begun a task, and lets all
     * continue.
     *
     * @return the lines of the application's standard output
     */
    List<String> runLosingWorker(Application application) throws IOException, InterruptedException {
        try (Submission running = submit(application)) {
            List<Long> executors = running.awaitKillPoint(2);
            killWorkerOf(executors.getFirst());
            Set<Long> before = running.executors();
            startWorker();
            running.awaitExecutorBeside(before);
            running.release();
            return running.result();
        }
    }

    /**
     * Kills a worker with SIGKILL, and then its executors.
     *
     * @param executor process id of an executor
     */
    void killWorkerOf(long executor) {
        long parent =
                ProcessHandle.of(executor)
                        .flatMap(ProcessHandle::parent)
                        .map(ProcessHandle::pid)
                        .orElseThrow(() -> new AssertionError("no executor " + executor));
        int number =
                workers.entrySet().stream()
                        .filter(entry -> entry.getValue().process().pid() == parent)
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(executor + " has no worker"));
        assertTrue(
                processes().stream().anyMatch(process -> process.pid() == executor),
                "an executor is not among the processes that close() would find");
        // First the worker: it would report a lost executor and start another one.
        workers.remove(number).kill();
        killAll(home.folder().resolve("worker-" + number));
    }

    /** Returns the folder, which no longer exists once the cluster is closed. */
    Path folder() {
        return home.folder();
    }

    /** Returns the cluster's processes that live, orphans included. */
    List<ProcessHandle> processes() {
        return processes(home.folder());
    }

    /**
     * Returns the JVMs whose class path names a folder. Executors of a worker that was killed are
     * nobody's children, so the tree of processes does not lead to them; a dead process that nobody
     * has waited for has no command line and is not listed.
     */
    private static List<ProcessHandle> processes(Path folder) {
        String marker = folder + "/";
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .filter(process -> process.info().commandLine().orElse("").contains(marker))
                .toList();
    }

    /** Kills JVMs until none is left: one may have started another in the meantime. */
    private static void killAll(Path folder) {
        long end = System.nanoTime() + KILL_NANOS;
        List<ProcessHandle> left = processes(folder);
        while (!left.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Still alive after SIGKILL: " + left);
            }
            left.forEach(ProcessHandle::destroyForcibly);
            // The system reports the end of children only; orphans have to be looked for.
            LockSupport.parkNanos(1_000_000);
            left = processes(folder);
        }
    }

    /** Returns the last lines of all logs. */
    String logs() throws IOException {
        return home.logs(60);
    }

    private void closeAtExit() {
        try {
            close(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills all processes and deletes the folder. */
    @Override
    public void close() throws IOException {
        close(true);
    }

    private synchronized void close(boolean removeHook) throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (removeHook) {
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
        try {
            for (Submission submission : submissions) {
                submission.close();
            }
            workers.values().forEach(SparkProcess::kill);
            if (master != null) {
                master.kill();
            }
        } finally {
            killAll(home.folder());
            home.delete();
        }
    }
}
