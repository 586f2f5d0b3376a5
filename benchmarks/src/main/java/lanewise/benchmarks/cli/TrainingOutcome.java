package lanewise.benchmarks.cli;

import lanewise.ConfusionMatrix;
import lanewise.Model;
import lanewise.TrainingRun;
import lanewise.data.TrainTestSplit;

/**
 * What came of a {@link TrainingPlan}.
 *
 * @param plan the plan
 * @param split the data
 * @param run the finished run
 * @param model the trained model
 * @param confusion how the model did on the test rows
 */
record TrainingOutcome(
        TrainingPlan plan,
        TrainTestSplit split,
        TrainingRun run,
        Model model,
        ConfusionMatrix confusion) {

    /** The error that the last iteration recorded. */
    float mse() {
        return run.history().mse(last());
    }

    /** The number of training rows that the last iteration found classified correctly. */
    int trainHits() {
        return run.history().hits(last());
    }

    double trainAccuracy() {
        return run.history().accuracy(last());
    }

    private int last() {
        return run.history().size() - 1;
    }
}
