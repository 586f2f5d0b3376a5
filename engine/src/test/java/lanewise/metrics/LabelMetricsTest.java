package lanewise.metrics;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.LabelMetrics.Label;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** {@link LabelMetrics} against scikit-learn. */
class LabelMetricsTest {

    /** Scikit-learn's metrics of one set of probabilities. */
    record Reference(String[] field) {

        LabelMetrics metrics() {
            int labels = Integer.parseInt(field[1]);
            return LabelMetrics.of(
                    Fields.matrix(field[3], labels), Fields.matrix(field[2], labels));
        }

        @Override
        public String toString() {
            return field[0];
        }
    }

    static List<Reference> references() {
        return ReferenceFiles.rows("reference/sklearn_labels.csv").stream()
                .map(Reference::new)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("references")
    void metricsOfLabelsMatchScikitLearn(Reference reference) {
        LabelMetrics metrics = reference.metrics();
        assertColumn(reference.field[4], metrics, Label::accuracy);
        assertColumn(reference.field[5], metrics, Label::precision);
        assertColumn(reference.field[6], metrics, Label::recall);
        assertColumn(reference.field[7], metrics, Label::f1);
        assertColumn(reference.field[8], metrics, Label::rocAuc);
        assertColumn(reference.field[9], metrics, Label::averagePrecision);
        assertColumn(reference.field[10], metrics, Label::brier);
        assertColumn(reference.field[11], metrics, Label::support);
    }

    @ParameterizedTest
    @MethodSource("references")
    void metricsOfAllLabelsMatchScikitLearn(Reference reference) {
        LabelMetrics metrics = reference.metrics();
        assertEquals(Double.parseDouble(reference.field[12]), metrics.subsetAccuracy(), 1e-15);
        assertEquals(Double.parseDouble(reference.field[13]), metrics.hammingLoss(), 1e-15);
        assertEquals(Double.parseDouble(reference.field[14]), metrics.macroF1(), 1e-15);
        assertEquals(Double.parseDouble(reference.field[15]), metrics.microF1(), 1e-15);
        assertEquals(Double.parseDouble(reference.field[16]), metrics.meanLogLoss(), 1e-13);
    }

    private static void assertColumn(
            String expected, LabelMetrics metrics, ToDoubleFunction<Label> figure) {
        assertArrayEquals(
                Fields.doubles(expected),
                metrics.labels().stream().mapToDouble(figure).toArray(),
                1e-14);
    }

    @Test
    void evaluatesModels() {
        // σ(x) and σ(−x)
        Model model = Model.of(Network.of(1, Layer.sigmoid(2).withoutBias()), 1, -1);
        FeatureMatrix features = FeatureMatrix.ofRows(new float[][] {{2}, {-1}, {0}});
        FeatureMatrix targets = FeatureMatrix.ofRows(new float[][] {{1, 0}, {1, 1}, {0, 0}});
        LabelMetrics metrics = LabelMetrics.of(model, Dataset.of(features, targets));
        assertEquals(List.of(2, 1), metrics.labels().stream().map(Label::support).toList());
        assertEquals(2.0 / 3, metrics.subsetAccuracy());
        assertEquals(1.0 / 6, metrics.hammingLoss());
        assertEquals((2.0 / 3 + 1) / 2, metrics.macroF1());
        assertEquals(2.0 * 2 / (2 + 3), metrics.microF1());
        assertEquals(LabelMetrics.of(model.predict(features), targets), metrics);
        // Of exclusive classes each is a label; their order is that of the model.
        Dataset classes = Dataset.labelled(features, List.of("a", "b", "a"));
        Model named = model.withClassNames(List.of("b", "a"));
        assertEquals(
                List.of(1, 2),
                LabelMetrics.of(named, classes).labels().stream().map(Label::support).toList());
    }

    @Test
    void rejectsInvalidArguments() {
        FeatureMatrix one = new FeatureMatrix(2, 1);
        FeatureMatrix two = new FeatureMatrix(2, 2);
        assertRefused(
                "1 outputs predicted for 2 labels: expected one output per label; use"
                        + " ClassificationMetrics for classes",
                () -> LabelMetrics.of(one, two));
        assertRefused(
                "2 rows predicted for targets of 3 rows",
                () -> LabelMetrics.of(one, new FeatureMatrix(3, 1)));
        FeatureMatrix other = FeatureMatrix.ofRows(new float[][] {{1, 0}, {1, -2}});
        assertRefused(
                "output 1 of row 1 is -2.0: expected a probability from 0 to 1, the range of"
                        + " sigmoid and softmax; apply sigmoid to other outputs",
                () -> LabelMetrics.of(other, two));
        assertRefused("target 1 of row 1 is -2.0", () -> LabelMetrics.of(two, other));
        Model model = Model.of(Network.of(1, Layer.sigmoid(1).withoutBias()), 1);
        assertThrows(NullPointerException.class, () -> LabelMetrics.of(model, null));
        assertThrows(NullPointerException.class, () -> LabelMetrics.of((Model) null, null));
        assertThrows(NullPointerException.class, () -> LabelMetrics.of(one, null));
        assertThrows(NullPointerException.class, () -> LabelMetrics.of(null, one));
    }
}
