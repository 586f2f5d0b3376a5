package lanewise.lifecycle;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Predictor;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.internal.kernel.vector.Vectors;
import lanewise.internal.tier.KernelProvider;
import lanewise.optimize.Adam;
import lanewise.optimize.AdamW;
import lanewise.optimize.Optimizer;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;
import lanewise.testing.JavaProcess;
import lanewise.testing.WidthUnderTest;
import lanewise.train.Trainer;
import lanewise.train.TrainingGroup;
import lanewise.train.TrainingRequest;
import lanewise.train.TrainingResult;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Kernels keep their sums in registers in a program that also stores vectors of another species.
 * The type profile of {@link FloatVector#intoArray} then names two classes, and C2 inlines the
 * method for both wherever it does not know the class of a vector.
 */
class SecondSpeciesTest {

    @ParameterizedTest
    @EnumSource
    void kernelsBoxNoVectors(Work work, @TempDir Path folder) throws Exception {
        assumeTrue(KernelProvider.obstacle().isEmpty());
        JavaProcess.run(
                folder,
                "--add-modules=jdk.incubator.vector",
                // Speculation often hides the problem: 7 of 10 JVMs were fast.
                "-XX:-UseTypeSpeculation",
                // In large programs, C2 finds of fewer objects that they do not escape.
                "-XX:-DoEscapeAnalysis",
                // Compiled code that inlines the store would have no profile.
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=exclude," + Program.class.getName() + "::store",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                work.name());
    }

    /** What the program does. */
    enum Work {
        PREDICTION {
            /** Large enough for tiles of all widths, in both layouts of rows. */
            @Override
            void run() {
                Network network = Network.of(200, Layer.relu(200), Layer.softmax(10));
                Predictor predictor = start(network).predictor(Tier.VECTOR);
                float[] features = new float[ROWS * 200];
                float[] outputs = new float[ROWS * 10];
                FeatureMatrix matrix = new FeatureMatrix(ROWS, 200);
                FeatureMatrix matrixOutputs = new FeatureMatrix(ROWS, 10);
                // Lanes are samples in a narrow network, which other code decides.
                Network narrow = Network.of(200, Layer.relu(2), Layer.softmax(10));
                Predictor smallPredictor = start(narrow).predictor(Tier.VECTOR);
                // In small layers of sigmoids, units share divisions.
                Network sharing = Network.of(200, Layer.sigmoid(11), Layer.sigmoid(3));
                Predictor sharingPredictor = start(sharing).predictor(Tier.VECTOR);
                WidthUnderTest.untilCompiled(
                        () -> {
                            for (int rows = 1; rows <= ROWS; rows += 3) {
                                predictor.predict(features, rows, outputs);
                                smallPredictor.predict(features, rows, outputs);
                                sharingPredictor.predict(features, rows, outputs);
                            }
                            predictor.predict(matrix, matrixOutputs);
                        });
            }
        },
        /** Steps of a large network: gather, forward, loss, backward, gradient and update. */
        TRAINING {
            @Override
            void run() {
                Network network =
                        Network.of(
                                100,
                                Layer.relu(64),
                                Layer.sigmoid(32).withDropout(0.2),
                                Layer.softmax(10));
                List<TrainingRun> runs = new ArrayList<>();
                for (Optimizer optimizer : List.of(new Sgd(0.01), new Adam(0.001))) {
                    for (int threads = 1; threads <= 2; threads++) {
                        Trainer trainer = trainer(optimizer, 48).withThreads(threads);
                        runs.add(trainer.start(start(network), digits()));
                    }
                }
                WidthUnderTest.untilCompiled(() -> advance(runs));
                // The other threads of the engine, too.
                ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
                long allocated = 1;
                for (int round = 0; round < 100 && allocated > 0; round++) {
                    long before = threads.getTotalThreadAllocatedBytes();
                    for (int step = 0; step < STEPS_OF_AN_EPOCH; step++) {
                        advance(runs);
                    }
                    allocated = threads.getTotalThreadAllocatedBytes() - before;
                }
                if (allocated > 0) {
                    throw new AssertionError(allocated + " bytes allocated by all threads");
                }
            }
        },
        /** Steps whose lanes are models. */
        STACKS {
            @Override
            void run() {
                Dataset digits = digits();
                List<TrainingRequest> requests = new ArrayList<>();
                for (int rows : new int[] {1, 3, 7, 12}) {
                    for (Optimizer optimizer : List.of(new Sgd(0.01), new AdamW(0.001))) {
                        Network network =
                                Network.of(
                                        100,
                                        Layer.sigmoid(rows < 8 ? 20 : 7).withDropout(0.2),
                                        Layer.sigmoid(rows < 8 ? 17 : 6),
                                        Layer.softmax(10));
                        for (int m = 0; m < 14; m++) {
                            Trainer trainer = trainer(optimizer, rows).withSeed(m);
                            requests.add(TrainingRequest.of(start(network), trainer, digits));
                        }
                    }
                }
                long perStep = Long.MAX_VALUE;
                for (int round = 0; round < 100 && perStep > 0; round++) {
                    long few = allocated(requests, 200);
                    perStep = (allocated(requests, 1200) - few) / (1000 * 4 * 2);
                }
                if (perStep > 0) {
                    throw new AssertionError(perStep + " bytes allocated by each step");
                }
            }

            /** The bytes allocated by some iterations of all models, and by their start. */
            private long allocated(List<TrainingRequest> requests, int iterations) {
                List<TrainingRequest> shorter = new ArrayList<>();
                for (TrainingRequest request : requests) {
                    Trainer trainer = request.trainer().withIterations(iterations);
                    shorter.add(request.with(request.start(), trainer));
                }
                ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
                long before = threads.getCurrentThreadAllocatedBytes();
                for (TrainingResult result : TrainingGroup.of(shorter).withThreads(1).fit()) {
                    if (!result.kernels().startsWith("stacked")) {
                        throw new AssertionError(result.kernels());
                    }
                }
                return threads.getCurrentThreadAllocatedBytes() - before;
            }
        },
        /** Steps whose lanes are units. */
        SMALL_BATCHES {
            @Override
            void run() {
                Network network =
                        Network.of(
                                100,
                                Layer.relu(64),
                                Layer.sigmoid(30).withDropout(0.2),
                                Layer.sigmoid(5),
                                Layer.softmax(10));
                List<TrainingRun> runs = new ArrayList<>();
                for (int rows : new int[] {1, 3, 7}) {
                    Trainer trainer = trainer(new Sgd(0.01), rows);
                    runs.add(trainer.start(start(network), digits()));
                }
                WidthUnderTest.untilCompiled(() -> advance(runs));
            }
        };

        abstract void run();

        private static Trainer trainer(Optimizer optimizer, int rows) {
            return Trainer.of(optimizer)
                    .withBatches(rows)
                    .withIterations(1_000_000)
                    .withTier(Tier.VECTOR)
                    .withoutHistory();
        }

        private static void advance(List<TrainingRun> runs) {
            for (int k = 0; k < runs.size(); k++) { // an iterator would be counted as allocated
                runs.get(k).advance(1);
            }
        }

        private static Model start(Network network) {
            return Model.initialize(network, Initializer.heNormal(), new RandomState(1));
        }

        private static Dataset digits() {
            Random random = new Random(1);
            FeatureMatrix features = new FeatureMatrix(ROWS * 10, 100);
            FeatureMatrix targets = new FeatureMatrix(ROWS * 10, 10);
            for (int row = 0; row < ROWS * 10; row++) {
                targets.set(row, row % 10, 1);
                for (int k = 0; k < 100; k++) {
                    features.set(row, k, (float) random.nextGaussian());
                }
            }
            return Dataset.of(features, targets);
        }
    }

    private static final int ROWS = 22;

    /** Batches of 48 of 220 rows, the last one of 28. */
    private static final int STEPS_OF_AN_EPOCH = 5;

    /** Stores vectors of both species, then works until nothing is allocated. */
    static final class Program {
        private static final int STORES = 20_000;
        private static final VectorSpecies<Float> OTHER =
                Vectors.WIDTH == 8 ? FloatVector.SPECIES_128 : FloatVector.SPECIES_256;

        private Program() {}

        /** Fails if vectors are boxed. */
        public static void main(String[] args) {
            float[] x = new float[Math.max(Vectors.WIDTH, OTHER.length())];
            for (int k = 0; k < STORES; k++) {
                store(FloatVector.fromArray(Vectors.SPECIES, x, 0), x);
                store(FloatVector.fromArray(OTHER, x, 0), x);
            }
            Work.valueOf(args[0]).run();
        }

        private static void store(FloatVector v, float[] to) {
            v.intoArray(to, 0);
        }
    }
}
