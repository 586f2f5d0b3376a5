package lanewise.shard;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Network;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The total of shards has the same bits in whatever order they arrive. */
class SumTreeTest {
    private static final Network NETWORK = Network.of(3, Layer.tanh(5), Layer.tanh(2));
    private static final int[] SHARDS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 16, 21, 33, 64};

    /** Sums of numbers whose rounding depends on the order; a third of the shards have no rows. */
    private static GradientSum sum(int shard) {
        GradientSum sum = GradientSum.of(NETWORK);
        if (shard % 3 == 1) {
            return sum;
        }
        Random random = new Random(shard);
        for (int k = 0; k < sum.gradient().length; k++) {
            sum.gradient()[k] = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(20)));
        }
        sum.record(random.nextDouble(), shard, random.nextDouble(), shard + 1, 0);
        return sum;
    }

    /** The definition. */
    private static GradientSum total(int begin, int end) {
        if (end - begin == 1) {
            return sum(begin);
        }
        int half = 1;
        while (2 * half < end - begin) {
            half *= 2;
        }
        GradientSum left = total(begin, begin + half);
        left.add(total(begin + half, end));
        return left;
    }

    private static void assertSameBits(GradientSum expected, GradientSum sum) {
        for (int k = 0; k < expected.gradient().length; k++) {
            assertEquals(
                    Float.floatToRawIntBits(expected.gradient()[k]),
                    Float.floatToRawIntBits(sum.gradient()[k]));
        }
        assertEquals(expected.lossSum(), sum.lossSum());
        assertEquals(expected.weight(), sum.weight());
        assertEquals(expected.hits(), sum.hits());
        assertEquals(expected.rows(), sum.rows());
        assertEquals(expected.exponent(), sum.exponent());
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() {
        Random random = new Random(1);
        for (int shards : SHARDS) {
            SumTree tree = new SumTree(NETWORK, shards);
            GradientSum expected = total(0, shards);
            for (int time = 0; time < 20; time++) {
                tree.clear();
                List<Integer> order = new ArrayList<>();
                for (int shard = 0; shard < shards; shard++) {
                    order.add(shard);
                }
                if (time > 0) {
                    Collections.shuffle(order, random);
                }
                for (int shard : order) {
                    assertFalse(tree.complete());
                    tree.add(shard, sum(shard));
                }
                assertTrue(tree.complete());
                assertSameBits(expected, tree.total());
                assertEquals(1, tree.blocks().size());
            }
        }
    }

    @Test
    void blocksFoldedElsewhereGiveTheSameBits() throws IOException {
        Random random = new Random(2);
        for (int shards : SHARDS) {
            for (int time = 0; time < 20; time++) {
                int parts = 1 + random.nextInt(4);
                List<SumTree> elsewhere = new ArrayList<>();
                for (int part = 0; part < parts; part++) {
                    elsewhere.add(new SumTree(NETWORK, shards));
                }
                boolean ranges = random.nextBoolean();
                for (int shard = 0; shard < shards; shard++) {
                    int part = ranges ? shard * parts / shards : random.nextInt(parts);
                    elsewhere.get(part).add(shard, sum(shard));
                }
                List<SumTree.Block> blocks = new ArrayList<>();
                for (SumTree part : elsewhere) {
                    blocks.addAll(part.blocks());
                }
                Collections.shuffle(blocks, random);
                SumTree tree = new SumTree(NETWORK, shards);
                for (SumTree.Block block : blocks) {
                    tree.addBlock(block.begin(), block.end(), sent(block.sum(), tree.unused()));
                }
                assertSameBits(total(0, shards), tree.total());
            }
        }
    }

    private static GradientSum sent(GradientSum sum, GradientSum into) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        sum.write(new DataOutputStream(bytes));
        into.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertSameBits(sum, into);
        return into;
    }

    @Test
    void rangesOfShardsAreSentInFewBlocks() {
        SumTree tree = new SumTree(NETWORK, 64);
        for (int shard = 16; shard < 32; shard++) {
            tree.add(shard, sum(shard));
        }
        assertEquals(1, tree.blocks().size());
        assertEquals(16, tree.blocks().getFirst().begin());
        assertEquals(32, tree.blocks().getFirst().end());
        tree.add(33, sum(33));
        tree.add(15, sum(15));
        assertEquals(3, tree.blocks().size());
    }

    @Test
    void sumsAreUsedAgain() {
        SumTree tree = new SumTree(NETWORK, 13);
        List<GradientSum> seen = new ArrayList<>();
        for (int time = 0; time < 3; time++) {
            tree.clear();
            for (int shard = 0; shard < 13; shard++) {
                GradientSum sum = tree.unused();
                if (seen.stream().noneMatch(other -> other == sum)) {
                    seen.add(sum);
                }
                sum.clear();
                tree.add(shard, sum);
            }
        }
        assertTrue(seen.size() <= 5, seen.size() + " sums"); // the logarithm of 13 and one more
    }

    @Test
    void differentScalesAreAdded() {
        GradientSum large = GradientSum.of(NETWORK);
        large.gradient()[0] = 1.5f;
        large.record(2, 1, 3, 4, 40);
        GradientSum small = GradientSum.of(NETWORK);
        small.gradient()[0] = 0.5f;
        small.record(8, 1, 16, 4, 37);
        large.add(small);
        assertEquals(1.5625f, large.gradient()[0]);
        assertEquals(3, large.lossSum());
        assertEquals(5, large.weight());
        assertEquals(40, large.exponent());
        GradientSum common = GradientSum.of(NETWORK);
        common.gradient()[0] = 1f;
        common.record(1, 1, 1, 1, 0);
        GradientSum tiny = GradientSum.of(NETWORK);
        tiny.gradient()[0] = 1f;
        tiny.record(1, 1, 1, 1, -100);
        tiny.add(common);
        assertEquals(1f, tiny.gradient()[0]);
        assertEquals(0, tiny.exponent());
    }

    @Test
    void rejectsShardsOutOfPlace() {
        SumTree tree = new SumTree(NETWORK, 6);
        tree.add(2, sum(2));
        tree.add(3, sum(3));
        assertRefused("shard 2 has been added before", () -> tree.add(2, sum(2)));
        assertRefused("shard 3 has been added before", () -> tree.add(3, sum(3)));
        assertRefused("shard 2 has been added before", () -> tree.addBlock(0, 4, sum(0)));
        assertRefused("shards 1 to 2 are no block of 6", () -> tree.addBlock(1, 3, sum(1)));
        assertRefused("are no block", () -> tree.addBlock(4, 7, sum(1)));
        assertRefused("are no block", () -> tree.addBlock(4, 4, sum(1)));
        assertRefused("are no block", () -> tree.addBlock(-1, 1, sum(1)));
        tree.addBlock(4, 6, sum(5));
        assertRefused("shard 5 has been added before", () -> tree.add(5, sum(5)));
        assertThrows(IndexOutOfBoundsException.class, () -> tree.add(6, sum(6)));
        GradientSum other = GradientSum.of(Network.of(3, Layer.tanh(5)));
        assertRefused("another network", () -> tree.add(0, other));
        tree.add(0, sum(0));
        IllegalStateException e = assertThrows(IllegalStateException.class, tree::total);
        assertTrue(e.getMessage().startsWith("the sums of shards 1 are missing"), e.getMessage());
        tree.clear();
        tree.add(3, sum(3));
        IllegalStateException more = assertThrows(IllegalStateException.class, tree::total);
        assertTrue(more.getMessage().contains(" 0 to 2, 4 to 5 are"), more.getMessage());
    }

    @Test
    void rejectsSumsThatAreNotWhole() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        sum(3).write(new DataOutputStream(bytes));
        byte[] whole = bytes.toByteArray();
        for (int length : new int[] {0, 3, 11, 30, whole.length - 1}) {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(whole, 0, length));
            GradientSum into = GradientSum.of(NETWORK);
            assertThrows(EOFException.class, () -> into.read(in));
        }
        GradientSum other = GradientSum.of(Network.of(3, Layer.tanh(5)));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(whole));
        assertRefused("expected sums of one network", () -> other.read(in));
        whole[4] = -1;
        DataInputStream negative = new DataInputStream(new ByteArrayInputStream(whole));
        assertRefused("rows of a sum", () -> GradientSum.of(NETWORK).read(negative));
    }

    @Test
    void aSumOfNoRowsChangesNoBit() {
        GradientSum sum = sum(0);
        sum.gradient()[0] = -0f;
        float[] before = sum.gradient().clone();
        sum.add(GradientSum.of(NETWORK));
        assertArrayEquals(before, sum.gradient()); // compares bits
        GradientSum none = GradientSum.of(NETWORK);
        none.add(sum);
        assertArrayEquals(before, none.gradient());
    }
}
