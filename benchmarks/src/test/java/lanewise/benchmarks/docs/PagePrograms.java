package lanewise.benchmarks.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Network;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The Java blocks of a page.
 *
 * <p>A block with a {@code main} method is a program of its own; a module declaration is compiled.
 * All other blocks of a page make up one program in their order, so later blocks may use the
 * variables of earlier ones. A block {@code text} holds what the Java block before it prints.
 */
final class PagePrograms {
    private static final String END_OF_BLOCK = "<end of block>";

    private final Path folder;

    /** Programs that run in a directory with the test data. */
    PagePrograms(Path folder) {
        this.folder = folder;
    }

    /** Compiles and runs all blocks, and compares what they print. */
    void check(DocPage page) throws IOException, InterruptedException, URISyntaxException {
        List<String> fragments = new ArrayList<>();
        List<String> expected = new ArrayList<>(); // of the fragments; null where nothing is shown
        String printed = null; // by a program that has a main method
        boolean fragmentIsLatest = false;
        for (DocPage.Block block : page.blocks()) {
            if (block.language().equals("text")) {
                if (fragmentIsLatest) {
                    expected.set(expected.size() - 1, block.text());
                } else {
                    assertEquals(block.text(), printed, page + ": output of a program");
                }
            } else if (block.language().equals("java")) {
                fragmentIsLatest = false;
                if (block.text().startsWith("module ")) {
                    compileModule(block.text());
                } else if (block.text().contains("void main(")) {
                    printed = run(block.text());
                } else {
                    fragments.add(block.text());
                    expected.add(null);
                    fragmentIsLatest = true;
                }
            }
        }
        if (!fragments.isEmpty()) {
            checkFragments(page, fragments, expected);
        }
    }

    private void checkFragments(DocPage page, List<String> fragments, List<String> expected)
            throws IOException, InterruptedException, URISyntaxException {
        StringBuilder program = new StringBuilder("import module lanewise.engine;\n");
        program.append("void main() throws Exception {\n");
        for (String fragment : fragments) {
            program.append(fragment).append("IO.println(\"" + END_OF_BLOCK + "\");\n");
        }
        String[] printed = run(program.append("}\n").toString()).split(END_OF_BLOCK + "\\R", -1);
        assertEquals(fragments.size() + 1, printed.length, () -> page + ": blocks that ended");
        for (int block = 0; block < expected.size(); block++) {
            if (expected.get(block) != null) {
                assertEquals(expected.get(block), printed[block], page + ": output of a block");
            }
        }
    }

    /** Runs a compact source file. */
    private String run(String program)
            throws IOException, InterruptedException, URISyntaxException {
        Path source = Files.writeString(folder.resolve("Embedded.java"), program);
        javac("--add-modules", "lanewise.engine", "-d", folder.toString(), source.toString());
        Path errors = folder.resolve("errors.txt");
        Process java =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-p",
                                engine().toString(),
                                "--add-modules",
                                "lanewise.engine,jdk.incubator.vector",
                                "-cp",
                                folder.toString(),
                                "Embedded")
                        .directory(folder.toFile())
                        .redirectError(errors.toFile())
                        .start();
        String out = new String(java.getInputStream().readAllBytes());
        int exitCode = java.waitFor();
        assertEquals(0, exitCode, () -> out + "\n" + text(errors) + "\nof\n" + program);
        return out;
    }

    private void compileModule(String declaration) throws IOException, URISyntaxException {
        Path source =
                Files.writeString(
                        Files.createDirectories(folder.resolve("module"))
                                .resolve("module-info.java"),
                        declaration);
        // Jars of peers name others that are not beside them.
        javac(
                "-Xlint:all,-path",
                "-Werror",
                "-d",
                source.getParent().toString(),
                source.toString());
    }

    /** Compiles with the engine on the module path. */
    private static void javac(String... arguments) throws URISyntaxException {
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        String[] all =
                Stream.concat(Stream.of("-p", engine().toString()), Stream.of(arguments))
                        .toArray(String[]::new);
        int exitCode = ToolProvider.findFirst("javac").orElseThrow().run(out, out, all);
        assertEquals(0, exitCode, messages::toString);
    }

    private static Path engine() throws URISyntaxException {
        return Path.of(Network.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Requires the coordinates of the engine in a block {@code xml}. */
    static void checkDependency(DocPage.Block block) throws IOException {
        String pom = Files.readString(DocPage.root().resolve("pom.xml"));
        for (String line : block.text().lines().map(String::strip).toList()) {
            if (line.startsWith("<version>")) {
                assertTrue(pom.contains(line), line + " in pom.xml");
            }
        }
        assertTrue(block.text().contains("<groupId>lanewise</groupId>"), block.text());
        assertTrue(
                block.text().contains("<artifactId>lanewise-engine</artifactId>")
                        || block.text().contains("<artifactId>lanewise-spark_2.13</artifactId>"),
                block.text());
        assertFalse(block.text().isBlank());
    }
}
