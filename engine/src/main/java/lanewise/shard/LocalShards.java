package lanewise.shard;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.parallel.Part;
import lanewise.internal.parallel.Team;
import lanewise.internal.pass.RowBatches;
import lanewise.internal.pass.RowSource;
import lanewise.internal.pass.StepState;
import lanewise.internal.pass.SumStep;
import lanewise.internal.pass.TrainingStep;
import lanewise.internal.profile.PhaseTimes;
import lanewise.internal.tier.RunShards;
import lanewise.internal.tier.TierChoice;
import lanewise.recurrent.Convergence;

/**
 * The shards of a run whose rows are in this JVM. Threads share blocks of shards, each of which is
 * folded where it is computed.
 */
final class LocalShards implements RunShards {

    /** Blocks per thread, so that threads end at about the same time. */
    private static final int BLOCKS_PER_THREAD = 4;

    private final ShardPlan plan;
    private final int parameters;

    /** The rows of each shard; null before the first step. */
    private ShardRows[] rows;

    LocalShards(ShardPlan plan, int parameters) {
        this.plan = plan;
        this.parameters = parameters;
    }

    @Override
    public int shards() {
        return plan.shards();
    }

    @Override
    public int rows() {
        return plan.rows();
    }

    @Override
    public int largestBatch() {
        return plan.largestBatch();
    }

    @Override
    public TrainingStep step(RowSource source, TierChoice tier, StepState start, Team team) {
        if (rows == null) {
            RowBatches all = new RowBatches(source, plan.largestBatch());
            rows = new ShardRows[plan.shards()];
            for (int shard = 0; shard < rows.length; shard++) {
                rows[shard] = new ShardRows(plan, shard, plan.begin(shard), all);
            }
        }
        return new SumStep(start, new Sums(source, tier, start, team), team);
    }

    private final class Sums implements SumStep.Sums, Part {
        private final Team team;
        private final ShardWorker[] workers;

        /** Sums of each worker that are free, one for each level of a block's tree. */
        private final GradientSum[][] spare;

        /** Number of shards of a block: a power of two. */
        private final int blockShards;

        private final GradientSum[] blocks;

        private Kernels kernels;
        private float[] theta;
        private int iteration;
        private boolean measure;

        Sums(RowSource source, TierChoice tier, StepState start, Team team) {
            this.team = team;
            blockShards = blockShards(team.threads());
            blocks = new GradientSum[Math.ceilDiv(plan.shards(), blockShards)];
            for (int block = 0; block < blocks.length; block++) {
                blocks[block] = GradientSum.of(parameters);
            }
            workers = new ShardWorker[team.threads()];
            spare = new GradientSum[team.threads()][];
            for (int worker = 0; worker < workers.length; worker++) {
                StepState own = ShardWorker.state(start.plan(), plan.seed());
                workers[worker] = new ShardWorker(tier, own, source, plan.largestBatch());
                spare[worker] = new GradientSum[Integer.SIZE];
            }
        }

        private int blockShards(int threads) {
            if (threads == 1) {
                return Math.max(1, 2 * Integer.highestOneBit(plan.shards() - 1));
            }
            int wanted = Math.ceilDiv(plan.shards(), BLOCKS_PER_THREAD * threads);
            return wanted == 1 ? 1 : 2 * Integer.highestOneBit(wanted - 1);
        }

        @Override
        public void compute(Kernels with, float[] parametersNow, int now, boolean measured) {
            kernels = with;
            theta = parametersNow;
            iteration = now;
            measure = measured;
            team.run(blocks.length, this);
            fold(0, plan.shards());
        }

        /** Sums a block of shards. */
        @Override
        public void compute(int part, int worker) {
            int begin = part * blockShards;
            int end = Math.min(begin + blockShards, plan.shards());
            sum(begin, end, worker, 0, blocks[part]);
        }

        private void sum(int begin, int end, int worker, int level, GradientSum into) {
            if (end - begin == 1) {
                workers[worker].sum(kernels, theta, rows[begin], iteration, measure, into);
                return;
            }
            int middle = SumTree.middle(begin, end);
            sum(begin, middle, worker, level + 1, into);
            GradientSum right = spare(worker, level);
            sum(middle, end, worker, level + 1, right);
            into.add(right);
        }

        private GradientSum spare(int worker, int level) {
            if (spare[worker][level] == null) {
                spare[worker][level] = GradientSum.of(parameters);
            }
            return spare[worker][level];
        }

        /** Folds the blocks of some shards into the first of them. */
        private void fold(int begin, int end) {
            if (end - begin > blockShards) {
                int middle = SumTree.middle(begin, end);
                fold(begin, middle);
                fold(middle, end);
                blocks[begin / blockShards].add(blocks[middle / blockShards]);
            }
        }

        /** Several threads cannot share a record. */
        @Override
        public void time(PhaseTimes to) {
            if (workers.length == 1) {
                workers[0].time(to);
            }
        }

        @Override
        public float[] gradient() {
            return blocks[0].gradient();
        }

        @Override
        public double weight() {
            return blocks[0].weight();
        }

        @Override
        public double lossSum() {
            return blocks[0].lossSum();
        }

        @Override
        public int hits() {
            return (int) blocks[0].hits();
        }

        @Override
        public int suspectLayer() {
            int first = Integer.MAX_VALUE;
            for (ShardWorker worker : workers) {
                first = Math.min(first, worker.suspectLayer());
            }
            return first;
        }

        @Override
        public Convergence convergence(int layer) {
            if (plan.shards() > 1) {
                throw new IllegalStateException(
                        "convergence is not recorded for more than one shard: train with one, or"
                                + " with Trainer.fit, to see it");
            }
            return workers[0].convergence(layer);
        }
    }
}
