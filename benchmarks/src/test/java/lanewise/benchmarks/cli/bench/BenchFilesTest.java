package lanewise.benchmarks.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.report.Report;
import lanewise.benchmarks.report.result.Machine;
import lanewise.benchmarks.report.result.Measurement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class BenchFilesTest {
    private static final Machine MACHINE =
            new Machine("cpu", 1, "", "os", "jdk", List.of(), "scalar", "none", List.of());

    @Test
    void writesMeasurements(@TempDir Path home) throws IOException, UserError {
        Path folder = home.resolve("results");
        Report report =
                new Report(
                        MACHINE,
                        List.of(
                                new Measurement(
                                        "ForwardKernel.forward", params("scalar"), List.of(80.0)),
                                new Measurement(
                                        "ForwardKernel.forward", params("vector"), List.of(10.0))));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        BenchFiles session = new BenchFiles(folder, "b", home);
        session.keep("[]");
        session.write(report, new PrintStream(err));

        List<Path> expected =
                Stream.of("b.json", "b.txt", "b-kernels.png", "b-kernels.svg")
                        .map(folder::resolve)
                        .toList();
        assertEquals(expected, session.written());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(expected.stream().sorted().toList(), files.sorted().toList());
        }
        assertEquals("[]", Files.readString(folder.resolve("b.json")));
        assertEquals(report.toString(), Files.readString(folder.resolve("b.txt")));
        assertEquals("", err.toString());
    }

    private static Map<String, String> params(String tier) {
        return Map.of("shape", "4-2 x 144", "tier", tier);
    }
}
