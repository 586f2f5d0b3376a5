package lanewise.metrics;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.FeatureGroup;
import lanewise.data.FeatureMatrix;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** {@link PermutationImportance} against scikit-learn. */
class PermutationImportanceTest {
    private static final float[] WEIGHTS = {2, -0.5f, 1, -1.5f, 0.25f};

    /** The category of the reference has three inputs. */
    private static final List<FeatureGroup> COLUMNS =
            List.of(
                    new FeatureGroup("first", 0, 1),
                    new FeatureGroup("second", 1, 1),
                    new FeatureGroup("category", 2, 3));

    /** Scikit-learn's importances of columns or inputs. */
    record Reference(
            Metric metric,
            boolean ofColumns,
            long seed,
            int repeats,
            Dataset data,
            double[] drops,
            double[] mean,
            double[] deviation) {

        static Reference of(String[] field) {
            return new Reference(
                    Metric.named(field[0]),
                    field[1].equals("columns"),
                    Long.parseLong(field[2]),
                    Integer.parseInt(field[3]),
                    Dataset.of(Fields.matrix(field[4], 5), Fields.matrix(field[5], 1)),
                    Fields.doubles(field[6]),
                    Fields.doubles(field[7]),
                    Fields.doubles(field[8]));
        }

        List<PermutationImportance> importances() {
            boolean numeric = List.of(Metric.R2, Metric.RMSE, Metric.MAE).contains(metric);
            Layer layer = numeric ? Layer.identity(1) : Layer.sigmoid(1);
            Model model = Model.of(Network.of(5, layer.withoutBias()), WEIGHTS);
            return ofColumns
                    ? PermutationImportance.of(model, data, COLUMNS, metric, repeats, seed)
                    : PermutationImportance.of(model, data, metric, repeats, seed);
        }

        @Override
        public String toString() {
            return metric + " of " + (ofColumns ? "columns" : "inputs") + ", seed " + seed;
        }
    }

    static List<Reference> references() {
        return ReferenceFiles.rows("reference/sklearn_importance.csv").stream()
                .map(Reference::of)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("references")
    void dropsAreThoseOfScikitLearn(Reference reference) {
        List<PermutationImportance> importances = reference.importances();
        List<String> names = new ArrayList<>();
        int repeats = reference.repeats;
        for (int k = 0; k < importances.size(); k++) {
            PermutationImportance importance = importances.get(k);
            names.add(importance.name());
            assertArrayEquals(
                    Arrays.copyOfRange(reference.drops, k * repeats, (k + 1) * repeats),
                    importance.drops().stream().mapToDouble(drop -> drop).toArray(),
                    1e-14,
                    importance.name());
            assertEquals(reference.mean[k], importance.mean(), 1e-14);
            assertEquals(reference.deviation[k], importance.deviation(), 1e-14);
        }
        assertEquals(
                reference.ofColumns
                        ? List.of("first", "second", "category")
                        : List.of("x0", "x1", "x2", "x3", "x4"),
                names);
    }

    /** y = 4 a, while the second feature is not used. */
    private static Dataset data() {
        return Dataset.of(
                List.of("a", "b"),
                FeatureMatrix.ofRows(new float[][] {{1, 7}, {2, 5}, {3, 6}, {4, 1}}),
                FeatureMatrix.ofRows(new float[][] {{4}, {8}, {12}, {16}}));
    }

    private static Model model() {
        return Model.of(Network.of(2, Layer.identity(1).withoutBias()), 4, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r2", "rmse", "mae"})
    void isPositiveWhereShufflingMakesWorse(String metric) {
        List<PermutationImportance> importances =
                PermutationImportance.of(model(), data(), Metric.named(metric), 20, 1);
        assertTrue(importances.getFirst().mean() > 0.5);
        assertTrue(importances.getFirst().drops().stream().allMatch(drop -> drop >= 0));
        assertEquals(
                new PermutationImportance("b", 0, 0, Collections.nCopies(20, 0.0)),
                importances.getLast());
    }

    /**
     * A model that takes the second feature for the first one scores better when it is shuffled.
     */
    @Test
    void isNegativeWhereShufflingHelps() {
        Model wrong = Model.of(Network.of(2, Layer.identity(1).withoutBias()), 0, 4);
        List<PermutationImportance> importances =
                PermutationImportance.of(wrong, data(), Metric.R2, 20, 1);
        assertEquals(0, importances.getFirst().mean());
        assertTrue(importances.getLast().mean() < 0);
    }

    @Test
    void importanceInR2DoesNotDependOnTheScaleOfTargets() {
        Dataset data = data();
        FeatureMatrix scaled = FeatureMatrix.ofRows(new float[][] {{1}, {2}, {3}, {4}});
        Model ofScaled = Model.of(Network.of(2, Layer.identity(1).withoutBias()), 1, 0);
        assertEquals(
                PermutationImportance.of(model(), data, Metric.R2, 5, 3),
                PermutationImportance.of(
                        ofScaled,
                        Dataset.of(data.featureNames(), data.features(), scaled),
                        Metric.R2,
                        5,
                        3));
    }

    /** A model of the difference of two equal features notices only if they are shuffled apart. */
    @Test
    void featuresOfAGroupAreShuffledTogether() {
        FeatureMatrix features = FeatureMatrix.ofRows(new float[][] {{1, 1}, {2, 2}, {3, 3}});
        FeatureMatrix targets = FeatureMatrix.ofRows(new float[][] {{0}, {0}, {0.5f}});
        Dataset data = Dataset.of(features, targets);
        Model difference = Model.of(Network.of(2, Layer.identity(1).withoutBias()), 1, -1);
        List<FeatureGroup> both = List.of(new FeatureGroup("both", 0, 2));
        assertEquals(
                0,
                PermutationImportance.of(difference, data, both, Metric.MAE, 9, 1).get(0).mean());
        assertTrue(PermutationImportance.of(difference, data, Metric.MAE, 9, 1).get(0).mean() > 0);
    }

    @Test
    void doesNotDependOnOtherGroupsOrMoreRepeats() {
        Reference reference = references().getFirst();
        Model model = Model.of(Network.of(5, Layer.identity(1).withoutBias()), WEIGHTS);
        List<PermutationImportance> all =
                PermutationImportance.of(model, reference.data, COLUMNS, Metric.R2, 6, 2);
        for (int k = 0; k < 3; k++) {
            PermutationImportance alone =
                    PermutationImportance.of(
                                    model,
                                    reference.data,
                                    COLUMNS.subList(k, k + 1),
                                    Metric.R2,
                                    4,
                                    2)
                            .getFirst();
            assertEquals(all.get(k).drops().subList(0, 4), alone.drops());
        }
        assertEquals(
                List.of(),
                PermutationImportance.of(model, reference.data, List.of(), Metric.R2, 1, 2));
    }

    @Test
    void matchesClassesByName() {
        Model model =
                Model.of(Network.of(1, Layer.sigmoid(1).withoutBias()), 1)
                        .withClassNames(List.of("low", "high"));
        float[][] rows = {{-2}, {-1}, {1}, {2}, {3}, {-3}};
        Dataset data = Dataset.labelled(rows, "low", "low", "high", "high", "high", "low");
        Dataset other = data.withClassNames(List.of("high", "low"));
        List<PermutationImportance> importances =
                PermutationImportance.of(model, data, Metric.ACCURACY, 5, 1);
        assertTrue(importances.getFirst().mean() > 0);
        assertEquals(importances, PermutationImportance.of(model, other, Metric.ACCURACY, 5, 1));
    }

    @Test
    void leavesTheDataAsItIs() {
        Dataset data = data();
        float[] before = data.features().array().clone();
        PermutationImportance.of(model(), data, Metric.RMSE, 3, 1);
        assertArrayEquals(before, data.features().array());
    }

    @Test
    void undefinedScoresAreNaN() {
        Dataset oneRow = data().select(0);
        PermutationImportance importance =
                PermutationImportance.of(model(), oneRow, Metric.R2, 2, 1).getFirst();
        assertEquals(List.of(Double.NaN, Double.NaN), importance.drops());
        assertEquals(Double.NaN, importance.mean());
        assertEquals(Double.NaN, importance.deviation());
    }

    @Test
    void rejectsInvalidArguments() {
        Dataset data = data();
        List<FeatureGroup> beyond = List.of(new FeatureGroup("c", 1, 2));
        assertRefused(
                "FeatureGroup[name=c, first=1, count=2] of data with 2 features: expected features"
                        + " among them",
                () -> PermutationImportance.of(model(), data, beyond, Metric.R2, 1, 1));
        assertRefused(
                "0 repeats: expected at least 1",
                () -> PermutationImportance.of(model(), data, Metric.R2, 0, 1));
        assertRefused(
                "seed -1 is out of range",
                () -> PermutationImportance.of(model(), data, Metric.R2, 1, -1));
        Model three = Model.of(Network.of(3, Layer.identity(1).withoutBias()), 4, 0, 0);
        assertRefused(
                "2 features for a network",
                () -> PermutationImportance.of(three, data, Metric.R2, 1, 1));
        assertRefused(
                "targets of row 0 are [4.0]",
                () -> PermutationImportance.of(model(), data, Metric.ACCURACY, 1, 1));
        assertThrows(
                NullPointerException.class,
                () -> PermutationImportance.of(null, data, Metric.R2, 1, 1));
        assertThrows(
                NullPointerException.class,
                () -> PermutationImportance.of(model(), null, Metric.R2, 1, 1));
        assertThrows(
                NullPointerException.class,
                () -> PermutationImportance.of(model(), data, null, 1, 1));
        assertThrows(
                NullPointerException.class,
                () -> PermutationImportance.of(model(), data, null, Metric.R2, 1, 1));
    }
}
