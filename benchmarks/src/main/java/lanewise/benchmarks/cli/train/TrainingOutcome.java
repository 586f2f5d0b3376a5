package lanewise.benchmarks.cli.train;

import lanewise.Loss;
import lanewise.Network;
import lanewise.benchmarks.plot.ValidationCurve;
import lanewise.metrics.ClassificationMetrics;
import lanewise.recurrent.Sweep;
import lanewise.train.TrainingRun;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The result of a {@link TrainingPlan}.
 *
 * @param plan the plan
 * @param data the rows
 * @param seeds the result of each seed, in order, at least one
 * @param run the finished run of the last seed
 * @param validation its loss on the validation rows by epoch; empty without them
 * @param sweeps the convergence of its model's recurrent layer on the training rows; empty without
 *     one
 */
public record TrainingOutcome(
        TrainingPlan plan,
        TrainingData data,
        List<SeedOutcome> seeds,
        TrainingRun run,
        ValidationCurve validation,
        List<Sweep> sweeps) {
    /** Copies the list. */
    public TrainingOutcome {
        seeds = List.copyOf(seeds);
    }

    /** Growth of the loss from which the engine logs a warning too. */
    private static final double SUSPECT_GROWTH = 10;

    /**
     * Warnings of runs that ended with a much larger loss than they had before, or else of features
     * that differ by orders of magnitude.
     *
     * @return a line for each such run, with the options that may help; or a line for the features
     */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (SeedOutcome seed : seeds) {
            double growth = seed.growth();
            if (growth >= SUSPECT_GROWTH && seed.loss() > seed.curve().loss(0)) {
                warnings.add(
                        String.format(
                                Locale.ROOT,
                                "the loss of seed %d ended %.3g times its minimum%s",
                                seed.seed(),
                                growth,
                                TrainingPlan.divergenceHint(data)));
            }
        }
        String unscaled = TrainingPlan.scaleHint(data);
        if (warnings.isEmpty() && !unscaled.isEmpty()) {
            warnings.add(unscaled);
        }
        return warnings;
    }

    /**
     * The result of the last seed, whose history and model are reported.
     *
     * @return the result
     */
    public SeedOutcome last() {
        return seeds.getLast();
    }

    Network network() {
        return last().model().network();
    }

    /** The name of the loss in files and reports: {@code mse}, or {@code loss} for all others. */
    String lossName() {
        return lossName(network().loss());
    }

    static String lossName(Loss loss) {
        return loss == Loss.MEAN_SQUARED_ERROR ? "mse" : "loss";
    }

    /** The log loss on the test rows, if the outputs are probabilities. */
    OptionalDouble logLoss() {
        return plan.network().probabilities()
                ? OptionalDouble.of(ClassificationMetrics.of(last().model(), data.test()).logLoss())
                : OptionalDouble.empty();
    }

    double meanTestAccuracy() {
        return seeds.stream().mapToDouble(s -> s.confusion().accuracy()).average().orElseThrow();
    }

    double leastTestAccuracy() {
        return seeds.stream().mapToDouble(s -> s.confusion().accuracy()).min().orElseThrow();
    }
}
