package lanewise.shard;

import lanewise.internal.kernel.DropoutMask;
import lanewise.train.Trainer;

import java.util.Objects;

/**
 * How rows are divided into shards, and shards into batches. Shard {@code s} of {@code S} holds the
 * rows {@code N·s/S} to {@code N·(s+1)/S}, rounded down, of all {@code N} rows in order. Immutable
 * and thread-safe.
 *
 * <p>A mini-batch takes rows of all shards. Each shard shuffles its own rows before each epoch. The
 * rows are then dealt in rounds: the first row of each shard in the order of the shards, then the
 * second of each, and so on. Batch {@code b} holds rows {@code b·B} to {@code (b+1)·B} of that
 * sequence, the last batch of an epoch those left. So the sizes of batches are those of {@link
 * Trainer#fit}, and with one shard so are the rows. A batch of all rows is not shuffled.
 *
 * <pre>{@code
 * ShardPlan plan = ShardPlan.of(trainer, data.rows(), 64);
 * System.out.println(plan.begin(1) == plan.end(0)); // prints true
 * }</pre>
 *
 * @param rows number of rows, at least 1
 * @param shards number of shards, 1 to 65536; some are empty if there are fewer rows
 * @param batchRows number of rows of a batch, at least 1; more than {@code rows} means all
 * @param shuffle whether rows of mini-batches are shuffled
 * @param seed seed of the shuffles and of dropout, 0 to 4294967295
 */
public record ShardPlan(int rows, int shards, int batchRows, boolean shuffle, long seed) {

    /** The largest number of shards. */
    private static final int MOST = 65_536;

    /**
     * Validates the numbers.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    public ShardPlan {
        if (rows < 1) {
            throw new IllegalArgumentException(rows + " rows: expected at least 1");
        }
        requireShards(shards);
        if (batchRows < 1) {
            throw new IllegalArgumentException(
                    "batches of " + batchRows + " rows: expected at least 1");
        }
        if (seed < 0 || seed > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("seed " + seed + ": expected 0 to 4294967295");
        }
    }

    static void requireShards(int shards) {
        if (shards < 1 || shards > MOST) {
            throw new IllegalArgumentException(shards + " shards: expected 1 to " + MOST);
        }
    }

    /**
     * The plan for the batches, shuffling and seed of a trainer.
     *
     * @param trainer the settings
     * @param rows number of rows, at least 1
     * @param shards number of shards, 1 to 65536
     * @return the plan
     * @throws NullPointerException if {@code trainer} is null
     * @throws IllegalArgumentException if a number is out of range
     */
    public static ShardPlan of(Trainer trainer, int rows, int shards) {
        Objects.requireNonNull(trainer, "trainer is null: expected the settings of the training");
        return new ShardPlan(rows, shards, trainer.batchSize(), trainer.shuffle(), trainer.seed());
    }

    /**
     * The first row of a shard.
     *
     * @param shard index of the shard, from 0
     * @return index of the row among all rows
     * @throws IndexOutOfBoundsException if there is no such shard
     */
    public int begin(int shard) {
        return boundary(checked(shard));
    }

    /**
     * The row after the last of a shard.
     *
     * @param shard index of the shard, from 0
     * @return index of the row among all rows, {@link #begin} if the shard is empty
     * @throws IndexOutOfBoundsException if there is no such shard
     */
    public int end(int shard) {
        return boundary(checked(shard) + 1);
    }

    private int boundary(int shard) {
        return (int) ((long) rows * shard / shards);
    }

    /**
     * The number of rows of a shard.
     *
     * @param shard index of the shard, from 0
     * @return at least 0; numbers of two shards differ by at most 1
     * @throws IndexOutOfBoundsException if there is no such shard
     */
    public int rowsOf(int shard) {
        return end(shard) - begin(shard);
    }

    /**
     * The shard of a row.
     *
     * @param row index of the row among all rows
     * @return index of the shard
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public int shardOf(int row) {
        if (row < 0 || row >= rows) {
            throw new IndexOutOfBoundsException("row " + row + ": expected 0 to " + (rows - 1));
        }
        return (int) (((row + 1L) * shards - 1) / rows);
    }

    /**
     * The number of batches in an epoch.
     *
     * @return at least 1
     */
    public int batchesPerEpoch() {
        return Math.ceilDiv(rows, Math.min(batchRows, rows));
    }

    /**
     * A number of rows that no shard exceeds in any batch. It decides how gradients are computed,
     * so it is the same for all shards.
     *
     * @return at least 1
     */
    public int largestBatch() {
        int ofShard = Math.ceilDiv(rows, shards);
        if (batchRows >= rows) {
            return ofShard;
        }
        // Rounds have equal lengths unless the last one lacks shards.
        int uneven = rows % shards == 0 ? 0 : 1;
        return Math.min(ofShard, Math.ceilDiv(batchRows, shards) + uneven);
    }

    /** Number of the shard's rows among the first ones of an epoch's sequence. */
    int rowsBefore(int shard, long position) {
        int rounds = rows / shards;
        long whole = Math.clamp(Math.ceilDiv(position - shard, (long) shards), 0, rounds);
        if (rowsOf(shard) == rounds) {
            return (int) whole;
        }
        long rank = begin(shard) - (long) shard * rounds;
        long last = (long) rounds * shards + rank;
        return (int) whole + (last < position ? 1 : 0);
    }

    /** The seed of a shard; that of the plan for the first. */
    long seed(int shard) {
        return (seed ^ DropoutMask.mix(shard * DropoutMask.GOLDEN)) & 0xFFFF_FFFFL;
    }

    private int checked(int shard) {
        if (shard < 0 || shard >= shards) {
            throw new IndexOutOfBoundsException(
                    "shard " + shard + ": expected 0 to " + (shards - 1));
        }
        return shard;
    }
}
