package lanewise.benchmarks.cli.train;

import lanewise.train.TrainingRun;

/** Advances a training run until it stops, without showing its progress. */
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
}
