package lanewise.shard;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.optimize.Adam;
import lanewise.train.Trainer;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every row has one shard, and one place in an epoch. */
class ShardPlanTest {
    private static final int[] ROWS = {1, 2, 3, 7, 8, 9, 31, 64, 130};
    private static final int[] SHARDS = {1, 2, 3, 4, 5, 7, 8, 16, 33, 200};
    private static final int[] BATCHES = {1, 2, 3, 5, 8, 16, 50, 130, 1000};

    /**
     * Deals the rows as the class says it: in rounds. Elements are shard and place in the shard.
     */
    private static List<int[]> dealt(ShardPlan plan) {
        List<int[]> sequence = new ArrayList<>();
        for (int round = 0; sequence.size() < plan.rows(); round++) {
            for (int shard = 0; shard < plan.shards(); shard++) {
                if (round < plan.rowsOf(shard)) {
                    sequence.add(new int[] {shard, round});
                }
            }
        }
        return sequence;
    }

    private interface Check {
        void of(ShardPlan plan);
    }

    private static void forAll(Check check) {
        for (int rows : ROWS) {
            for (int shards : SHARDS) {
                for (int batch : BATCHES) {
                    check.of(new ShardPlan(rows, shards, batch, true, 5));
                }
            }
        }
    }

    @Test
    void shardsAreRangesOfAllRows() {
        forAll(
                plan -> {
                    assertEquals(0, plan.begin(0));
                    assertEquals(plan.rows(), plan.end(plan.shards() - 1));
                    int fewest = plan.rows() / plan.shards();
                    for (int shard = 0; shard < plan.shards(); shard++) {
                        int rows = plan.rowsOf(shard);
                        assertTrue(rows == fewest || rows == fewest + 1, plan + " " + rows);
                        for (int row = plan.begin(shard); row < plan.end(shard); row++) {
                            assertEquals(shard, plan.shardOf(row), plan.toString());
                        }
                    }
                });
    }

    @Test
    void batchesAreThoseOfTheDealtSequence() {
        forAll(
                plan -> {
                    List<int[]> sequence = dealt(plan);
                    for (int b = 0; b < plan.batchesPerEpoch(); b++) {
                        int begin = Math.multiplyExact(b, Math.min(plan.batchRows(), plan.rows()));
                        int end = Math.min(begin + plan.batchRows(), plan.rows());
                        assertTrue(end > begin, plan.toString());
                        for (int shard = 0; shard < plan.shards(); shard++) {
                            int from = plan.rowsBefore(shard, begin);
                            int to = plan.rowsBefore(shard, end);
                            assertEquals(count(sequence, shard, 0, begin), from, plan.toString());
                            assertEquals(count(sequence, shard, 0, end), to, plan.toString());
                            assertTrue(to - from <= plan.largestBatch(), plan + " shard " + shard);
                        }
                    }
                });
    }

    private static int count(List<int[]> sequence, int shard, int begin, int end) {
        return (int) sequence.subList(begin, end).stream().filter(row -> row[0] == shard).count();
    }

    @Test
    void indicesDoNotOverflow() {
        ShardPlan plan = new ShardPlan(Integer.MAX_VALUE, 65_536, 1_000_000, true, 0);
        assertEquals(Integer.MAX_VALUE, plan.end(65_535));
        assertEquals(65_535, plan.shardOf(Integer.MAX_VALUE - 1));
        assertEquals(0, plan.shardOf(0));
        assertEquals(plan.rowsOf(7), plan.rowsBefore(7, Integer.MAX_VALUE));
        assertEquals(2148, plan.batchesPerEpoch());
    }

    @Test
    void oneShardHasTheSeedOfThePlanAndOthersTheirOwn() {
        ShardPlan plan = new ShardPlan(65_536, 65_536, 1, true, 0xFFFF_FFFFL);
        assertEquals(plan.seed(), plan.seed(0));
        Set<Long> seeds = new HashSet<>();
        for (int shard = 0; shard < plan.shards(); shard++) {
            assertTrue(plan.seed(shard) >= 0 && plan.seed(shard) <= 0xFFFF_FFFFL);
            seeds.add(plan.seed(shard));
        }
        assertEquals(plan.shards(), seeds.size());
    }

    @Test
    void takesItsNumbersFromATrainer() {
        Trainer trainer = Trainer.of(new Adam(0.1)).withBatches(10).withSeed(3);
        assertEquals(new ShardPlan(50, 4, 10, true, 3), ShardPlan.of(trainer, 50, 4));
        ShardPlan plan = ShardPlan.of(trainer.withoutShuffling().withFullBatch(), 50, 4);
        assertEquals(new ShardPlan(50, 4, Integer.MAX_VALUE, false, 3), plan);
        assertEquals(1, plan.batchesPerEpoch());
        assertEquals(13, plan.largestBatch());
    }

    @Test
    void rejectsNumbersOutOfRange() {
        assertRefused("0 rows: expected at least 1", () -> new ShardPlan(0, 1, 1, true, 0));
        assertRefused("0 shards: expected 1 to 65536", () -> new ShardPlan(1, 0, 1, true, 0));
        assertRefused("65537 shards", () -> new ShardPlan(1, 65_537, 1, true, 0));
        assertRefused("batches of 0 rows", () -> new ShardPlan(1, 1, 0, true, 0));
        assertRefused("seed -1: expected 0 to", () -> new ShardPlan(1, 1, 1, true, -1));
        ShardPlan plan = new ShardPlan(10, 3, 10, true, 0);
        assertThrows(IndexOutOfBoundsException.class, () -> plan.begin(3));
        assertThrows(IndexOutOfBoundsException.class, () -> plan.end(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> plan.shardOf(10));
    }
}
