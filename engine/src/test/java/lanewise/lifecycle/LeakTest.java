package lanewise.lifecycle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.NetworkAccess;
import lanewise.Predictor;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.random.RandomState;
import lanewise.testing.Cases;
import lanewise.testing.EngineLife;
import lanewise.testing.JavaProcess;
import lanewise.testing.WarmUpThread;
import lanewise.train.Trainer;
import lanewise.train.TrainingListener;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;

/**
 * Creating and dropping trainers of many shapes and tiers leaks no memory, classes or threads. The
 * system property {@code lanewise.testScale} multiplies the number of trainers.
 */
class LeakTest {

    /** The JVM has a fraction of the memory that all trainers and classes together would need. */
    @Test
    void leaksNothing(@TempDir Path folder) throws Exception {
        String output =
                JavaProcess.run(
                        folder,
                        "--add-modules=jdk.incubator.vector",
                        "-Xmx48m",
                        "-XX:MaxMetaspaceSize=20m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyTrainers.class.getName(),
                        String.valueOf(1200 * Cases.SCALE));
        assertTrue(output.contains("no growth"), output);
    }

    /** Resources of this JVM, after garbage collection and the end of idle threads. */
    private record Census(long heapBytes, long metaspaceBytes, int classes, int threads) {

        static Census take() throws InterruptedException {
            WarmUpThread.awaitEnd();
            while (Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().startsWith("lanewise-"))) {
                Thread.sleep(10);
            }
            System.gc();
            System.gc();
            return new Census(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    pool("Metaspace").getUsage().getUsed(),
                    ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                    Thread.getAllStackTraces().size());
        }

        private static MemoryPoolMXBean pool(String name) {
            return ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        /** Allows for what the JDK itself loads and keeps meanwhile. */
        boolean isCloseTo(Census before) {
            return heapBytes < before.heapBytes + 480_000
                    && metaspaceBytes < before.metaspaceBytes + 700_000
                    && classes < before.classes + 120
                    && threads <= before.threads;
        }
    }

    /** Compares the resources after a fifth of the trainers with those at the end. */
    static final class ManyTrainers {
        private ManyTrainers() {}

        /** Takes the number of trainers. */
        public static void main(String[] args) throws InterruptedException {
            int count = Integer.parseInt(args[0]);
            Census before = null;
            for (int k = 0; k < count; k++) {
                train(k);
                if (k == count / 5) {
                    before = Census.take();
                }
            }
            Census after = Census.take();
            long unloaded = ManagementFactory.getClassLoadingMXBean().getUnloadedClassCount();
            boolean same = after.isCloseTo(before) && unloaded > count / 2;
            System.out.println((same ? "no growth: " : "growth: ") + before + ", " + after);
            System.out.println(unloaded + " classes unloaded");
        }

        /** Trains a network whose shape no other of 4199 has, and predicts. */
        private static void train(int k) {
            int inputs = 1 + k % 13;
            int hidden = 1 + k % 17;
            int outputs = 2 + k % 19;
            switch (k % 8) {
                case 0 -> train(Tier.SPECIALISED, dense(inputs, hidden, outputs));
                case 1 -> warmUp(dense(inputs, hidden, outputs));
                case 2 -> train(Tier.VECTOR, dense(inputs, hidden, outputs));
                case 3 -> train(Tier.VECTOR, recurrent(inputs, hidden, outputs));
                case 4 -> train(Tier.AUTO, recurrent(inputs, hidden, outputs));
                case 5 -> train(Tier.AUTO, dropping(inputs, hidden, outputs));
                default -> train(Tier.SCALAR, dense(inputs, hidden, outputs));
            }
        }

        private static void train(Tier tier, Network network) {
            Dataset data = EngineLife.data(network, 20);
            Model start = Model.initialize(network, Initializer.normal(0.05), new RandomState(1));
            TrainingRun run = Trainer.gradientDescent(0.1, 2).withTier(tier).fit(start, data);
            Predictor predictor =
                    run.model().predictor(tier == Tier.SPECIALISED ? Tier.VECTOR : tier);
            predictor.predict(data.features(), new FeatureMatrix(20, network.outputs()));
        }

        /** Stops a run with two threads just after its warm-up has begun. */
        private static void warmUp(Network network) {
            int twoSeconds = (int) (2e9 / NetworkAccess.plan(network).scalarNanos(20));
            Trainer.gradientDescent(0.1, twoSeconds)
                    .withThreads(2)
                    .withListener(TrainingListener.everyIteration(run -> run.iteration() < 3))
                    .fit(EngineLife.start(network), EngineLife.data(network, 20));
        }

        private static Network dense(int inputs, int hidden, int outputs) {
            return Network.of(inputs, Layer.sigmoid(hidden), Layer.sigmoid(outputs));
        }

        private static Network dropping(int inputs, int hidden, int outputs) {
            return Network.of(inputs, Layer.relu(hidden).withDropout(0.1), Layer.softmax(outputs));
        }

        private static Network recurrent(int inputs, int hidden, int outputs) {
            return Network.of(inputs, Layer.tanh(hidden).recurrent(), Layer.sigmoid(outputs));
        }
    }
}
