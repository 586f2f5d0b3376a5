package lanewise.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.internal.tier.KernelProvider;
import lanewise.testing.Iris;
import lanewise.testing.JavaProcess;
import lanewise.testing.WarmUpThread;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** The engine in a JVM started without the vector module. */
class NoVectorModuleTest {
    private static final String REMEDY = "--add-modules jdk.incubator.vector";

    @Test
    void fallsBackToScalarKernelsAndNamesTheRemedy(@TempDir Path folder) throws Exception {
        String output =
                JavaProcess.run(
                        folder,
                        "-Dlanewise.testData=" + System.getProperty("lanewise.testData"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName());
        assertEquals("done", output.lines().toList().getLast(), output);
    }

    /** Ends with an exception if an assertion does not hold. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) throws InterruptedException {
            providesScalarKernels();
            trainsOnScalarKernels();
            refusesVectorKernels();
            System.out.println("done");
        }

        private static void providesScalarKernels() {
            IllegalStateException e =
                    assertThrows(IllegalStateException.class, KernelProvider::vector);
            assertTrue(e.getMessage().contains(REMEDY), e.getMessage());
            assertEquals("scalar", KernelProvider.scalar().name());
        }

        private static void trainsOnScalarKernels() throws InterruptedException {
            Dataset train = Iris.split().train();
            TrainingRun run = Iris.TRAINER.fit(Iris.start(), train);
            assertEquals(92, run.history().hits(4999));
            TrainingRun large =
                    Trainer.gradientDescent(0.1, 100_000_000).start(Iris.start(), train);
            large.advance(1);
            WarmUpThread.awaitEnd();
            large.advance(1);
            assertEquals("scalar", large.kernels());
            assertTrue(large.kernelsReason().contains(REMEDY), large.kernelsReason());
        }

        private static void refusesVectorKernels() {
            Trainer forced = Trainer.gradientDescent(0.1, 10).withTier(Tier.VECTOR);
            Dataset train = Iris.split().train();
            IllegalStateException e =
                    assertThrows(
                            IllegalStateException.class, () -> forced.start(Iris.start(), train));
            assertTrue(e.getMessage().contains(REMEDY), e.getMessage());
        }
    }
}
