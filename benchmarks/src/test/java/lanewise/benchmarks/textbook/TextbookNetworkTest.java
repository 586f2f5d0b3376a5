package lanewise.benchmarks.textbook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import lanewise.random.RandomState;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The textbook against NumPy, with the data as text, independent of the engine's CSV reader. */
class TextbookNetworkTest {
    private static final List<String> CLASSES = List.of("setosa", "versicolor", "virginica");
    private static final int[] ORDER = new RandomState(4).permutation(150);

    private final List<String[]> iris = lines("iris.csv");

    @Test
    void matchesNumPyAtEveryIteration() {
        TextbookNetwork network = startNetwork();
        network.fit(features(20, 150), targets(20, 150), 5000, true);
        List<String[]> history = lines("reference/iris_seed10_history.csv");
        assertEquals(5000, history.size());
        assertEquals(5000, network.mseHistory().size());
        assertEquals(5000, network.accuracyHistory().size());
        for (int iteration = 0; iteration < 5000; iteration++) {
            String at = "iteration " + iteration;
            String[] line = history.get(iteration);
            assertEquals(
                    Double.parseDouble(line[1]), network.mseHistory().get(iteration), 1e-9, at);
            assertEquals(
                    Double.parseDouble(line[2]),
                    network.accuracyHistory().get(iteration),
                    1e-9,
                    at);
        }
        assertEquals(16 / 20.0, network.accuracy(features(0, 20), targets(0, 20)));
    }

    @Test
    void matchesNumPysProbabilities() {
        TextbookNetwork network = startNetwork();
        network.fit(features(20, 150), targets(20, 150), 5000, false);
        double[][] outputs = network.predict(features(0, 20));
        List<String[]> expected = lines("reference/iris_seed10_test.csv");
        for (int row = 0; row < 20; row++) {
            assertEquals(ORDER[row], Integer.parseInt(expected.get(row)[0]));
            for (int k = 0; k < 3; k++) {
                assertEquals(Double.parseDouble(expected.get(row)[1 + k]), outputs[row][k], 1e-9);
            }
        }
    }

    @Test
    void historyDoesNotAffectWeights() {
        TextbookNetwork with = startNetwork();
        TextbookNetwork without = startNetwork();
        with.fit(features(20, 150), targets(20, 150), 50, true);
        without.fit(features(20, 150), targets(20, 150), 50, false);
        assertEquals(50, with.mseHistory().size());
        assertEquals(List.of(), without.mseHistory());
        assertEquals(List.of(), without.accuracyHistory());
        assertArrayEquals(with.w1(), without.w1());
        assertArrayEquals(with.w2(), without.w2());
    }

    @Test
    void copiesStartWeights() {
        double[][] w1 = {{0.1}};
        double[][] w2 = {{0.2}};
        new TextbookNetwork(w1, w2, 0.1).fit(new double[][] {{1}}, new double[][] {{1}}, 3, true);
        assertArrayEquals(new double[][] {{0.1}}, w1);
        assertArrayEquals(new double[][] {{0.2}}, w2);
    }

    private static TextbookNetwork startNetwork() {
        RandomState random = new RandomState(10);
        double[][] w1 = new double[4][];
        for (int i = 0; i < 4; i++) {
            w1[i] = random.normal(0, 0.5, 2);
        }
        double[][] w2 = new double[2][];
        for (int i = 0; i < 2; i++) {
            w2[i] = random.normal(0, 0.5, 3);
        }
        return new TextbookNetwork(w1, w2, 0.1);
    }

    private double[][] features(int from, int to) {
        double[][] x = new double[to - from][4];
        for (int row = from; row < to; row++) {
            for (int i = 0; i < 4; i++) {
                x[row - from][i] = Double.parseDouble(iris.get(ORDER[row])[i]);
            }
        }
        return x;
    }

    private double[][] targets(int from, int to) {
        double[][] y = new double[to - from][3];
        for (int row = from; row < to; row++) {
            y[row - from][CLASSES.indexOf(iris.get(ORDER[row])[4])] = 1;
        }
        return y;
    }

    private static List<String[]> lines(String name) {
        try (InputStream in =
                TextbookNetworkTest.class.getResourceAsStream(
                        "/lanewise/benchmarks/data/" + name)) {
            assertNotNull(in, name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
