package lanewise.benchmarks.cli;

import lanewise.ConfusionMatrix;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.Trainer;
import lanewise.TrainingRun;
import lanewise.data.Csv;
import lanewise.data.CsvException;
import lanewise.data.Dataset;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
import lanewise.random.RandomState;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What to train on what: everything that decides the result of a run, and which kernels compute it.
 *
 * @param data the CSV file
 * @param label name or index of the label column; empty for the last
 * @param hidden the hidden layers
 * @param bias whether units have biases
 * @param iterations how many iterations, at least 1
 * @param learningRate the factor of the gradient, above 0
 * @param tier which kernels to use
 * @param seed the seed of the start weights
 * @param splitSeed the seed of the split
 * @param testSize how many rows are for testing
 */
record TrainingPlan(
        Path data,
        Optional<String> label,
        HiddenLayers hidden,
        boolean bias,
        int iterations,
        double learningRate,
        Tier tier,
        long seed,
        long splitSeed,
        TestSize testSize) {

    /** The standard deviation of the start weights in the article. */
    private static final double START_SCALE = 0.5;

    TrainingPlan {
        Objects.requireNonNull(data);
        Objects.requireNonNull(label);
        Objects.requireNonNull(hidden);
        Objects.requireNonNull(tier);
        Objects.requireNonNull(testSize);
    }

    /**
     * Reads the data, trains and tests.
     *
     * @param progress who advances the run
     * @return what came of it, with a finite error and finite parameters
     * @throws CsvException if the data cannot be read
     * @throws UserError if data and plan do not fit, the kernels cannot run here, or the training
     *     diverges
     */
    TrainingOutcome carryOut(Progress progress) throws CsvException, UserError {
        Dataset all = label.isPresent() ? Csv.read(data, label.get()) : Csv.read(data);
        if (all.classNames().size() < 2) {
            throw new UserError(
                    data
                            + ": all "
                            + all.rows()
                            + " rows have the label '"
                            + all.classNames().getFirst()
                            + "': a classifier needs at least two classes");
        }
        TrainTestSplit split;
        TrainingRun run;
        try {
            split = TrainTestSplit.of(all, testSize, splitSeed);
            Network network =
                    hidden.network(all.features().features(), all.classNames().size(), bias);
            Model start = Model.normal(network, START_SCALE, new RandomState(seed));
            run = new Trainer(learningRate, iterations, true, tier).start(start, split.train());
        } catch (IllegalArgumentException | IllegalStateException e) {
            // The engine's checks name what is wrong and the remedy; all they check here comes from
            // the options.
            throw new UserError(e.getMessage(), e);
        }
        progress.advance(run, iterations);
        Model model = run.model();
        checkFinite(run, model);
        return new TrainingOutcome(
                this, split, run, model, ConfusionMatrix.of(model, split.test()));
    }

    private static void checkFinite(TrainingRun run, Model model) throws UserError {
        int last = run.history().size() - 1;
        boolean finite = Float.isFinite(run.history().mse(last));
        for (float parameter : model.parameters()) {
            finite &= Float.isFinite(parameter);
        }
        if (!finite) {
            throw new UserError(
                    "the training diverged: mse is "
                            + run.history().mse(last)
                            + " and not all weights are "
                            + "finite after "
                            + run.iteration()
                            + " iterations; try a smaller --learning-rate");
        }
    }
}
