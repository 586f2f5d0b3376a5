package lanewise.benchmarks.workload;

import lanewise.Model;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.optimize.Sgd;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import java.util.Locale;

/** A task on the engine's public interface. */
public final class EngineTask implements Training {
    private final Trainer trainer;
    private final Model start;
    private final Dataset train;

    /**
     * Prepares a task.
     *
     * @param task the task
     * @param tier the name of one of the engine's tiers, in lower case
     * @param threads number of threads that share a step
     */
    public EngineTask(Task task, String tier, int threads) {
        trainer =
                Trainer.of(new Sgd(task.learningRate()))
                        .withBatches(task.batch())
                        .withoutShuffling()
                        .withIterations(task.steps())
                        .withoutHistory()
                        .withThreads(threads)
                        .withTier(Tier.valueOf(tier.toUpperCase(Locale.ROOT)));
        start = task.start();
        train = task.data().train();
    }

    @Override
    public Trained train() {
        return new TrainedModel(trainer.fit(start, train));
    }

    private record TrainedModel(TrainingRun run) implements Trained {
        @Override
        public String kernels() {
            return run.kernels();
        }

        @Override
        public FeatureMatrix predict(FeatureMatrix features) {
            return run.model().predict(features);
        }
    }
}
