package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The scripts of the repository, in environments that change the meaning of shell commands. */
class ScriptsTest {
    private static final Path ROOT =
            Path.of(System.getProperty("lanewise.testData", "../src-test-data"))
                    .toAbsolutePath()
                    .normalize()
                    .getParent();

    private static final String LIB = ROOT.resolve("scripts/lib.sh").toString();

    @TempDir Path temp;

    private record Result(int exitCode, String out, String err) {}

    private Result run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path err = temp.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.directory(folder.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, Files.readString(err));
    }

    /** Runs shell code after {@code lib.sh}, whose path is relative to the directory. */
    private Result afterLib(Path folder, Map<String, String> environment, String code)
            throws IOException, InterruptedException {
        return run(
                folder, environment, "bash", "-c", "set -euo pipefail; . scripts/lib.sh; " + code);
    }

    private static boolean installed(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    @BeforeEach
    void requireBash() {
        assumeTrue(installed("bash"), "bash is not installed");
    }

    @Test
    void shellcheckFindsNothing() throws Exception {
        assumeTrue(
                installed("shellcheck"),
                "shellcheck is not installed; on Debian and Ubuntu, apt-get install shellcheck");
        List<String> command = new ArrayList<>(List.of("shellcheck", "-x"));
        try (Stream<Path> scripts = Files.list(ROOT.resolve("scripts"))) {
            scripts.map(Path::toString).sorted().forEach(command::add);
        }
        command.add(".ci/run");
        command.add("benchmarks/src/main/c/build");
        assertEquals(new Result(0, "", ""), run(ROOT, Map.of(), command.toArray(String[]::new)));
    }

    @Test
    void environmentDoesNotChangeCommands() throws Exception {
        Map<String, String> environment =
                Map.of(
                        "CDPATH", ".:/tmp",
                        "GREP_OPTIONS", "-v",
                        "POSIXLY_CORRECT", "1",
                        "GLOBIGNORE", "*",
                        "SHELLOPTS", "noclobber:noglob",
                        "BASHOPTS", "failglob:dotglob",
                        "BASH_FUNC_cd%%", "() { builtin cd / && echo elsewhere; }");
        Path file = Files.writeString(temp.resolve("file"), "");
        assertEquals(
                new Result(0, ROOT.toRealPath() + "|" + ROOT.resolve("scripts/lib.sh"), ""),
                afterLib(
                        ROOT,
                        environment,
                        "echo >'" + file + "'; printf '%s' \"$root|\" \"$PWD\"/scripts/li*"));
    }

    @Test
    void findsRootWithUnusualName() throws Exception {
        for (String name : List.of(" a b ", "-x", "a*", "a\nb", "a\n", "$(x)", "a\\b'\"")) {
            Path root = Files.createDirectories(temp.resolve(name).resolve("scripts")).getParent();
            Files.copy(Path.of(LIB), root.resolve("scripts/lib.sh"));
            assertEquals(
                    new Result(0, root.toRealPath().toString(), ""),
                    afterLib(root, Map.of(), "printf %s \"$root\""));
        }
    }

    /** As after {@code cp -r lanewise/* copy}. */
    @Test
    void copyWithoutHiddenFilesIsCurrent() throws Exception {
        for (String file :
                List.of("pom.xml", "engine/pom.xml", "benchmarks/pom.xml", "src-test-data/a")) {
            Path path = temp.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "");
        }
        for (String folder :
                List.of("scripts", "engine/src/main", "benchmarks/src/main", "benchmarks/target")) {
            Files.createDirectories(temp.resolve(folder));
        }
        Files.copy(Path.of(LIB), temp.resolve("scripts/lib.sh"));
        String code = "touch -d '+1 minute' \"$jar\"; is_current && echo current";
        assertEquals(new Result(0, "current\n", ""), afterLib(temp, Map.of(), code));
        Files.createDirectory(temp.resolve(".mvn"));
        code = "touch -d '+2 minutes' \"$root/.mvn\"; is_current || echo old";
        assertEquals(new Result(0, "old\n", ""), afterLib(temp, Map.of(), code));
    }

    @Test
    void helpOfReproduceBuildsNothing() throws Exception {
        for (String option : List.of("-h", "--help")) {
            Result result = run(temp, Map.of(), ROOT + "/scripts/reproduce", option);
            assertEquals(0, result.exitCode);
            assertEquals("", result.err);
            assertTrue(result.out.startsWith("Usage: scripts/reproduce "), result.out);
        }
    }

    @Test
    void rejectsColonsInPath() throws Exception {
        Path root = Files.createDirectories(temp.resolve("a:b/scripts")).getParent();
        Files.copy(Path.of(LIB), root.resolve("scripts/lib.sh"));
        assertEquals(
                new Result(
                        1,
                        "",
                        "Lanewise cannot run in "
                                + root.toRealPath()
                                + ", whose path contains a colon: move or rename the directory\n"),
                afterLib(root, Map.of(), "echo reached"));
    }

    @Test
    void rejectsDeletedCurrentDirectory() throws Exception {
        Result result =
                run(
                        temp,
                        Map.of(),
                        "bash",
                        "-c",
                        "mkdir gone; cd gone; rmdir ../gone; . '" + LIB + "'; echo reached");
        assertEquals(1, result.exitCode);
        assertEquals("", result.out);
        assertTrue(result.err.contains("The current directory does not exist: change to"));
    }

    /** Otherwise the next file that is opened would receive the output. */
    @Test
    void occupiesClosedDescriptors() throws Exception {
        String code =
                """
                bash -c '. "$1"; readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2 >"$2"' \
                    lanewise "$0" "$1" <&- >&- 2>&-""";
        Path list = temp.resolve("list");
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "not Linux");
        Result result = run(temp, Map.of(), "bash", "-c", code, LIB, list.toString());
        assertEquals(new Result(0, "", ""), result);
        assertEquals("/dev/null\n".repeat(3), Files.readString(list));
    }

    @Test
    void jvmOptionsOfTheEnvironmentTakePrecedence() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String options = "printf '%s ' ${quick_java[@]+\"${quick_java[@]}\"}";
        for (String variable : List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS")) {
            assertEquals(
                    new Result(0, "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC ", ""),
                    afterLib(ROOT, Map.of(variable, "-Xmx2g -Dx=y -ea"), options));
            for (String given : List.of("-Dx=y -XX:+UseParallelGC", "-Xshare:off", "-XX:Flags=f")) {
                assertEquals(
                        new Result(0, " ", ""), afterLib(ROOT, Map.of(variable, given), options));
            }
            Result result =
                    afterLib(
                            ROOT,
                            Map.of(variable, "-XX:+UseParallelGC"),
                            "'" + java + "' ${quick_java[@]+\"${quick_java[@]}\"} -version");
            assertEquals(0, result.exitCode, result.err);
        }
        assertEquals(
                new Result(0, " ", ""),
                afterLib(ROOT, Map.of("JDK_JAVA_OPTIONS", "@options"), options));
    }

    @ParameterizedTest
    @CsvSource({
        "quick, --out=x",
        "quick, small.csv",
        "full,  large.csv",
        "full,  --data=large.csv",
        "quick, large folder",
        "full,  packed.csv.gz",
        "full,  /dev/stdin",
        "full,  --data=/dev/fd/63"
    })
    void filesThatAreLargeOrCannotBeReadAgainNeedAFullJvm(String jvm, String argument)
            throws Exception {
        write("small.csv", 8 << 20);
        write("large.csv", (8 << 20) + 1);
        write("packed.csv.gz", (2 << 20) + 1);
        Files.createDirectory(temp.resolve("large folder"));
        String code =
                "set -euo pipefail; . \"$0\"; run() { echo full; exit; }; prepare() { echo quick;"
                        + " exit; }; run_quick lanewise.Command \"$1\"";
        assertEquals(
                new Result(0, jvm + "\n", ""),
                run(temp, Map.of(), "bash", "-c", code, LIB, argument));
    }

    private void write(String name, int bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(temp.resolve(name).toFile(), "rw")) {
            file.setLength(bytes);
        }
    }

    @Test
    void controlThatCannotBeBuiltCostsOneLine() throws Exception {
        Path build = temp.resolve("benchmarks/src/main/c/build");
        Files.createDirectories(build.getParent());
        Files.copy(ROOT.resolve("benchmarks/src/main/c/build"), build);
        Files.writeString(temp.resolve("benchmarks/target"), "not a directory");
        Result result = run(temp, Map.of(), "bash", build.toString());
        assertEquals(0, result.exitCode);
        assertEquals("", result.out);
        assertEquals(1, result.err.lines().count(), result.err);
        assertTrue(result.err.startsWith("The C control is not measured: "), result.err);
    }
}
