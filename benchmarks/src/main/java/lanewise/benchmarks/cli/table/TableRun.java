package lanewise.benchmarks.cli.table;

import lanewise.Model;
import lanewise.benchmarks.plot.LearningCurve;
import lanewise.train.TrainingRun;

/**
 * The result of training on a table with one seed.
 *
 * @param seed the seed
 * @param run the finished run
 * @param model the trained model
 * @param curve loss and accuracy by epoch
 * @param validationLoss the loss on the validation rows by epoch; empty without them
 * @param evaluation the model's answers for the test rows
 */
record TableRun(
        long seed,
        TrainingRun run,
        Model model,
        LearningCurve curve,
        float[] validationLoss,
        Evaluation evaluation) {

    /** The epoch whose model is kept, from 0: that with the least loss on the validation rows. */
    int bestEpoch() {
        int best = validationLoss.length - 1;
        for (int epoch = validationLoss.length - 1; epoch >= 0; epoch--) {
            best = validationLoss[epoch] <= validationLoss[best] ? epoch : best;
        }
        return validationLoss.length == 0 ? curve.size() - 1 : best;
    }

    /** The duration of the training in ns, including JIT compilation. */
    double nanos() {
        return run.nanosPerIteration() * run.iteration();
    }
}
