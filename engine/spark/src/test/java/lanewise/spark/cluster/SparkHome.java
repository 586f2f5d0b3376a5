package lanewise.spark.cluster;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A temporary folder laid out as an installation of Spark, made of the jars of the test class path.
 *
 * <pre>
 * conf/         spark-defaults.conf, log4j2.properties
 * jars/         links to the jars of the class path that are not Lanewise's
 * lib/          Lanewise: a jar for each of its class folders; apps.jar, parent-watch.jar
 * logs/         standard output and error of each process that the test starts
 * tmp/          Spark's temporary and local files
 * worker-1/     SPARK_HOME of that worker: jars (a link), and its work folder
 * </pre>
 */
final class SparkHome {
    /**
     * C2 takes half of the processor time of JVMs that live for seconds. Without it executors stay
     * on the scalar kernels; tests in one JVM compare the bits of the others.
     */
    private static final String C1 = " -XX:TieredStopAtLevel=1";

    private static final String APPS = "lanewise/spark/cluster/apps";

    private final Path folder;
    private final List<Path> lanewise = new ArrayList<>();

    private SparkHome(Path folder) {
        this.folder = folder;
    }

    static SparkHome create() throws IOException {
        // The real path, because processes are found again by it.
        SparkHome home = new SparkHome(Files.createTempDirectory("lanewise-cluster-").toRealPath());
        try {
            for (String name : List.of("conf", "jars", "lib", "logs", "tmp")) {
                Files.createDirectory(home.folder.resolve(name));
            }
            home.addClassPath();
            home.writeConfiguration();
            return home;
        } catch (IOException | RuntimeException | Error e) {
            home.delete();
            throw e;
        }
    }

    Path folder() {
        return folder;
    }

    /** Returns the jars of Lanewise, as an application would name them with {@code --jars}. */
    List<Path> lanewiseJars() {
        return List.copyOf(lanewise);
    }

    /** Returns the jar of the package of test applications. */
    Path applicationJar() {
        return folder.resolve("lib/apps.jar");
    }

    /** Creates a folder that serves a worker as its SPARK_HOME. */
    Path createWorkerHome(int number) throws IOException {
        Path worker = Files.createDirectory(folder.resolve("worker-" + number));
        Files.createSymbolicLink(worker.resolve("jars"), folder.resolve("jars"));
        return worker;
    }

    private String options() {
        return "-XX:+UseSerialGC -XX:-UsePerfData \"-Djava.io.tmpdir="
                + folder.resolve("tmp")
                + "\"";
    }

    /**
     * Returns the options of Java for all but executors, which are to end with the tests however
     * these end.
     */
    String shortLivedOptions() {
        return options() + C1 + " \"-javaagent:" + agentJar() + "\"";
    }

    private Path agentJar() {
        return folder.resolve("lib/parent-watch.jar");
    }

    private void addClassPath() throws IOException {
        Path testClasses;
        try {
            testClasses =
                    Path.of(
                            SparkHome.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        JarFile.pack(applicationJar(), testClasses, testClasses.resolve(APPS));
        JarFile.packAgent(agentJar(), testClasses, ParentWatch.class);
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath();
            String name = path.getFileName().toString();
            if (Files.isDirectory(path)) {
                if (!Files.isSameFile(path, testClasses)) {
                    Path jar = folder.resolve("lib/classes-" + lanewise.size() + ".jar");
                    JarFile.pack(jar, path, path);
                    lanewise.add(jar);
                }
            } else if (name.startsWith("lanewise-")) {
                lanewise.add(path);
            } else if (name.endsWith(".jar") && Files.exists(path)) {
                Files.createSymbolicLink(folder.resolve("jars").resolve(name), path);
            }
        }
    }

    private void writeConfiguration() throws IOException {
        Files.writeString(
                folder.resolve("conf/spark-defaults.conf"),
                Stream.of(
                                "spark.ui.enabled false",
                                "spark.driver.host 127.0.0.1",
                                "spark.driver.bindAddress 127.0.0.1",
                                "spark.driver.memory 512m",
                                "spark.executor.memory 768m",
                                "spark.driver.extraJavaOptions " + shortLivedOptions(),
                                "spark.executor.extraJavaOptions " + options() + C1,
                                "spark.sql.shuffle.partitions 2",
                                "spark.sql.warehouse.dir " + folder.resolve("tmp/warehouse"))
                        .collect(Collectors.joining("\n", "", "\n")));
        // Standard output is the application's.
        Files.writeString(
                folder.resolve("conf/log4j2.properties"),
                """
                rootLogger.level = info
                rootLogger.appenderRef.stderr.ref = stderr
                appender.stderr.type = Console
                appender.stderr.name = stderr
                appender.stderr.target = SYSTEM_ERR
                appender.stderr.layout.type = PatternLayout
                appender.stderr.layout.pattern = %d{HH:mm:ss.SSS} %p %c{1}: %m%n%ex
                """);
    }

    /** Returns the last lines of each log, with their files' names. */
    String logs(int lines) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(SparkHome::isLog).sorted().toList();
        }
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            // A process that was killed may have left half a character.
            List<String> all =
                    new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
            if (!all.isEmpty()) {
                text.append("==> ").append(folder.relativize(file)).append(" <==\n");
                all.subList(Math.max(0, all.size() - lines), all.size())
                        .forEach(line -> text.append(line).append('\n'));
            }
        }
        return text.toString();
    }

    private static boolean isLog(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && (name.endsWith(".log") || name.equals("stdout") || name.equals("stderr"));
    }

    /** Deletes the folder. Links are deleted, not followed. */
    void delete() throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException e)
                            throws IOException {
                        if (e != null) {
                            throw e;
                        }
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
