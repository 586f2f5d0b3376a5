package lanewise.spark.internal.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Chunks have all items once, the most expensive chunk first. */
class ChunksTest {
    private static final Chunks<Integer> CHUNKS =
            new Chunks<>(Comparator.reverseOrder(), Integer::doubleValue);

    private static int sum(List<Integer> chunk) {
        return chunk.stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void hasEachItemOnceAndTheMostExpensiveChunkFirst() {
        for (int items : new int[] {1, 2, 7, 27, 200}) {
            for (int cores : new int[] {1, 2, 16}) {
                List<Integer> costs = IntStream.rangeClosed(1, items).boxed().toList();
                List<List<Integer>> chunks = CHUNKS.forCores(costs, cores);
                assertEquals(Math.min(items, 4 * cores), chunks.size());
                List<Integer> all = new ArrayList<>();
                for (int k = 0; k < chunks.size(); k++) {
                    assertFalse(chunks.get(k).isEmpty());
                    assertTrue(k == 0 || sum(chunks.get(k)) <= sum(chunks.get(k - 1)));
                    all.addAll(chunks.get(k));
                }
                all.sort(null);
                assertEquals(costs, all);
            }
        }
    }

    @Test
    void dividesIntoANumberOfEqualChunks() {
        List<List<Integer>> chunks = CHUNKS.ofCount(List.of(1, 1, 1, 1, 1, 1), 3);
        assertEquals(List.of(2, 2, 2), chunks.stream().map(List::size).toList());
    }

    @Test
    void eachCoreHasChunksOfDecreasingCost() {
        List<List<Integer>> chunks = CHUNKS.forCores(Collections.nCopies(200, 50), 2);
        assertEquals(
                List.of(40, 40, 30, 30, 20, 20, 10, 10), chunks.stream().map(List::size).toList());
    }

    @Test
    void hasNoChunksOfNothing() {
        assertEquals(List.of(), CHUNKS.forCores(List.of(), 4));
    }
}
