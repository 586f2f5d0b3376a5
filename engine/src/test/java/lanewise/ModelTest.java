package lanewise;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.ConfusionMatrix;
import lanewise.random.RandomState;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

public class ModelTest {

    private static final Network NETWORK =
            Network.of(2, Layer.sigmoid(3), Layer.sigmoid(2).withoutBias());

    @Test
    void storesParametersLayerByLayer() {
        float[] parameters = {1, 2, 3, 4, 5, 6, 10, 20, 30, -1, -2, -3, -4, -5, -6};
        Model model = Model.of(NETWORK, parameters);
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, model.weights(0));
        assertArrayEquals(new float[] {10, 20, 30}, model.biases(0));
        assertArrayEquals(new float[] {-1, -2, -3, -4, -5, -6}, model.weights(1));
        assertArrayEquals(new float[0], model.biases(1));
        assertThrows(IndexOutOfBoundsException.class, () -> model.weights(2));
        assertThrows(IndexOutOfBoundsException.class, () -> model.biases(-1));
    }

    @Test
    void rejectsNonFiniteParameters() {
        float[] parameters = new float[NETWORK.parameterCount()];
        parameters[3] = Float.NaN;
        assertRefused(
                "parameter 3 is NaN: expected finite numbers", () -> Model.of(NETWORK, parameters));
    }

    @Test
    void copiesItsParameters() {
        float[] parameters = new float[NETWORK.parameterCount()];
        Model model = Model.of(NETWORK, parameters);
        parameters[0] = 1;
        model.parameters()[1] = 1;
        model.weights(0)[2] = 1;
        assertArrayEquals(new float[NETWORK.parameterCount()], model.parameters());
    }

    @Test
    void drawsNormalWeightsAndZeroBiases() {
        Model model = Model.normal(NETWORK, 0.5, new RandomState(3));
        RandomState same = new RandomState(3);
        for (float weight : model.weights(0)) {
            assertEquals((float) same.normal(0, 0.5), weight);
        }
        for (float weight : model.weights(1)) {
            assertEquals((float) same.normal(0, 0.5), weight);
        }
        assertArrayEquals(new float[3], model.biases(0));
    }

    @Test
    void predictsTheSameBitsForSingleRowsAndBatches() {
        Model model = Model.normal(NETWORK, 2, new RandomState(5));
        Random random = new Random(5);
        float[][] rows = new float[300][2]; // more than one block
        for (float[] row : rows) {
            row[0] = (float) random.nextGaussian();
            row[1] = (float) random.nextGaussian();
        }
        FeatureMatrix outputs = model.predict(FeatureMatrix.ofRows(rows));
        assertEquals(300, outputs.samples());
        assertEquals(2, outputs.features());
        for (int row = 0; row < rows.length; row++) {
            assertArrayEquals(outputs.row(row), model.predict(rows[row]), "row " + row);
        }
    }

    @Test
    void computesTheActivationOfTheWeightedSum() {
        Model model = Model.of(Network.of(2, Layer.sigmoid(1)), 2, -3, 0.5f);
        double expected = 1 / (1 + Math.exp(-(2 * 0.25 - 3 * 0.75 + 0.5)));
        assertEquals(expected, model.predict(0.25f, 0.75f)[0], 1e-7);
    }

    @Test
    void rejectsMismatchedArguments() {
        Model model = Model.normal(NETWORK, 1, new RandomState(0));
        assertRefused(
                "14 parameters for a network 2-3-2 of 15", () -> Model.of(NETWORK, new float[14]));
        assertRefused("3 features for a network 2-3-2: expected 2", () -> model.predict(1, 2, 3));
        assertRefused(
                "3 features for a network 2-3-2: expected 2",
                () -> model.predict(new FeatureMatrix(1, 3)));
        assertRefused("feature 1 is NaN", () -> model.predict(1, Float.NaN));
        assertRefused("scale NaN", () -> Model.normal(NETWORK, Double.NaN, new RandomState(0)));
        assertRefused("scale -1.0", () -> Model.normal(NETWORK, -1, new RandomState(0)));
        assertThrows(NullPointerException.class, () -> Model.normal(NETWORK, 1, null));
        assertThrows(NullPointerException.class, () -> model.predict((float[]) null));
        assertThrows(NullPointerException.class, () -> model.predict((FeatureMatrix) null));
    }

    @Test
    void fingerprintsDifferIfBitsDiffer() {
        Network one = Network.of(1, Layer.sigmoid(1));
        // From Python: hashlib.sha256(struct.pack('<2f', 1, -2)).hexdigest()
        assertEquals(
                "ee4ac73c2bd27756ab82780f27c73a7bc4d3f0bb6acb37e008bc27eccd7e588b",
                Model.of(one, 1, -2).parametersSha256());
        assertNotEquals(
                Model.of(one, 0f, 1).parametersSha256(), Model.of(one, -0f, 1).parametersSha256());
        Network large = Network.of(3000, Layer.sigmoid(1));
        float[] parameters = new float[3001];
        String zeros = Model.of(large, parameters).parametersSha256();
        parameters[3000] = Float.MIN_VALUE;
        assertNotEquals(zeros, Model.of(large, parameters).parametersSha256());
    }

    @Test
    void confusionMatrixCountsAndPrints() {
        // Output 0 exceeds ½ for x > 0; output 1 is always ½.
        Model model = Model.of(Network.of(1, Layer.sigmoid(2).withoutBias()), 1, 0);
        Dataset data =
                Dataset.labelled(
                        new float[][] {{1}, {2}, {-1}, {3}, {-2}},
                        "apple",
                        "apple",
                        "apple",
                        "pear",
                        "pear");
        ConfusionMatrix confusion = ConfusionMatrix.of(model, data);
        assertEquals(2, confusion.count(0, 0));
        assertEquals(1, confusion.count(0, 1));
        assertEquals(1, confusion.count(1, 0));
        assertEquals(1, confusion.count(1, 1));
        assertEquals(3, confusion.hits());
        assertEquals(5, confusion.rows());
        assertEquals(0.6, confusion.accuracy());
        assertEquals(
                """
                actual \\ predicted  apple  pear
                apple                   2     1
                pear                    1     1\
                """,
                confusion.toString());
        assertThrows(IndexOutOfBoundsException.class, () -> confusion.count(2, 0));
    }

    @Test
    void confusionMatrixRejectsMismatchedClasses() {
        Model model = Model.normal(NETWORK, 1, new RandomState(0));
        FeatureMatrix two = new FeatureMatrix(4, 2);
        assertRefused("numeric targets", () -> ConfusionMatrix.of(model, Dataset.of(two, two)));
        Dataset three = Dataset.labelled(two, List.of("a", "b", "c", "a"));
        assertRefused(
                "3 classes, but the network 2-3-2 has 2 outputs",
                () -> ConfusionMatrix.of(model, three));
    }
}
