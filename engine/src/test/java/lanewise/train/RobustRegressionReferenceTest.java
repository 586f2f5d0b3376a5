package lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Csv;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;

/** Linear regression row by row matches scikit-learn's {@code SGDRegressor} of the same loss. */
class RobustRegressionReferenceTest {
    private static final int INPUTS = 3;

    @ParameterizedTest
    @EnumSource
    void absoluteError(Tier tier) throws IOException {
        assertMatches("absolute", Loss.MEAN_ABSOLUTE_ERROR, tier);
    }

    @ParameterizedTest
    @EnumSource
    void huber(Tier tier) throws IOException {
        assertMatches("huber", Loss.HUBER, tier);
    }

    private static void assertMatches(String name, Loss loss, Tier tier) throws IOException {
        Network network = Network.of(INPUTS, Layer.identity(1)).withLoss(loss);
        Trainer trainer =
                Trainer.gradientDescent(0.01, 1).withBatches(1).withoutShuffling().withTier(tier);
        Dataset rows = petalWidths();
        int epochs = 0;
        for (String[] row : ReferenceFiles.rows("reference/sklearn_robust_regression.csv")) {
            if (!row[0].equals(name)) {
                continue;
            }
            epochs++;
            assertEquals(epochs, Integer.parseInt(row[1]));
            float[] parameters =
                    trainer.withEpochs(epochs)
                            .fit(Model.of(network, new float[INPUTS + 1]), rows)
                            .model()
                            .parameters();
            for (int k = 0; k <= INPUTS; k++) {
                String what = row[0] + " epoch " + epochs + " parameter " + k;
                assertEquals(Double.parseDouble(row[2 + k]), parameters[k], 1e-5, what);
            }
        }
        assertEquals(5, epochs);
    }

    /** The fourth column of iris as target of the other three. */
    private static Dataset petalWidths() throws IOException {
        FeatureMatrix iris = Csv.read(ReferenceFiles.path("iris.csv")).features();
        FeatureMatrix features = new FeatureMatrix(iris.samples(), INPUTS);
        FeatureMatrix targets = new FeatureMatrix(iris.samples(), 1);
        for (int row = 0; row < iris.samples(); row++) {
            for (int k = 0; k < INPUTS; k++) {
                features.set(row, k, iris.get(row, k));
            }
            targets.set(row, 0, iris.get(row, INPUTS));
        }
        return Dataset.of(features, targets);
    }
}
