package lanewise.benchmarks.cli.train;

import lanewise.Model;
import lanewise.benchmarks.plot.LearningCurve;
import lanewise.benchmarks.plot.ValidationCurve;
import lanewise.metrics.ConfusionMatrix;
import lanewise.recurrent.ConvergenceException;
import lanewise.recurrent.Sweep;
import lanewise.train.TrainingRun;

import java.util.List;

/**
 * The result of training with one seed.
 *
 * @param seed the seed
 * @param run the finished run
 * @param model the trained model
 * @param curve loss and accuracy by epoch
 * @param validation the loss on the validation rows by epoch; empty without them
 * @param confusion the model's predictions on the test rows
 * @param sweeps the convergence of the model's recurrent layer on the training rows; empty without
 *     one
 */
public record SeedOutcome(
        long seed,
        TrainingRun run,
        Model model,
        LearningCurve curve,
        ValidationCurve validation,
        ConfusionMatrix confusion,
        List<Sweep> sweeps) {

    /**
     * Tests a finished run.
     *
     * @throws ConvergenceException if a recurrent layer does not converge
     */
    static SeedOutcome of(
            long seed, TrainingRun run, ValidationCurve validation, TrainingData data, int batch) {
        Model model = run.model();
        return new SeedOutcome(
                seed,
                run,
                model,
                new LearningCurve(run.history(), data.train().rows(), batch),
                validation,
                ConfusionMatrix.of(model, data.test()),
                model.network().layers().getFirst().recurrence().isPresent()
                        ? model.sweeps(0, data.train().features())
                        : List.of());
    }

    /** The mean loss of the last epoch. */
    float loss() {
        return curve.loss(last());
    }

    /** The number of correctly classified training rows in the last epoch. */
    int trainHits() {
        return curve.hits(last());
    }

    /** The number of training rows in the last epoch. */
    int trainRows() {
        return curve.rows(last());
    }

    /** The duration of the training in ns, including JIT compilation. */
    double nanos() {
        return run.nanosPerIteration() * run.iteration();
    }

    private int last() {
        return curve.size() - 1;
    }
}
