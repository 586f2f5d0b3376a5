package lanewise.io;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.optimize.Adam;
import lanewise.optimize.Momentum;
import lanewise.shard.GradientSum;
import lanewise.shard.Gradients;
import lanewise.shard.ShardPlan;
import lanewise.shard.ShardRows;
import lanewise.shard.ShardSums;
import lanewise.shard.ShardedTrainer;
import lanewise.shard.SumTree;
import lanewise.testing.EngineLife;
import lanewise.train.Checkpoint;
import lanewise.train.EarlyStopping;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.stream.Stream;

/** A run in shards that is saved, read and resumed gives the bits of an uninterrupted one. */
class ShardedResumeTest {
    private static final Network NETWORK =
            Network.of(4, Layer.relu(20).withDropout(0.3), Layer.gelu(5), Layer.softmax(3));
    private static final Dataset DATA = EngineLife.data(NETWORK, 101);
    private static final Dataset VALIDATION = EngineLife.data(NETWORK, 30);
    private static final Model START = EngineLife.start(NETWORK);

    static Stream<Trainer> trainers() {
        Trainer common = Trainer.of(new Adam(0.01)).withIterations(31).withSeed(9);
        return Stream.of(
                common,
                common.withBatches(24), // five an epoch
                common.withBatches(40).withoutShuffling().withoutHistory(),
                common.withBatches(24)
                        .withOptimizer(new Momentum(0.05, 0.9))
                        .withWeightDecay(0.01)
                        .withMaxGradientNorm(0.5),
                common.withBatches(24).withEarlyStopping(new EarlyStopping(VALIDATION, 2)));
    }

    private static Checkpoint saved(TrainingRun run) throws IOException {
        SavedModel saved = SavedModel.of(run.model()).withCheckpoint(run.checkpoint());
        return SavedFiles.read(SavedFiles.bytes(saved)).checkpoint().orElseThrow();
    }

    private static void assertSameRun(TrainingRun expected, TrainingRun run) throws IOException {
        assertEquals(expected.iteration(), run.iteration());
        assertEquals(expected.stopReason(), run.stopReason());
        assertArrayEquals(
                SavedFiles.bytes(
                        SavedModel.of(expected.model()).withCheckpoint(expected.checkpoint())),
                SavedFiles.bytes(SavedModel.of(run.model()).withCheckpoint(run.checkpoint())));
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void resumedRunsEqualUninterruptedRuns(Trainer trainer) throws IOException {
        for (int shards : new int[] {1, 6, 64}) {
            ShardedTrainer sharded = ShardedTrainer.of(trainer, shards);
            TrainingRun whole = sharded.start(START, DATA);
            TrainingRun parts = sharded.start(START, DATA);
            for (int steps = 1; whole.remaining() > 0; steps = 2 * steps) {
                int more = Math.min(steps, whole.remaining());
                whole.advance(more);
                parts.advance(more);
                parts = sharded.resume(saved(parts), DATA);
                whole.advance(1);
                parts.advance(1);
                assertSameRun(whole, parts);
            }
        }
    }

    @Test
    void oneShardContinuesWithTheBitsOfTrainer() throws IOException {
        Trainer trainer = Trainer.of(new Adam(0.01)).withBatches(24).withEpochs(4).withSeed(2);
        ShardedTrainer one = ShardedTrainer.of(trainer, 1);
        TrainingRun begun = one.start(START, DATA);
        begun.advance(13);
        TrainingRun resumed = one.resume(saved(begun), DATA);
        resumed.advance(resumed.remaining());
        assertEquals(
                trainer.fit(START, DATA).model().parametersSha256(),
                resumed.model().parametersSha256());
    }

    @Test
    void runsMoveBetweenWorkersAndThisJvm() throws IOException {
        Trainer trainer = Trainer.of(new Adam(0.01)).withBatches(24).withEpochs(4).withSeed(2);
        ShardedTrainer sharded = ShardedTrainer.of(trainer, 6);
        ShardPlan plan = sharded.plan(101);
        TrainingRun elsewhere = sharded.start(START, plan, sums(plan));
        elsewhere.advance(7);
        TrainingRun here = sharded.resume(saved(elsewhere), DATA);
        here.advance(6);
        TrainingRun back = sharded.resume(saved(here), plan, sums(plan));
        back.advance(back.remaining());
        TrainingRun expected = sharded.fit(START, DATA);
        assertSameRun(expected, back);
    }

    private static ShardSums sums(ShardPlan plan) {
        Gradients gradients = Gradients.of(START, DATA).withPlan(plan);
        return (parameters, iteration, measure) -> {
            SumTree tree = new SumTree(NETWORK, plan.shards());
            for (int shard = 0; shard < plan.shards(); shard++) {
                ShardRows rows = gradients.shard(shard, plan.begin(shard));
                GradientSum sum = tree.unused();
                gradients.sum(parameters, rows, iteration, measure, sum);
                tree.add(shard, sum);
            }
            return tree.total();
        };
    }

    @Test
    void rejectsOtherNumbersOfShards() throws IOException {
        Trainer trainer = Trainer.of(new Adam(0.01)).withEpochs(4);
        TrainingRun begun = ShardedTrainer.of(trainer, 6).start(START, DATA);
        begun.advance(2);
        Checkpoint six = saved(begun);
        ShardedTrainer seven = ShardedTrainer.of(trainer, 7);
        assertRefused("with 6 shards, this run is to be one with 7", () -> seven.resume(six, DATA));
        assertRefused("this run is to be one without shards", () -> trainer.resume(six, DATA));
        TrainingRun plain = trainer.start(START, DATA);
        plain.advance(1);
        Checkpoint none = saved(plain);
        assertRefused("a run without shards, this", () -> seven.resume(none, DATA));
        ShardPlan plan = ShardedTrainer.of(trainer, 6).plan(100);
        assertRefused(
                "101 rows, the data has 100",
                () -> ShardedTrainer.of(trainer, 6).resume(six, plan, sums(plan)));
        String header =
                SavedFiles.header(
                        SavedFiles.bytes(SavedModel.of(begun.model()).withCheckpoint(six)));
        assertTrue(header.contains("shards"), header);
    }
}
