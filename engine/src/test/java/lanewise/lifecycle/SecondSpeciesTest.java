package lanewise.lifecycle;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Predictor;
import lanewise.Tier;
import lanewise.data.FeatureMatrix;
import lanewise.internal.kernel.vector.Vectors;
import lanewise.internal.tier.KernelProvider;
import lanewise.random.RandomState;
import lanewise.testing.JavaProcess;
import lanewise.testing.WidthUnderTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/**
 * Kernels keep their sums in registers in a program that also stores vectors of another species.
 * The type profile of {@link FloatVector#intoArray} then names two classes, and C2 inlines the
 * method for both wherever it does not know the class of a vector.
 */
class SecondSpeciesTest {

    @Test
    void predictionsBoxNoVectors(@TempDir Path folder) throws Exception {
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
                Program.class.getName());
    }

    /** Stores vectors of both species, then predicts until nothing is allocated. */
    static final class Program {
        private static final int ROWS = 22;
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
            // Large enough for tiles of all widths, in both layouts of rows.
            Network network = Network.of(200, Layer.relu(200), Layer.softmax(10));
            Model model = Model.initialize(network, Initializer.heNormal(), new RandomState(1));
            Predictor predictor = model.predictor(Tier.VECTOR);
            float[] features = new float[ROWS * 200];
            float[] outputs = new float[ROWS * 10];
            FeatureMatrix matrix = new FeatureMatrix(ROWS, 200);
            FeatureMatrix matrixOutputs = new FeatureMatrix(ROWS, 10);
            // Lanes are samples in a narrow network, which other code decides.
            Network narrow = Network.of(200, Layer.relu(2), Layer.softmax(10));
            Model small = Model.initialize(narrow, Initializer.heNormal(), new RandomState(1));
            Predictor smallPredictor = small.predictor(Tier.VECTOR);
            WidthUnderTest.untilCompiled(
                    () -> {
                        for (int rows = 1; rows <= ROWS; rows += 3) {
                            predictor.predict(features, rows, outputs);
                            smallPredictor.predict(features, rows, outputs);
                        }
                        predictor.predict(matrix, matrixOutputs);
                    });
        }

        private static void store(FloatVector v, float[] to) {
            v.intoArray(to, 0);
        }
    }
}
