package lanewise;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.internal.kernel.Dense;
import lanewise.random.RandomState;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** {@link Initializer}: the same weights as NumPy, and argument checks. */
class InitializerTest {
    private static final String REFERENCE = "reference/numpy_initializers.csv";

    /** Marks parameters that have not been written. */
    private static final float UNFILLED = 12345.678f;

    /** The layers of a network 5-3-2. */
    private static final List<Dense> WITH_BIASES =
            List.of(new Dense(5, 3, 0, 15), new Dense(3, 2, 18, 24));

    private static final List<Dense> WITHOUT_BIASES =
            List.of(new Dense(5, 3, 0, Dense.NO_BIAS), new Dense(3, 2, 15, Dense.NO_BIAS));

    static Stream<Initializer> initializers() {
        return Stream.of(
                Initializer.normal(0.5),
                Initializer.uniform(0.25),
                Initializer.glorotUniform(),
                Initializer.glorotNormal(),
                Initializer.heUniform(),
                Initializer.heNormal(),
                Initializer.lecunNormal());
    }

    @ParameterizedTest
    @MethodSource("initializers")
    void matchesNumpy(Initializer initializer) {
        for (int layer = 0; layer < 2; layer++) {
            Dense dense = WITH_BIASES.get(layer);
            float[] expected = numpy(initializer, layer);
            assertEquals(dense.inputs() * dense.outputs(), expected.length);
            float[] parameters = filled(initializer, WITH_BIASES, 26);
            assertArrayEquals(expected, weights(dense, parameters));
            assertArrayEquals(
                    new float[dense.outputs()],
                    Arrays.copyOfRange(parameters, dense.biases(), dense.end()));
            assertArrayEquals(
                    expected,
                    weights(WITHOUT_BIASES.get(layer), filled(initializer, WITHOUT_BIASES, 21)));
        }
    }

    @Test
    void coversTheWholeReference() {
        List<String> names =
                ReferenceFiles.rows(REFERENCE).stream().map(row -> row[0]).distinct().toList();

        assertEquals(names, initializers().map(Initializer::toString).toList());
    }

    @Test
    void zeroScalesGiveZeroWeights() {
        assertArrayEquals(
                new float[] {0, 0, 0, UNFILLED},
                filled(Initializer.normal(0), List.of(new Dense(2, 1, 0, 2)), 3));
        assertArrayEquals(
                new float[] {0, 0, 0, UNFILLED},
                filled(Initializer.uniform(0), List.of(new Dense(2, 1, 0, 2)), 3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.5, Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsInvalidScales(double scale) {
        assertEquals(
                "scale " + scale + ": expected a finite number of at least 0",
                assertThrows(IllegalArgumentException.class, () -> Initializer.normal(scale))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.5, Double.NaN, Double.POSITIVE_INFINITY, Double.MAX_VALUE})
    void rejectsInvalidLimits(double limit) {
        assertEquals(
                "limit " + limit + ": expected a number of at least 0 whose double is finite",
                assertThrows(IllegalArgumentException.class, () -> Initializer.uniform(limit))
                        .getMessage());
    }

    @Test
    void rejectsScalesWithInfiniteWeights() {
        assertRefused("scale 1.0E38: expected at most 2.12", () -> Initializer.normal(1e38));
        assertRefused("limit 1.0E39: expected at most 3.40", () -> Initializer.uniform(1e39));
        for (Initializer largest :
                List.of(
                        Initializer.normal(Float.MAX_VALUE / 16),
                        Initializer.uniform(Float.MAX_VALUE))) {
            for (float weight : filled(largest, List.of(new Dense(100, 1000, 0, -1)), 100_000)) {
                assertTrue(Float.isFinite(weight));
            }
        }
    }

    /** Parameters filled by an initializer, followed by one unwritten float. */
    private static float[] filled(Initializer initializer, List<Dense> layers, int count) {
        float[] parameters = new float[count + 1];
        Arrays.fill(parameters, UNFILLED);
        initializer.fill(layers, parameters, new RandomState(7));
        assertEquals(UNFILLED, parameters[layers.getLast().end()]);
        return parameters;
    }

    private static float[] weights(Dense layer, float[] parameters) {
        int from = layer.weights();
        return Arrays.copyOfRange(parameters, from, from + layer.inputs() * layer.outputs());
    }

    private static float[] numpy(Initializer initializer, int layer) {
        List<String> values =
                ReferenceFiles.rows(REFERENCE).stream()
                        .filter(row -> row[0].equals(initializer.toString()))
                        .filter(row -> row[1].equals(Integer.toString(layer)))
                        .map(row -> row[3])
                        .toList();
        float[] weights = new float[values.size()];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = Float.parseFloat(values.get(k));
        }
        return weights;
    }
}
