package lanewise.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.cli.Train;
import lanewise.benchmarks.docs.PackageGraph;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The packages of the benchmarks and the dependencies between them. */
class ArchitectureTest {
    private static final String ROOT = "lanewise.benchmarks.";

    /**
     * All packages, lowest first, and what each depends on. A package may only depend on packages
     * above it in this table; so there are no cycles. {@code lanewise.benchmarks.} and dependencies
     * on the engine are left out.
     */
    private static final String ALLOWED =
            """
            cli.command         |
            jmh.machine         |
            onnx                |
            plot                |
            report.html.markup  |
            report.result       |
            textbook            |
            workload            | textbook
            jmh.data            | workload
            jmh.gemm            | workload
            jmh.kernel          | workload
            jmh.latency         | workload
            jmh.models          | workload
            jmh.training        | jmh.gemm workload
            jmh.recording       | jmh.training workload
            jmh                 | jmh.data jmh.gemm jmh.kernel jmh.latency jmh.machine \
                                  jmh.models jmh.recording jmh.training workload
            report.table        | report.result workload
            report              | plot report.result report.table workload
            report.comparison   | report.result report.table
            report.html.svg     | report.html.markup
            report.html.section | report.html.markup report.html.svg report.result report.table \
                                  workload
            report.html         | report.html.markup report.html.section report.result
            report.training     | plot report.html report.html.markup report.html.section \
                                  report.html.svg report.table
            explain             | jmh.machine report.table
            profile             | jmh jmh.machine jmh.recording report.table
            cli.bench           | cli.command plot report report.comparison report.result
            cli.train           | cli.command onnx plot
            cli.table           | cli.command cli.train onnx plot report.training
            cli.search          | cli.command cli.table cli.train plot
            cli                 | cli.bench cli.command cli.search cli.table cli.train explain jmh onnx plot \
                                  profile report report.comparison report.html report.result \
                                  report.table
            """;

    private static final int MAX_CLASSES = 25;

    private static final Map<String, Set<String>> TABLE = table();

    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new TreeMap<>();
        for (String line : ALLOWED.lines().toList()) {
            String[] columns = line.split("\\|");
            String names = columns.length == 1 ? "" : columns[1].strip();
            Set<String> targets = new TreeSet<>(List.of(names.split(" +")));
            targets.remove("");
            table.put(columns[0].strip(), targets);
        }
        return table;
    }

    @Test
    void packagesDependOnThoseOfTheTable() {
        Map<String, Set<String>> found = new TreeMap<>();
        PackageGraph.arrows(Train.class)
                .forEach(
                        (name, targets) -> {
                            if (isOurs(name)) {
                                Set<String> ours = new TreeSet<>();
                                targets.stream()
                                        .filter(ArchitectureTest::isOurs)
                                        .map(target -> target.substring(ROOT.length()))
                                        .forEach(ours::add);
                                found.put(name.substring(ROOT.length()), ours);
                            }
                        });
        assertEquals(TABLE, found);
    }

    private static boolean isOurs(String name) {
        return name.startsWith(ROOT)
                && !name.startsWith(ROOT + "peers")
                && !name.endsWith(".jmh_generated");
    }

    @Test
    void dependenciesPointUpTheTable() {
        Set<String> above = new TreeSet<>();
        for (String line : ALLOWED.lines().toList()) {
            String name = line.split("\\|")[0].strip();
            assertTrue(above.containsAll(TABLE.get(name)), line);
            above.add(name);
        }
    }

    @Test
    void packagesAreSmallAndDescribed() throws IOException {
        Path data = Path.of(System.getProperty("lanewise.testData", "../src-test-data"));
        Path sources = data.resolve("../benchmarks/src/main/java/lanewise/benchmarks");
        try (Stream<Path> folders = Files.walk(sources)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                List<String> files = new ArrayList<>();
                try (Stream<Path> entries = Files.list(folder)) {
                    entries.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".java"))
                            .forEach(files::add);
                }
                if (!files.isEmpty()) {
                    assertTrue(files.remove("package-info.java"), folder + " has no package-info");
                    assertTrue(files.size() <= MAX_CLASSES, folder + ": " + files.size());
                }
            }
        }
    }
}
