package lanewise.benchmarks.cli.train;

import lanewise.Model;
import lanewise.Network;
import lanewise.benchmarks.plot.LearningCurve;
import lanewise.benchmarks.plot.ValidationCurve;
import lanewise.data.Dataset;
import lanewise.train.DivergenceException;
import lanewise.train.History;
import lanewise.train.Trainer;
import lanewise.train.TrainingRequest;
import lanewise.train.TrainingResult;
import lanewise.train.TrainingRun;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trainings with one or more seeds on the same rows.
 *
 * @param network the shape of the network and its start weights
 * @param optimizer the optimizer
 * @param training the length of the training, its batches and seeds
 */
public record SeedTrainings(
        NetworkOptions network, OptimizerOptions optimizer, TrainingOptions training) {

    /**
     * A finished training.
     *
     * @param seed the seed
     * @param model the trained model
     * @param curve loss and accuracy by epoch
     * @param nanos the duration of the training in ns, including JIT compilation
     */
    public record Trained(long seed, Model model, LearningCurve curve, double nanos) {}

    /**
     * The finished trainings.
     *
     * @param all the trainings in the order of the seeds
     * @param last the run of the last seed
     * @param validation its loss on the validation rows by epoch; empty without them
     */
    public record Result(List<Trained> all, TrainingRun last, ValidationCurve validation) {}

    /**
     * Trains with each seed: first all but the last as a group, which chooses kernels by the total
     * work, and for which each processor trains another model unless the options set the number of
     * threads; then the last, of which more is reported.
     *
     * @param shape the network
     * @param rows the training rows
     * @param validation rows for early stopping; empty without it
     * @param progress shows how far the trainings are
     * @return the trainings
     * @throws DivergenceException if one diverges, which stops the others
     * @throws IllegalArgumentException if the options contradict each other or the rows
     * @throws IllegalStateException if the kernels are not available
     */
    public Result carryOut(
            Network shape, Dataset rows, Optional<Dataset> validation, Progress progress) {
        List<Long> seeds = training.seeds();
        int others = seeds.size() - 1;
        List<Trained> all = new ArrayList<>();
        if (others > 0) {
            all.addAll(trainGroup(seeds.subList(0, others), shape, rows, validation, progress));
        }
        long seed = seeds.get(others);
        ValidationCurve losses = new ValidationCurve();
        Trainer trainer = trainer(rows, validation, seed);
        if (validation.isPresent()) {
            trainer = trainer.withListener(losses);
        }
        TrainingRun run = trainer.start(network.start(shape, seed), rows);
        progress.advance(run, training.iterations(rows.rows()));
        double nanos = run.nanosPerIteration() * run.iteration();
        all.add(new Trained(seed, run.model(), curve(run.history(), rows), nanos));
        return new Result(all, run, losses);
    }

    private List<Trained> trainGroup(
            List<Long> seeds,
            Network shape,
            Dataset rows,
            Optional<Dataset> validation,
            Progress progress) {
        List<TrainingRequest> requests = new ArrayList<>();
        for (long seed : seeds) {
            Trainer trainer = trainer(rows, validation, seed);
            requests.add(TrainingRequest.of(network.start(shape, seed), trainer, rows));
        }
        int iterations = training.iterations(rows.rows());
        List<Trained> trained = new ArrayList<>();
        for (TrainingResult result : progress.fit(requests, training.threads(), iterations)) {
            if (result.divergence().isPresent()) {
                throw result.divergence().get();
            }
            trained.add(
                    new Trained(
                            seeds.get(trained.size()),
                            result.model(),
                            curve(result.history(), rows),
                            1e9 * result.seconds()));
        }
        return trained;
    }

    private Trainer trainer(Dataset rows, Optional<Dataset> validation, long seed) {
        return training.trainer(optimizer, rows.rows(), validation, seed);
    }

    private LearningCurve curve(History history, Dataset rows) {
        return new LearningCurve(history, rows.rows(), training.batch(rows.rows()));
    }
}
