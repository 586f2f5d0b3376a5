package lanewise.internal.pass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import lanewise.Layer;
import lanewise.Network;
import lanewise.NetworkAccess;
import lanewise.data.Dataset;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.Targets;
import lanewise.internal.tier.KernelSelection;
import lanewise.internal.tier.TierChoice;
import lanewise.random.RandomState;
import lanewise.testing.Iris;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.stream.IntStream;

class MiniBatchesTest {

    private static final Network NETWORK = Network.of(4, Layer.sigmoid(2), Layer.softmax(3));
    private static final Kernels KERNELS =
            KernelSelection.select(TierChoice.SCALAR, NetworkAccess.plan(NETWORK));
    private final Dataset data = Iris.split().train(); // 130 rows

    private RowSource source(float... weights) {
        return RowSource.of(
                NetworkAccess.plan(NETWORK), data, weights.length == 0 ? null : weights, null);
    }

    private static float[] ones() {
        float[] weights = new float[130];
        Arrays.fill(weights, 1f);
        return weights;
    }

    /** Two epochs, without shuffling. */
    private void assertHasAllRows(MiniBatches batches, int size, RowSource source) {
        Batch all = source.all();
        int iteration = 0;
        for (int epoch = 0; epoch < 2; epoch++) {
            for (int from = 0; from < 130; from += size) {
                Batch batch = batches.next(iteration++, KERNELS);
                int rows = Math.min(size, 130 - from);
                assertEquals(rows, batch.rows);
                assertEquals(rows, batch.weight());
                int[] chosen = IntStream.range(from, from + rows).toArray();
                assertArrayEquals(columns(all, chosen), columns(batch, chosen(batch)));
                for (int sample = rows; sample < batch.samples; sample++) {
                    assertEquals(0, batch.targets.mask()[batch.first() + sample]);
                    assertEquals(-1, batch.targets.classes()[batch.first() + sample]);
                }
            }
        }
    }

    private static int[] chosen(Batch batch) {
        return IntStream.range(batch.first(), batch.first() + batch.rows).toArray();
    }

    /** Features, targets, weight and class of each of some samples. */
    private static float[][] columns(Batch batch, int[] samples) {
        Targets targets = batch.targets;
        float[][] columns = new float[samples.length][9];
        for (int k = 0; k < samples.length; k++) {
            int sample = samples[k];
            for (int f = 0; f < 4; f++) {
                columns[k][f] = batch.x[f * batch.ld + sample];
            }
            for (int t = 0; t < 3; t++) {
                columns[k][4 + t] = targets.y()[t * targets.ld() + sample];
            }
            columns[k][7] = targets.mask()[sample];
            columns[k][8] = targets.classes()[sample];
        }
        return columns;
    }

    /** Of whole vectors, but for the last. */
    @ParameterizedTest
    @ValueSource(ints = {16, 32, 64, 128})
    void unshuffledBatchesAreWindows(int size) {
        RowSource source = source();
        MiniBatches batches = new MiniBatches(source, null, size, null);
        for (int iteration = 0; iteration < batches.perEpoch(); iteration++) {
            Batch batch = batches.next(iteration, KERNELS);
            assertSame(source.all().x, batch.x);
            assertSame(source.all().targets, batch.targets);
            assertEquals(size * iteration, batch.first());
        }
        assertHasAllRows(new MiniBatches(source, null, size, null), size, source);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 15, 17, 50, 129})
    void otherBatchesAreCopies(int size) {
        RowSource source = source();
        MiniBatches batches = new MiniBatches(source, null, size, null);
        Batch batch = batches.next(0, KERNELS);
        assertNotSame(source.all().x, batch.x);
        assertEquals(0, batch.first());
        assertHasAllRows(new MiniBatches(source, null, size, null), size, source);
    }

    @Test
    void shuffledBatchesAreCopies() {
        RowSource source = source();
        MiniBatches batches = new MiniBatches(source, null, 64, new RandomState(1));
        assertNotSame(source.all().x, batches.next(0, KERNELS).x);
    }

    /** Each batch scales its own, which windows must not do. */
    @ParameterizedTest
    @ValueSource(floats = {0x1p33f, 0x1p-33f, Float.MIN_VALUE})
    void batchesOfScaledWeightsAreCopies(float extreme) {
        float[] weights = ones();
        weights[70] = extreme;
        RowSource source = source(weights);
        MiniBatches batches = new MiniBatches(source, null, 64, null);
        assertNotSame(source.all().x, batches.next(0, KERNELS).x);
        batches.next(1, KERNELS);
        assertEquals(extreme, source.all().targets.mask()[70]);
    }

    @Test
    void windowsHaveTheWeightsOfTheirRows() {
        float[] weights = ones();
        weights[0] = 0x1p32f;
        weights[70] = 0;
        weights[128] = 0x1p-32f;
        RowSource source = source(weights);
        MiniBatches batches = new MiniBatches(source, null, 64, null);
        assertEquals(0x1p32 + 63, batches.next(0, KERNELS).weight());
        assertEquals(63, batches.next(1, KERNELS).weight());
        assertEquals(0x1p-32 + 1, batches.next(2, KERNELS).weight());
        assertSame(source.all().x, batches.next(3, KERNELS).x);
    }
}
