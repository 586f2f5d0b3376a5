package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import lanewise.benchmarks.cli.command.Streams;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToIntFunction;

/**
 * What a command did when it was run in this process.
 *
 * @param exitCode its exit code
 * @param out what it wrote on standard output
 * @param err what it wrote on standard error
 */
public record Invocation(int exitCode, String out, String err) {

    /** Runs {@code train} without a terminal. */
    static Invocation train(String... args) {
        return of(false, streams -> Train.run(args, streams));
    }

    /** Runs a command with captured streams. */
    public static Invocation of(boolean terminal, ToIntFunction<Streams> command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams =
                new Streams(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminal);
        int exitCode = command.applyAsInt(streams);
        return new Invocation(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    /** The project's root. */
    static Path root() {
        return iris().toAbsolutePath().normalize().getParent().getParent();
    }

    /** The iris data; fails if the test data are missing. */
    static Path iris() {
        Path iris =
                Path.of(System.getProperty("lanewise.testData", "../src-test-data"), "iris.csv");
        assertTrue(
                Files.isRegularFile(iris),
                () ->
                        "no test data at "
                                + iris.toAbsolutePath()
                                + ": run in the module's directory or set -Dlanewise.testData to"
                                + " the directory src-test-data");
        return iris;
    }

    /** Requires success and nothing on standard error. */
    Invocation succeeded() {
        assertEquals("", err);
        assertEquals(0, exitCode);
        return this;
    }

    /** Requires a refusal by {@code train}. */
    Invocation refused(String part) {
        return refused("train", part);
    }

    /** Requires a refusal: one line on standard error, nothing on standard output. */
    Invocation refused(String command, String part) {
        assertEquals("", out);
        assertEquals(1, err.lines().count(), err);
        assertTrue(err.startsWith(command + ": ") && err.endsWith(System.lineSeparator()), err);
        assertTrue(err.contains(part), () -> "expected \"" + part + "\" in: " + err);
        assertEquals(2, exitCode);
        return this;
    }

    /** The one JSON object on standard output. */
    JsonObject json() {
        JsonElement element = JsonParser.parseString(out);
        assertEquals(1, out.lines().count(), out);
        return element.getAsJsonObject();
    }
}
