package lanewise.benchmarks.workload;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.metrics.ConfusionMatrix;
import lanewise.random.RandomState;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import java.util.List;
import java.util.stream.IntStream;

/** The reference workload on the engine's public interface. */
final class EngineIris implements IrisTraining {
    private final Trainer trainer;
    private final Model start;
    private final Dataset train;
    private final Dataset test;

    EngineIris(IrisData data, boolean history, Tier tier) {
        Trainer recording =
                Trainer.gradientDescent(IrisData.LEARNING_RATE, IrisData.ITERATIONS).withTier(tier);
        trainer = history ? recording : recording.withoutHistory();
        Network network =
                Network.of(
                        IrisData.INPUTS,
                        Layer.sigmoid(IrisData.HIDDEN).withoutBias(),
                        Layer.sigmoid(IrisData.OUTPUTS).withoutBias());
        start = Model.normal(network, IrisData.WEIGHT_SCALE, new RandomState(IrisData.WEIGHT_SEED));
        train = data.train();
        test = data.test();
    }

    @Override
    public Trained train() {
        return new TrainedModel(trainer.fit(start, train));
    }

    private final class TrainedModel implements Trained {
        private final TrainingRun run;

        TrainedModel(TrainingRun run) {
            this.run = run;
        }

        @Override
        public String kernels() {
            return run.kernels();
        }

        @Override
        public List<Double> mseHistory() {
            return IntStream.range(0, run.history().size())
                    .mapToObj(iteration -> (double) run.history().mse(iteration))
                    .toList();
        }

        @Override
        public List<Double> accuracyHistory() {
            return IntStream.range(0, run.history().size())
                    .mapToObj(run.history()::accuracy)
                    .toList();
        }

        @Override
        public List<Double> weights() {
            float[] parameters = run.model().parameters();
            return IntStream.range(0, parameters.length)
                    .mapToObj(k -> (double) parameters[k])
                    .toList();
        }

        @Override
        public double testAccuracy() {
            return ConfusionMatrix.of(run.model(), test).accuracy();
        }
    }
}
