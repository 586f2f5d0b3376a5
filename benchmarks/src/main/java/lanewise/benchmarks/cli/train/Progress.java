package lanewise.benchmarks.cli.train;

import lanewise.train.TrainingGroup;
import lanewise.train.TrainingResult;
import lanewise.train.TrainingRun;

import java.util.List;

/** Trains without showing the progress. */
public class Progress {
    /** Creates an instance without output. */
    public Progress() {}

    /**
     * Runs the given number of iterations, or fewer if the run stops earlier.
     *
     * @param run the run
     * @param iterations the number
     */
    public void advance(TrainingRun run, int iterations) {
        run.advance(iterations);
    }

    /**
     * Trains the models of a group.
     *
     * @param group the group
     * @param models their number
     * @return the results
     */
    public List<TrainingResult> fit(TrainingGroup group, int models) {
        return group.fit();
    }
}
