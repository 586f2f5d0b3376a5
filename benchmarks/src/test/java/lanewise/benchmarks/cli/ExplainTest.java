package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import lanewise.benchmarks.explain.CyclePrediction;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.stream.Stream;

/** The command {@code explain}. */
@Tag("vectors")
class ExplainTest {

    private static Invocation explain(String... args) {
        return Invocation.of(false, s -> Explain.run(args, s));
    }

    @Test
    void showsOperationsBoundAndTimeOfEachStage() {
        Invocation explained = explain("4-2-3");
        assertEquals("", explained.err());
        assertEquals(0, explained.exitCode());
        String out = explained.out();
        assertTrue(out.contains("4-2-3, 130 rows, 144 with padding"), out);
        // 9 vectors of samples by 2 units: 4 inputs and 9 multiplications each, and 3 to divide.
        String sixteenLanes =
                "| forward, layer 0     |    44 |     18 |             261 |    108 |         9 |";
        assertTrue(!out.contains("specialised-512") || out.contains(sixteenLanes), out);
        assertTrue(out.contains("| outputs and backward |"), out);
        assertTrue(out.contains("| gradient, layer 0    |"), out);
        assertTrue(out.contains("sum0_0 = fma(x0_0, w00, sum0_0)"), out);
    }

    /** On a Xeon: 522 multiplications of 256 bits, four a cycle, and 18 divisions. */
    @Test
    void computesTheBoundOfAnotherProcessor() {
        Invocation explained = explain("4-2-3", "--cpu=sapphire-rapids", "--no-listing");
        assertEquals(0, explained.exitCode(), explained.err());
        String out = explained.out();
        assertTrue(out.contains("per cycle on sapphire-rapids"), out);
        assertTrue(out.contains("| bound cycles | measured ns |"), out);
        assertTrue(out.contains("18 |        217.8 |") || !out.contains("specialised-256"), out);
        assertTrue(out.contains(" 9 |        217.8 |") || !out.contains("specialised-512"), out);
        assertEquals(
                "explain: Invalid value for option '--cpu': expected here, sapphire-rapids, zen3,"
                        + " zen4 or zen5, found 'zen9' (see --help)"
                        + System.lineSeparator(),
                explain("4-2-3", "--cpu=zen9").err());
    }

    @Test
    void predictsCyclesOnOtherProcessors() throws Exception {
        assumeTrue(CyclePrediction.obstacle().isEmpty(), CyclePrediction.obstacle());
        Invocation explained = explain("4-2-3", "--predict=true", "--no-listing");
        assertEquals(0, explained.exitCode(), explained.err());
        String out = explained.out();
        List<String> lines = out.lines().filter(line -> line.startsWith("|")).toList();
        List<String> header = cells(lines.getFirst());
        List<String> all = cells(lines.getLast());
        int predicted = 0;
        for (int k = 0; k < header.size(); k++) {
            if (header.get(k).endsWith(" cycles")) {
                // Between two operations in a cycle and twenty cycles for one.
                int cycles = Integer.parseInt(all.get(k));
                assertTrue(cycles > 300 && cycles < 20_000, out);
                predicted++;
            }
        }
        assertEquals(out.contains("specialised-512") ? 2 : 3, predicted, out);
    }

    private static List<String> cells(String row) {
        return Stream.of(row.split("\\|")).map(String::strip).toList();
    }

    @Test
    void reportsStagesOfGenericKernels() {
        Invocation explained = explain("3-2-2", "--activation", "tanh", "--output", "softmax");
        assertEquals(0, explained.exitCode());
        assertTrue(
                explained.out().contains("activation, layer 0: the generic kernels"),
                explained.out());
    }

    @Test
    void rejectsSoftmaxInHiddenLayers() {
        Invocation explained = explain("4-2-3", "--activation", "softmax");
        assertEquals(2, explained.exitCode());
        assertEquals("", explained.out());
        assertEquals(
                "explain: --activation softmax: only the last layer can be softmax: use --output"
                        + " softmax\n",
                explained.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | network \"4\": expected inputs-units-…-outputs, such as 4-2-3",
                "4-200-3 | the network has 207 units, inputs included; specialised kernels are"
                        + " made for up to 128",
            })
    void rejectsUnsupportedNetworks(String network, String reason) {
        assertEquals(
                new Invocation(2, "", "explain: " + reason + System.lineSeparator()),
                explain(network));
    }

    @Test
    void rejectsTooManyRows() {
        assertEquals(
                "explain: 1025 rows: expected at most 1024" + System.lineSeparator(),
                explain("4-2-3", "--rows", "1025").err());
        assertEquals(
                "explain: softmax with one output is always 1: use at least two outputs"
                        + System.lineSeparator(),
                explain("4-1", "--output", "softmax").err());
    }
}
