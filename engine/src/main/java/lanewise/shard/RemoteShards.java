package lanewise.shard;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.parallel.Team;
import lanewise.internal.pass.RowSource;
import lanewise.internal.pass.StepState;
import lanewise.internal.pass.SumStep;
import lanewise.internal.pass.TrainingStep;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.profile.PhaseTimes;
import lanewise.internal.tier.RunShards;
import lanewise.internal.tier.TierChoice;
import lanewise.recurrent.Convergence;

import java.util.Objects;

/** The shards of a run whose gradients a {@link ShardSums} computes. */
final class RemoteShards implements RunShards {
    private final ShardPlan plan;
    private final ShardSums sums;

    RemoteShards(ShardPlan plan, ShardSums sums) {
        this.plan = plan;
        this.sums = sums;
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
    public TrainingStep step(RowSource rows, TierChoice tier, StepState start, Team team) {
        return new SumStep(start, new Sums(start.plan()), team);
    }

    private final class Sums implements SumStep.Sums {
        private final float[] parameters;
        private final int lastLayer;
        private GradientSum total;

        Sums(NetworkPlan network) {
            parameters = new float[network.parameterCount()];
            lastLayer = network.layers().size() - 1;
        }

        @Override
        public void compute(Kernels kernels, float[] padded, int iteration, boolean measure) {
            System.arraycopy(padded, 0, parameters, 0, parameters.length);
            total = sums.sum(parameters, iteration, measure);
            Objects.requireNonNull(
                    total, "the shard sums returned null: expected the sum over all shards");
            if (total.gradient().length != parameters.length) {
                throw new IllegalArgumentException(
                        "the shard sums returned a gradient of "
                                + total.gradient().length
                                + " parameters: expected "
                                + parameters.length);
            }
            requireRows(iteration);
        }

        /** A batch without all its rows would be a wrong result without an error. */
        private void requireRows(int iteration) {
            long begin = (long) (iteration % plan.batchesPerEpoch()) * plan.batchRows();
            long expected = Math.min(plan.batchRows(), plan.rows() - begin);
            if (total.rows() != expected) {
                throw new IllegalArgumentException(
                        "the shard sums returned a sum of "
                                + total.rows()
                                + " rows in iteration "
                                + iteration
                                + ": expected "
                                + expected
                                + ", those of all shards in the batch");
            }
        }

        @Override
        public void time(PhaseTimes to) {
            // The phases are elsewhere.
        }

        @Override
        public float[] gradient() {
            return total.gradient();
        }

        @Override
        public double weight() {
            return total.weight();
        }

        @Override
        public double lossSum() {
            return total.lossSum();
        }

        @Override
        public int hits() {
            return (int) total.hits();
        }

        @Override
        public int suspectLayer() {
            return lastLayer;
        }

        @Override
        public Convergence convergence(int layer) {
            throw new IllegalStateException(
                    "convergence is not recorded where shards are summed elsewhere: train with"
                            + " Trainer.fit to see it");
        }
    }
}
