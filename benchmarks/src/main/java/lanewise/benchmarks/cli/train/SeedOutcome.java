package lanewise.benchmarks.cli.train;

import lanewise.Model;
import lanewise.benchmarks.plot.LearningCurve;
import lanewise.metrics.ConfusionMatrix;
import lanewise.recurrent.ConvergenceException;
import lanewise.recurrent.Sweep;
import lanewise.train.TrainingRun;

import java.util.List;

/**
 * What came of the training with one seed.
 *
 * @param seed the seed
 * @param run the finished run
 * @param model the trained model
 * @param curve how loss and accuracy went
 * @param confusion how the model did on the test rows
 * @param sweeps how the model's recurrent layer comes to rest on the training rows; empty if it has
 *     none
 */
record SeedOutcome(
        long seed,
        TrainingRun run,
        Model model,
        LearningCurve curve,
        ConfusionMatrix confusion,
        List<Sweep> sweeps) {

    /**
     * Tests a finished run.
     *
     * @throws ConvergenceException if a recurrent layer does not come to rest
     */
    static SeedOutcome of(long seed, TrainingRun run, TrainingData data, int batch) {
        Model model = run.model();
        return new SeedOutcome(
                seed,
                run,
                model,
                new LearningCurve(run.history(), data.train().rows(), batch),
                ConfusionMatrix.of(model, data.test()),
                model.network().layers().getFirst().recurrence().isPresent()
                        ? model.sweeps(0, data.train().features())
                        : List.of());
    }

    /** The mean loss that the last epoch recorded. */
    float loss() {
        return curve.loss(last());
    }

    /** The number of training rows that the last epoch found classified correctly. */
    int trainHits() {
        return curve.hits(last());
    }

    /** The number of training rows of the last epoch. */
    int trainRows() {
        return curve.rows(last());
    }

    /** How long the training took, compiling included. */
    double nanos() {
        return run.nanosPerIteration() * run.iteration();
    }

    private int last() {
        return curve.size() - 1;
    }
}
