package lanewise.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Network;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Every public type has an example, and all examples work: they compile without warnings in an
 * {@link ExampleContext}, run, and print the text of each {@code // prints …} comment after a
 * statement.
 *
 * <p>The example of a type is in the Javadoc of the type or an enclosing type, and mentions the
 * type.
 */
class JavadocExamplesTest {
    private static final Pattern PROMISE = Pattern.compile("// prints (.*)");

    @TempDir private static Path folder;
    private static List<Example> examples;
    private static URLClassLoader loader;

    @BeforeAll
    static void compile() throws IOException {
        examples = Example.all();
        Path source = Files.writeString(folder.resolve("Examples.java"), program());
        Path classes = Files.createDirectory(folder.resolve("classes"));
        StringWriter messages = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjects(source);
            List<String> options =
                    List.of(
                            "-Xlint:all",
                            "-Werror",
                            "-proc:none",
                            "-cp",
                            PublicApi.folderOf(Network.class)
                                    + File.pathSeparator
                                    + PublicApi.folderOf(ExampleContext.class),
                            "-d",
                            classes.toString());
            compiler.getTask(messages, files, null, options, null, units).call();
        }
        assertEquals("", messages.toString());
        loader =
                new URLClassLoader(
                        new URL[] {classes.toUri().toURL()}, ExampleContext.class.getClassLoader());
    }

    @AfterAll
    static void close() throws IOException {
        if (loader != null) {
            loader.close();
        }
    }

    @Test
    void everyPublicTypeIsMentionedInAnExample() {
        List<String> without = new ArrayList<>();
        for (Class<?> type : PublicApi.types()) {
            String name = Signatures.name(type);
            Pattern naming = Pattern.compile("\\b" + type.getSimpleName() + "\\b");
            if (examples.stream()
                    .filter(example -> (name + ".").startsWith(example.owner() + "."))
                    .noneMatch(example -> naming.matcher(example.code()).find())) {
                without.add(name);
            }
        }
        assertEquals(List.of(), without, "public types not mentioned in an example");
    }

    @Test
    void examplesAreShortAndAllRecognised() throws IOException {
        for (Example example : examples) {
            long lines = example.code().lines().filter(line -> !line.isBlank()).count();
            assertTrue(lines >= 2 && lines <= 8, lines + " lines, expected 2 to 8: " + example);
        }
        int written = 0;
        for (Path file : PublicApi.documented()) {
            String source = Files.readString(file);
            assertFalse(
                    source.contains("{@snippet"),
                    file + " has a snippet: write <pre>{@code …}</pre>");
            written += source.split("<pre>", -1).length - 1;
        }
        assertEquals(written, examples.size(), "not every <pre> is a <pre>{@code …}</pre>");
    }

    @TestFactory
    Stream<DynamicTest> examplesPrintTheExpectedText() {
        return IntStream.range(0, examples.size())
                .mapToObj(k -> DynamicTest.dynamicTest(examples.get(k).owner(), () -> run(k)));
    }

    private static void run(int k) throws Exception {
        Path ownFolder = Files.createDirectory(folder.resolve(name(k)));
        Constructor<?> constructor =
                loader.loadClass("Examples$" + name(k)).getDeclaredConstructor(Path.class);
        constructor.setAccessible(true); // the class is in another package
        ExampleContext example = (ExampleContext) constructor.newInstance(ownFolder);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        try (PrintStream captured = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            example.run();
        } finally {
            System.setOut(out);
        }
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        List<String> promises =
                PROMISE.matcher(examples.get(k).code()).results().map(m -> m.group(1)).toList();
        if (!promises.isEmpty()) {
            assertEquals(promises, lines, examples.get(k).owner());
        }
    }

    /** Returns a name for compiler messages, such as {@code Example12OfTestSize}. */
    private static String name(int k) {
        return "Example" + k + "Of" + examples.get(k).owner().replaceAll("\\W", "");
    }

    /** Returns one source file with a class for each example. */
    private static String program() {
        StringBuilder program = new StringBuilder("import module java.base;\n");
        for (String name : PublicApi.packages()) {
            program.append("import ").append(name).append(".*;\n");
        }
        program.append("\nfinal class Examples {\n    private Examples() {}\n");
        for (int k = 0; k < examples.size(); k++) {
            program.append(
                    """

                        static final class %1$s extends lanewise.api.ExampleContext {
                            %1$s(Path folder) throws IOException {
                                super(folder);
                            }

                            @Override
                            public void run() throws Exception {
                    %2$s
                            }
                        }
                    """
                            .formatted(
                                    name(k),
                                    examples.get(k)
                                            .code()
                                            .replace("Path.of(", "pathOf(")
                                            .indent(12)
                                            .stripTrailing()));
        }
        return program.append("}\n").toString();
    }
}
