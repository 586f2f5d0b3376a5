package lanewise.benchmarks.cli.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.Metric;
import lanewise.metrics.PermutationImportance;
import lanewise.random.RandomState;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The importance of columns takes a bounded number of predictions. */
class ColumnImportanceTest {
    private static final Model MODEL =
            Model.normal(Network.of(4, Layer.softmax(2)), 1, new RandomState(1));

    private static Dataset data(int rows) {
        FeatureMatrix features = new FeatureMatrix(rows, 4);
        RandomState random = new RandomState(2);
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < 4; k++) {
                features.set(row, k, (float) random.randomSample());
            }
        }
        List<String> labels =
                IntStream.range(0, rows).mapToObj(row -> row % 3 == 0 ? "a" : "b").toList();
        return Dataset.labelled(features, labels);
    }

    @Test
    void ofManyRowsItIsThatOfASample() {
        ColumnImportance importance = ColumnImportance.of(MODEL, data(150_000));
        assertEquals(100_000, importance.rows());
        assertEquals("100000 random test rows", importance.basis(150_000));
        assertEquals(4, importance.columns().size());
    }

    /** Of 2000 columns with a network of 320,000 parameters, all would take minutes. */
    @Test
    void ofWideTablesItIsThatOfTheLargestWeights() {
        int columns = 2000;
        Network network = Network.of(columns, Layer.relu(160), Layer.softmax(2));
        float[] parameters = new float[network.parameterCount()];
        for (int input = 0; input < columns; input++) {
            Arrays.fill(parameters, input * 160, (input + 1) * 160, input % 100 == 7 ? 0.01f : 0);
        }
        Model wide = Model.of(network, parameters);
        Dataset data =
                Dataset.labelled(
                        new FeatureMatrix(20, columns),
                        IntStream.range(0, 20).mapToObj(row -> row % 2 + "").toList());
        ColumnImportance importance = ColumnImportance.of(wide, data);
        int most = importance.columns().size();
        assertTrue(most >= 20 && most < 200, most + " columns");
        assertEquals("the " + most + " columns with the largest weights", importance.basis(20));
        List<String> names =
                importance.columns().stream().map(PermutationImportance::name).toList();
        for (int input = 7; input < columns; input += 100) {
            assertTrue(names.contains(data.featureNames().get(input)));
        }
    }

    @Test
    void ofFewRowsItIsThatOfAllInOrder() {
        Dataset data = data(300);
        ColumnImportance importance = ColumnImportance.of(MODEL, data);
        assertEquals(300, importance.rows());
        assertEquals("", importance.basis(300));
        List<PermutationImportance> expected =
                PermutationImportance.of(MODEL, data, Metric.ACCURACY, 5, 0);
        assertTrue(importance.columns().containsAll(expected));
        for (int k = 1; k < 4; k++) {
            assertTrue(
                    importance.columns().get(k - 1).mean() >= importance.columns().get(k).mean());
        }
    }
}
