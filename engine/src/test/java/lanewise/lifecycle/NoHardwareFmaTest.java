package lanewise.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.data.Dataset;
import lanewise.internal.kernel.math.FusedMultiplyAdd;
import lanewise.testing.Iris;
import lanewise.testing.JavaProcess;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;

/** The engine in a JVM without the instruction for a fused multiply-add. */
class NoHardwareFmaTest {
    private static final int ITERATIONS = 100;

    @TempDir private Path folder;

    /** The JDK's own substitute is faster once it is compiled, and must not pass for hardware. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "1000", "50000"})
    void trainsToTheSameBitsAndLogsOneLine(String callsBefore) throws Exception {
        String output = run("-XX:-UseFMA", callsBefore);
        List<String> log = output.lines().filter(line -> line.startsWith("WARNING: ")).toList();
        assertEquals(1, log.size(), output);
        String reason = "scalar kernels: fused multiply-adds are emulated, several times slower: ";
        assertTrue(log.getFirst().contains(reason), output);
        assertFalse(output.contains("add-modules"), output);
        TrainingRun run = Trainer.gradientDescent(0.1, ITERATIONS).fit(Iris.start(), train());
        String expected = "hardware false, " + run.model().parametersSha256();
        assertEquals(expected, output.lines().toList().getLast());
    }

    @Test
    void detectsHardwareOfThisMachine() throws Exception {
        boolean hardware = FusedMultiplyAdd.HARDWARE;
        String last = run("-XX:+UseFMA", "1000").lines().toList().getLast();
        assertTrue(last.startsWith("hardware " + hardware + ", "), last);
    }

    private static Dataset train() throws Exception {
        return Iris.split().train();
    }

    private String run(String option, String callsBefore) throws Exception {
        return JavaProcess.run(
                folder,
                option,
                "-Dlanewise.testData=" + System.getProperty("lanewise.testData"),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                callsBefore);
    }

    /** Trains on iris. */
    static final class Program {
        private Program() {}

        /** Takes the number of fused multiply-adds to compute before. */
        public static void main(String[] args) throws Exception {
            float x = 1.5f;
            for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                x = Math.fma(x, 0.9f, 0.1f);
            }
            TrainingRun run = Trainer.gradientDescent(0.1, ITERATIONS).fit(Iris.start(), train());
            System.out.println(
                    "hardware "
                            + (FusedMultiplyAdd.HARDWARE && x > 0)
                            + ", "
                            + run.model().parametersSha256());
            if (!FusedMultiplyAdd.HARDWARE && !run.kernelsReason().contains("emulated")) {
                throw new AssertionError(run.kernelsReason());
            }
        }
    }
}
