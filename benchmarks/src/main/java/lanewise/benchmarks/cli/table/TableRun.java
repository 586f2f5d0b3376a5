package lanewise.benchmarks.cli.table;

import lanewise.Model;
import lanewise.benchmarks.plot.LearningCurve;
import lanewise.benchmarks.plot.ValidationCurve;
import lanewise.train.TrainingRun;

/**
 * The result of training on a table with one seed.
 *
 * @param seed the seed
 * @param run the finished run
 * @param model the trained model
 * @param curve loss and accuracy by epoch
 * @param validation the loss on the validation rows by epoch; empty without them
 * @param evaluation the model's answers for the test rows
 */
record TableRun(
        long seed,
        TrainingRun run,
        Model model,
        LearningCurve curve,
        ValidationCurve validation,
        Evaluation evaluation) {

    /** The duration of the training in ns, including JIT compilation. */
    double nanos() {
        return run.nanosPerIteration() * run.iteration();
    }
}
