package lanewise.benchmarks.cli.train;

import lanewise.Model;
import lanewise.benchmarks.plot.LearningCurve;
import lanewise.metrics.ConfusionMatrix;

/**
 * The result of training with one seed.
 *
 * @param seed the seed
 * @param model the trained model
 * @param curve loss and accuracy by epoch
 * @param nanos the duration of the training in ns, including JIT compilation
 * @param confusion the model's predictions on the test rows
 */
public record SeedOutcome(
        long seed, Model model, LearningCurve curve, double nanos, ConfusionMatrix confusion) {

    /** The mean loss of the last epoch. */
    float loss() {
        return curve.loss(last());
    }

    /** The factor by which the loss of the last epoch exceeds the smallest, at least 1. */
    double growth() {
        double least = Double.POSITIVE_INFINITY;
        for (int epoch = 0; epoch <= last(); epoch++) {
            least = Math.min(least, curve.loss(epoch));
        }
        return loss() / least;
    }

    /** The number of correctly classified training rows in the last epoch. */
    int trainHits() {
        return curve.hits(last());
    }

    /** The number of training rows in the last epoch. */
    int trainRows() {
        return curve.rows(last());
    }

    private int last() {
        return curve.size() - 1;
    }
}
