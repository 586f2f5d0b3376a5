package lanewise.ensemble;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Csv;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.Metric;
import lanewise.random.RandomState;
import lanewise.testing.Iris;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ensembles average the outputs of their members. */
class EnsembleTest {

    static Model model(int seed, int inputs, Layer... layers) {
        Network network = Network.of(inputs, layers);
        return Model.initialize(network, Initializer.heNormal(), new RandomState(seed));
    }

    /** Three members of different shapes. */
    static Ensemble mixed() {
        return Ensemble.of(
                List.of(
                        model(1, 4, Layer.tanh(5), Layer.softmax(3)),
                        model(2, 4, Layer.relu(40), Layer.sigmoid(7), Layer.softmax(3)),
                        model(3, 4, Layer.sigmoid(3).withoutBias())));
    }

    /** Mean and standard deviation by a plain loop over {@link Model#predict} of each member. */
    record PlainLoop(List<FeatureMatrix> outputs) {
        static PlainLoop of(Ensemble ensemble, FeatureMatrix rows) {
            return new PlainLoop(
                    ensemble.members().stream().map(member -> member.predict(rows)).toList());
        }

        /** In double, from the first member to the last. */
        float mean(int row, int output) {
            double sum = 0;
            for (FeatureMatrix member : outputs) {
                sum += member.get(row, output);
            }
            return (float) (sum / outputs.size());
        }

        double deviation(int row, int output) {
            double[] values = outputs.stream().mapToDouble(m -> m.get(row, output)).toArray();
            double mean = Arrays.stream(values).average().orElseThrow();
            double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
            return Math.sqrt(squares / values.length);
        }
    }

    @Test
    void outputsAreTheMeansOfTheMembersOutputs() {
        Ensemble ensemble = mixed();
        FeatureMatrix rows = Iris.split().train().features();
        FeatureMatrix outputs = ensemble.predict(rows);
        FeatureMatrix spread = ensemble.spread(rows);
        PlainLoop loop = PlainLoop.of(ensemble, rows);
        for (int row = 0; row < rows.samples(); row++) {
            float[] alone = ensemble.predict(rows.row(row));
            for (int k = 0; k < 3; k++) {
                assertEquals(loop.mean(row, k), outputs.get(row, k));
                assertEquals(loop.mean(row, k), alone[k]);
                assertEquals(loop.deviation(row, k), spread.get(row, k), 1e-7);
            }
        }
    }

    /** Soft voting of scikit-learn with the same parameters; spread by NumPy. */
    @Test
    void agreesWithSoftVotingOfScikitLearn() throws IOException {
        List<Model> members = new ArrayList<>();
        Dataset iris = Csv.read(ReferenceFiles.path("iris.csv"), "species");
        int rows = 0;
        for (String[] line : ReferenceFiles.rows("reference/sklearn_voting.csv")) {
            int key = Integer.parseInt(line[1]);
            if (line[0].equals("member")) {
                Network network = Network.of(4, Layer.tanh(key), Layer.softmax(3));
                members.add(Model.of(network, floats(line[2])));
                continue;
            }
            Ensemble ensemble = Ensemble.of(members);
            FeatureMatrix row = iris.features().select(key);
            assertArrayEquals(floats(line[2]), ensemble.predict(row).row(0), 5e-7f);
            assertArrayEquals(floats(line[3]), ensemble.spread(row).row(0), 5e-7f);
            assertEquals(Integer.parseInt(line[4]), ensemble.classify(row)[0]);
            rows++;
        }
        assertEquals(25, rows);
    }

    private static float[] floats(String text) {
        String[] numbers = text.split(" ");
        float[] values = new float[numbers.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = Float.parseFloat(numbers[k]);
        }
        return values;
    }

    @Test
    void ensembleOfOneModelHasItsOutputs() {
        Model model = model(1, 4, Layer.tanh(5), Layer.identity(2));
        Ensemble one = Ensemble.of(List.of(model));
        FeatureMatrix rows = Iris.split().test().features();
        assertArrayEquals(model.predict(rows).array(), one.predict(rows).array());
        assertArrayEquals(model.classify(rows), one.classify(rows));
        assertArrayEquals(new float[rows.stride() * 2], one.spread(rows).array());
        Model minusZero = Model.of(Network.of(1, Layer.identity(1)), 1f, -0f);
        assertEquals(
                Float.floatToRawIntBits(minusZero.predict(-0f)[0]),
                Float.floatToRawIntBits(Ensemble.of(List.of(minusZero)).predict(-0f)[0]));
    }

    @Test
    void equalMembersHaveNoSpread() {
        Model model = model(1, 4, Layer.tanh(5), Layer.softmax(3));
        Ensemble ensemble = Ensemble.of(List.of(model, model, model));
        FeatureMatrix rows = Iris.split().test().features();
        assertArrayEquals(model.predict(rows).array(), ensemble.predict(rows).array());
        assertArrayEquals(new float[rows.stride() * 3], ensemble.spread(rows).array());
    }

    /** Far from 0, a sum of squares would cancel. */
    @Test
    void spreadIsExactForSmallDifferencesOfLargeOutputs() {
        Network network = Network.of(1, Layer.identity(1));
        Ensemble ensemble =
                Ensemble.of(
                        List.of(
                                Model.of(network, 0, 8_000_000),
                                Model.of(network, 0, 8_000_001),
                                Model.of(network, 0, 8_000_003)));
        FeatureMatrix row = new FeatureMatrix(1, 1);
        assertEquals((float) Math.sqrt(14 / 9.0), ensemble.spread(row).get(0, 0));
        assertEquals((float) (8_000_000 + 4 / 3.0), ensemble.predict(row).get(0, 0));
    }

    @Test
    void classifiesByTheMeanProbability() {
        Network network = Network.of(1, Layer.sigmoid(1));
        Model sure = Model.of(network, 0, 5);
        Model unsure = Model.of(network, 0, -0.1f);
        FeatureMatrix row = new FeatureMatrix(1, 1);
        Ensemble ensemble = Ensemble.of(List.of(unsure, sure, unsure));
        assertArrayEquals(new int[] {1}, ensemble.classify(row)); // outvoted, but surer
        assertTrue(ensemble.predictsProbabilities());
    }

    @Test
    void scoresWithClassesMatchedByName() {
        Dataset test = Iris.split().test();
        List<String> reversed = test.classNames().reversed();
        List<Model> members =
                mixed().members().stream().map(m -> m.withClassNames(reversed)).toList();
        Ensemble ensemble = Ensemble.of(members);
        int[] classes = ensemble.classify(test.features());
        int hits = 0;
        for (int row = 0; row < test.rows(); row++) {
            hits +=
                    reversed.get(classes[row]).equals(test.classNames().get(test.label(row)))
                            ? 1
                            : 0;
        }
        assertEquals(hits / 20.0, ensemble.score(Metric.ACCURACY, test), 1e-15);
        assertEquals(reversed, ensemble.classNames());
    }

    @Test
    void describesItself() {
        Ensemble ensemble = mixed();
        assertEquals("Ensemble[3 members, 4 inputs, 3 outputs]", ensemble.toString());
        assertEquals(4, ensemble.inputs());
        assertEquals(3, ensemble.outputs());
        assertEquals(List.of(), ensemble.classNames());
        assertThrows(UnsupportedOperationException.class, () -> ensemble.members().removeFirst());
        Ensemble numbers = Ensemble.of(List.of(model(1, 4, Layer.identity(2))));
        assertFalse(numbers.predictsProbabilities());
    }

    @Test
    void rejectsMembersThatDoNotFit() {
        Model first = model(1, 4, Layer.softmax(3));
        assertRefused("no members: expected at least one model", () -> Ensemble.of(List.of()));
        assertRefused(
                "member 2 has 5 inputs, member 0 has 4: expected networks with the same number of"
                        + " inputs",
                () -> Ensemble.of(List.of(first, first, model(1, 5, Layer.softmax(3)))));
        assertRefused(
                "member 1 has 2 outputs, member 0 has 3: expected networks with the same number of"
                        + " outputs",
                () -> Ensemble.of(List.of(first, model(1, 4, Layer.softmax(2)))));
        assertRefused(
                "the outputs of member 1 are IDENTITY, those of member 0 are SOFTMAX: expected"
                        + " probabilities (SIGMOID, SOFTMAX) of all members or of none",
                () -> Ensemble.of(List.of(first, model(1, 4, Layer.identity(3)))));
        Model named = first.withClassNames(List.of("a", "b", "line\nbreak"));
        assertRefused(
                "member 1 has the class names [a, b, line\\nbreak], member 0 has no class names:"
                        + " expected the same in the same order",
                () -> Ensemble.of(List.of(first, named)));
        assertRefused(
                "5 features", () -> Ensemble.of(List.of(first)).predict(new FeatureMatrix(2, 5)));
    }
}
