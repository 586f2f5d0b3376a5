package lanewise.shard;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.pass.Batch;
import lanewise.internal.pass.MiniBatches;
import lanewise.internal.pass.RowBackpropagation;
import lanewise.internal.pass.RowBatches;
import lanewise.internal.pass.RowSource;
import lanewise.internal.pass.StepState;
import lanewise.internal.tier.RunKernels;
import lanewise.internal.tier.TierChoice;
import lanewise.internal.tier.TieredRun;
import lanewise.internal.tier.Trial;

/** The sums that a {@link Gradients} computes, and the kernels that compute them. */
final class GradientsRun implements TieredRun {

    /** Time between two looks for faster kernels, in ns. */
    private static final long LOOK_NANOS = 4_000_000;

    private final RowSource source;
    private final int largest;
    private final RunKernels kernels;
    private ShardWorker worker;
    private int sums;
    private long nanos;
    private long looked;

    GradientsRun(TierChoice tier, StepState state, RowSource source, int largest) {
        this.source = source;
        this.largest = largest;
        int paid = RowBackpropagation.paidRows(state.plan(), largest);
        // How many sums will be asked for is not known: time decides, and nobody waits.
        kernels = new RunKernels(tier, state.plan(), paid, 1, 0, 0, true, null);
        worker = new ShardWorker(kernels.first(), state, source, largest);
    }

    void sum(float[] theta, ShardRows rows, int iteration, boolean measure, GradientSum into) {
        long begin = begin();
        worker.sum(kernels.next(), theta, rows, iteration, measure, into);
        end(begin);
    }

    void sum(
            float[] theta,
            Batch batch,
            long iteration,
            boolean measure,
            GradientSum into,
            int exponent) {
        long begin = begin();
        worker.sum(kernels.next(), theta, batch, iteration, measure, into, exponent);
        end(begin);
    }

    private long begin() {
        long now = System.nanoTime();
        if (sums > 0 && nanos - looked > LOOK_NANOS) {
            looked = nanos;
            kernels.look(this, sums + 1);
        }
        return now;
    }

    private void end(long begin) {
        nanos += System.nanoTime() - begin;
        if (sums < Integer.MAX_VALUE - 1) {
            sums++;
        }
    }

    RowBatches batches() {
        return worker.batches();
    }

    String kernels() {
        return kernels.next().name();
    }

    @Override
    public boolean stopRequested() {
        return false;
    }

    @Override
    public int iteration() {
        return sums;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public StepState snapshot() {
        return worker.state().copy();
    }

    @Override
    public Trial trial(TierChoice tier, Kernels with, StepState state) {
        MiniBatches batches = new MiniBatches(source, null, largest, null);
        return new Trial(tier, with, state, batches, true);
    }

    @Override
    public void moveTo(TierChoice tier, Kernels others) {
        worker = new ShardWorker(tier, worker.state(), worker.batches(), largest);
        kernels.movedTo(others, sums);
    }
}
