package lanewise.benchmarks.jmh.models;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.workload.DigitsSearch;
import lanewise.benchmarks.workload.Python;
import lanewise.select.SearchResult;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** The checks of the benchmarks of many models, on less work. */
@Tag("vectors")
class ManyModelsTest {
    @ParameterizedTest
    @ValueSource(strings = {"4-2-3 x 1", "4-2-3 x 8", "4-2-3 x 16", "64-32-10 x 4", "64-32-10 x 8"})
    void waysToTrainHaveTheSameBits(String network) {
        ManyModelsPair pair = new ManyModelsPair();
        pair.network = network;
        assertDoesNotThrow(() -> pair.prepare(1));
    }

    @Test
    void restartsHaveTheSameBits() {
        assertDoesNotThrow(() -> new ManyModelsRestarts().prepare(20));
    }

    @Test
    void searchesHaveTheSameScores() {
        DigitsSearch two = new DigitsSearch(2, 1);
        assertEquals(20, two.trainings());
        assertDoesNotThrow(() -> new ManyModelsSearch().prepare(two));
        SearchResult result = two.fit(2);
        assertThrows(
                IllegalStateException.class,
                () -> two.requireSameScores(result, List.of(0.0, 0.0)));
    }

    @Test
    void theWholeSearchHas480Trainings() {
        assertEquals(DigitsSearch.TRAININGS, new DigitsSearch().trainings());
    }

    @Test
    void scikitLearnHasSimilarScores() {
        Assumptions.assumeTrue(Python.with("sklearn").isPresent());
        DigitsSearch two = new DigitsSearch(2, 1);
        try (GridSearchInPython python = new GridSearchInPython(two)) {
            double expected = two.accuracy(two.fit(2));
            DigitsSearch.requireSimilarAccuracy("scikit-learn", expected, python.fit());
        }
    }

    @Test
    void otherScoresAreRejected() {
        assertDoesNotThrow(() -> DigitsSearch.requireSimilarAccuracy("A", 0.95, 0.94));
        for (double other : new double[] {0.92, 0.98, Double.NaN}) {
            IllegalStateException e =
                    assertThrows(
                            IllegalStateException.class,
                            () -> DigitsSearch.requireSimilarAccuracy("A", 0.95, other));
            assertTrue(e.getMessage().startsWith("A's mean accuracy is"), e.toString());
        }
    }
}
