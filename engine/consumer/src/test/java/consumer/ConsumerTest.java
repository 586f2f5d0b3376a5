package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Network;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

import javax.xml.parsers.DocumentBuilderFactory;

/**
 * The program computes the documented parameters on the class path, on the module path and in
 * run-time images: on vector kernels if Java is started with the vector module, else on scalar
 * kernels, for which the engine logs the reason once.
 */
class ConsumerTest {

    private static final String SHA_256 =
            "bc0561b3fad2e37ddeb3d421b61d70584c3eb393b5ae08e7b6c4bc61fdc72e89";
    private static final String VECTORS = "jdk.incubator.vector";
    private static final String TABLE = System.getProperty("consumer.table");
    private static final Path JDK = Path.of(System.getProperty("java.home"));
    private static final List<String> IN_IMAGE = List.of("-m", "consumer/consumer.Main");
    private static final Path ENGINE = engine();
    private static final String MODULE_PATH =
            ENGINE + File.pathSeparator + System.getProperty("consumer.classes");

    @TempDir private Path folder;

    /** So a project needs nothing else to resolve the engine. */
    @Test
    void thePomHasNoParentPropertiesOrDependencies() throws Exception {
        Path pom = Path.of(System.getProperty("consumer.pom"));
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        Element project = builder.parse(pom.toFile()).getDocumentElement();
        List<String> elements = new ArrayList<>();
        for (Node n = project.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element) {
                elements.add(n.getNodeName());
            }
        }
        for (String own : List.of("modelVersion", "groupId", "artifactId", "version")) {
            assertTrue(elements.contains(own), own);
        }
        for (String other : List.of("parent", "dependencies", "dependencyManagement", "build")) {
            assertFalse(elements.contains(other), other);
        }
        assertFalse(text(pom).contains("${"), "unresolved properties");
    }

    @Test
    void runsOnTheClassPath() throws Exception {
        tool(
                "javac",
                "-Xlint:all",
                "-Werror",
                "-cp",
                ENGINE.toString(),
                "-d",
                folder.toString(),
                System.getProperty("consumer.source"));
        List<String> program =
                List.of("-cp", ENGINE + File.pathSeparator + folder, "consumer.Main");
        assertLogsReasonForScalarKernelsOnce(JDK, program);
        assertRunsOnVectorKernels(JDK, program);
    }

    @Test
    void runsOnTheModulePath() throws Exception {
        List<String> program = List.of("-p", MODULE_PATH, "-m", "consumer/consumer.Main");
        assertLogsReasonForScalarKernelsOnce(JDK, program);
        assertRunsOnVectorKernels(JDK, program);
    }

    @Test
    void runsInAnImageOfTheBaseModuleAlone() throws Exception {
        Path image = link("consumer");
        assertEquals(List.of("consumer", "java.base", "lanewise.engine"), modules(image));
        assertLogsReasonForScalarKernelsOnce(image, IN_IMAGE);
    }

    @Test
    void runsInAnImageWithVectors() throws Exception {
        Path image = link("consumer," + VECTORS);
        assertEquals(List.of("consumer", "java.base", VECTORS, "lanewise.engine"), modules(image));
        assertLogsReasonForScalarKernelsOnce(image, IN_IMAGE);
        assertRunsOnVectorKernels(image, IN_IMAGE);
    }

    private void assertLogsReasonForScalarKernelsOnce(Path home, List<String> program)
            throws Exception {
        Output output = java(home, program, TABLE, "AUTO", "AUTO");
        assertEquals(
                "scalar " + SHA_256 + "\nscalar " + SHA_256 + "\n", output.out, output.toString());
        // The logger prints time and source on a line before the message.
        assertEquals(2, output.err.lines().count(), output.err);
        String reason = "scalar kernels: the module " + VECTORS + " is not loaded; ";
        assertTrue(output.err.lines().toList().getLast().contains(reason), output.err);
    }

    private void assertRunsOnVectorKernels(Path home, List<String> program) throws Exception {
        List<String> withVectors = new ArrayList<>(List.of("--add-modules", VECTORS));
        withVectors.addAll(program);
        Output output = java(home, withVectors, TABLE, "VECTOR", "SPECIALISED");
        String expected = "vector-\\d+ " + SHA_256 + "\nspecialised-\\d+ " + SHA_256 + "\n";
        assertTrue(output.out.matches(expected), output.toString());
        assertEquals("WARNING: Using incubator modules: " + VECTORS + "\n", output.err);
    }

    private record Output(String out, String err) {}

    private Output java(Path home, List<String> program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin", "java").toString());
        command.addAll(program);
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command);
        // Java reports on standard error that it has read them.
        builder.environment()
                .keySet()
                .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        Output output = new Output(text(out), text(err));
        assertTrue(ended, () -> "still running after a minute: " + command + output);
        assertEquals(0, process.exitValue(), () -> command.toString() + output);
        return output;
    }

    private Path link(String modules) {
        Path image = folder.resolve("image");
        tool(
                "jlink",
                "--module-path",
                MODULE_PATH,
                "--add-modules",
                modules,
                "--output",
                image.toString());
        return image;
    }

    private static void tool(String name, String... arguments) {
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);
        int status = ToolProvider.findFirst(name).orElseThrow().run(out, out, arguments);
        assertEquals(0, status, printed::toString);
    }

    private List<String> modules(Path image) throws Exception {
        return java(image, List.of("--list-modules"))
                .out
                .lines()
                .map(line -> line.replaceFirst("@.*", ""))
                .toList();
    }

    private static Path engine() {
        try {
            var place = Network.class.getProtectionDomain().getCodeSource().getLocation();
            return Path.of(place.toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Path file) throws Exception {
        return Files.readString(file).replace(System.lineSeparator(), "\n");
    }
}
