package lanewise.benchmarks.cli.train;

import lanewise.Loss;
import lanewise.Network;
import lanewise.metrics.ClassificationMetrics;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The result of a {@link TrainingPlan}.
 *
 * @param plan the plan
 * @param data the rows
 * @param seeds the result of each seed, in order, at least one
 */
public record TrainingOutcome(TrainingPlan plan, TrainingData data, List<SeedOutcome> seeds) {
    /** Copies the list. */
    public TrainingOutcome {
        seeds = List.copyOf(seeds);
    }

    /** The result of the last seed, whose history and model are reported. */
    SeedOutcome last() {
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
