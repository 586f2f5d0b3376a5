package lanewise.shard;

import lanewise.Network;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Adds up the sums of all shards, in whatever order they arrive, in one fixed order. A range of
 * shards is split at the largest power of two below its length; the sum of each half is added in
 * the same way, then the right one is added to the left. So the bits of the total depend on the
 * number of shards only.
 *
 * <p>A part of the tree can be folded elsewhere: {@link #blocks} are the sums to pass on, {@link
 * #addBlock} takes them. Shards that have no rows in a batch take part with a sum of no rows, which
 * changes no bit.
 *
 * <pre>{@code
 * SumTree tree = new SumTree(start.network(), plan.shards());
 * for (ShardRows rows : shards) {
 *     GradientSum sum = tree.unused();
 *     gradients.sum(start.parameters(), rows, 0, true, sum);
 *     tree.add(rows.shard(), sum);
 * }
 * System.out.println(tree.total().rows() == data.rows()); // prints true
 * }</pre>
 *
 * <p>Holds one sum more than the binary logarithm of the number of shards if these are added in
 * order, at most one for every two shards else. Not thread-safe.
 */
public final class SumTree {
    /** Most sums to keep: enough to add 65536 shards in order without new ones. */
    private static final int MOST_FREE = 18;

    private final int parameters;
    private final int shards;

    /** The complete block that begins at a shard; null if there is none. */
    private final GradientSum[] sums;

    /** The shard after that block. */
    private final int[] ends;

    /** Sums that are free. */
    private final ArrayList<GradientSum> free = new ArrayList<>();

    /**
     * The sum of a range of shards that the tree adds up as a whole.
     *
     * <pre>{@code
     * SumTree here = new SumTree(start.network(), plan.shards());
     * for (SumTree.Block block : tree.blocks()) { // folded elsewhere
     *     here.addBlock(block.begin(), block.end(), block.sum());
     * }
     * System.out.println(here.complete());
     * }</pre>
     *
     * @param begin index of the first shard
     * @param end index of the shard after the last
     * @param sum their sum, which belongs to the tree
     */
    public record Block(int begin, int end, GradientSum sum) {

        /**
         * Checks for null.
         *
         * @throws NullPointerException if {@code sum} is null
         */
        public Block {
            Objects.requireNonNull(sum, "sum is null: expected the sum of a block");
        }
    }

    /**
     * Creates a tree without sums.
     *
     * @param network the network of the gradients
     * @param shards number of shards, 1 to 65536
     * @throws NullPointerException if {@code network} is null
     * @throws IllegalArgumentException if {@code shards} is out of range
     */
    public SumTree(Network network, int shards) {
        Objects.requireNonNull(network, "network is null: expected that of the gradients");
        ShardPlan.requireShards(shards);
        parameters = network.parameterCount();
        this.shards = shards;
        sums = new GradientSum[shards];
        ends = new int[shards];
    }

    /** Where a range of shards is split: at the largest power of two below its length. */
    static int middle(int begin, int end) {
        return begin + Integer.highestOneBit(end - begin - 1);
    }

    /**
     * A sum to compute into: one that the tree no longer uses, else a new one.
     *
     * @return a sum of any rows, which belongs to the caller until it is added
     */
    public GradientSum unused() {
        return free.isEmpty() ? GradientSum.of(parameters) : free.removeLast();
    }

    /**
     * Adds the sum of a shard. It belongs to the tree from then on.
     *
     * @param shard index of the shard, from 0
     * @param sum its sum
     * @throws NullPointerException if {@code sum} is null
     * @throws IndexOutOfBoundsException if there is no such shard
     * @throws IllegalArgumentException if the shard has been added, or the sum is of another
     *     network
     */
    public void add(int shard, GradientSum sum) {
        if (shard < 0 || shard >= shards) {
            throw new IndexOutOfBoundsException(
                    "shard " + shard + ": expected 0 to " + (shards - 1));
        }
        addBlock(shard, shard + 1, sum);
    }

    /**
     * Adds the sum of a block of shards that another tree of as many shards has folded. It belongs
     * to this tree from then on.
     *
     * @param begin index of the first shard
     * @param end index of the shard after the last
     * @param sum the sum of these shards
     * @throws NullPointerException if {@code sum} is null
     * @throws IllegalArgumentException if this range is not a block of the tree, some of its shards
     *     have been added, or the sum is of another network
     */
    public void addBlock(int begin, int end, GradientSum sum) {
        Objects.requireNonNull(sum, "sum is null: expected the sum of shards");
        if (sum.gradient().length != parameters) {
            throw new IllegalArgumentException(
                    "a gradient of "
                            + sum.gradient().length
                            + " parameters: expected "
                            + parameters
                            + ", as the tree is for another network");
        }
        requireBlock(begin, end);
        requireMissing(begin, end);
        fold(begin, end, sum);
    }

    private void requireBlock(int begin, int end) {
        int from = 0;
        int to = shards;
        while (from != begin || to != end) {
            boolean inside = begin >= from && begin < end && end <= to && to - from > 1;
            int middle = inside ? middle(from, to) : from;
            if (inside && end <= middle) {
                to = middle;
            } else if (inside && begin >= middle) {
                from = middle;
            } else {
                throw new IllegalArgumentException(
                        "shards "
                                + begin
                                + " to "
                                + (end - 1)
                                + " are no block of "
                                + shards
                                + " shards: expected a range that blocks() of such a tree returns");
            }
        }
    }

    private void requireMissing(int begin, int end) {
        for (int shard = begin; shard < end; shard++) {
            requireMissing(shard, sums[shard] != null);
        }
        // Larger blocks begin where low bits are 0.
        for (int from = begin & begin - 1; from < begin; from &= from - 1) {
            requireMissing(begin, sums[from] != null && ends[from] > begin);
            if (from == 0) {
                break;
            }
        }
    }

    private static void requireMissing(int shard, boolean added) {
        if (added) {
            throw new IllegalArgumentException(
                    "shard "
                            + shard
                            + " has been added before: expected each shard once; call clear()"
                            + " before the next iteration");
        }
    }

    /** Adds a complete block to its sibling as long as that is complete too. */
    private void fold(int begin, int end, GradientSum sum) {
        int from = begin;
        int to = end;
        GradientSum folded = sum;
        while (to - from < shards) {
            int otherBegin = sibling(from, to);
            if (sums[otherBegin] == null || ends[otherBegin] != siblingEnd(otherBegin, from, to)) {
                break;
            }
            GradientSum other = sums[otherBegin];
            sums[otherBegin] = null;
            if (otherBegin < from) {
                other.add(folded);
                release(folded);
                folded = other;
                from = otherBegin;
            } else {
                folded.add(other);
                release(other);
                to = ends[otherBegin];
            }
        }
        sums[from] = folded;
        ends[from] = to;
    }

    private void release(GradientSum sum) {
        if (free.size() < MOST_FREE) {
            free.add(sum);
        }
    }

    /** First shard of the block that is added to another one, or to which that is added. */
    private int sibling(int begin, int end) {
        int size = size(begin, end);
        return (begin & size) == 0 ? begin + size : begin - size;
    }

    private int siblingEnd(int sibling, int begin, int end) {
        return sibling < begin ? begin : Math.min(sibling + size(begin, end), shards);
    }

    /** Length of a block before the number of shards cuts it: a power of two. */
    private int size(int begin, int end) {
        int size = Integer.highestOneBit(2 * (end - begin) - 1);
        if (end == shards) {
            // A block at the end may be that of several levels: the highest has a sibling.
            while ((begin & size) == 0 && begin + size >= shards) {
                size *= 2;
            }
        }
        return size;
    }

    /**
     * The complete blocks: as few as possible, in the order of shards. These are what another tree
     * needs of this one.
     *
     * @return a new list; the sums belong to this tree
     */
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            if (sums[shard] != null) {
                blocks.add(new Block(shard, ends[shard], sums[shard]));
            }
        }
        return blocks;
    }

    /**
     * Whether the sums of all shards have been added.
     *
     * @return whether there is a {@link #total}
     */
    public boolean complete() {
        return sums[0] != null && ends[0] == shards;
    }

    /**
     * The sum of all shards.
     *
     * @return the sum, which belongs to this tree
     * @throws IllegalStateException if shards are missing; the message names them
     */
    public GradientSum total() {
        if (!complete()) {
            throw new IllegalStateException(
                    "the sums of shards "
                            + missing()
                            + " are missing: add each of the "
                            + shards
                            + " shards before the total is read");
        }
        return sums[0];
    }

    private String missing() {
        StringBuilder names = new StringBuilder();
        int ranges = 0;
        for (int shard = 0; shard < shards; ) {
            if (sums[shard] != null) {
                shard = ends[shard];
                continue;
            }
            int end = shard + 1;
            while (end < shards && sums[end] == null) {
                end++;
            }
            if (++ranges > 10) {
                return names.append(", …").toString();
            }
            names.append(names.isEmpty() ? "" : ", ").append(shard);
            names.append(end == shard + 1 ? "" : " to " + (end - 1));
            shard = end;
        }
        return names.toString();
    }

    /** Removes all sums, to add those of another iteration. Their memory is used again. */
    public void clear() {
        for (int shard = 0; shard < shards; shard++) {
            if (sums[shard] != null) {
                release(sums[shard]);
                sums[shard] = null;
            }
        }
    }
}
