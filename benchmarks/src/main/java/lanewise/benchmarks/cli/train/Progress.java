package lanewise.benchmarks.cli.train;

import lanewise.train.TrainingRun;

/** Advances a training run until it stops, and shows nobody how far it is. */
public class Progress {
    /** Runs so many iterations, or fewer if the run stops before. */
    void advance(TrainingRun run, int iterations) {
        run.advance(iterations);
    }
}
