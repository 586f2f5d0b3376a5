package lanewise.benchmarks.cli.train;

import lanewise.train.TrainingGroup;
import lanewise.train.TrainingRequest;
import lanewise.train.TrainingResult;
import lanewise.train.TrainingRun;

import java.util.List;
import java.util.Optional;

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
     * Trains several models as a group. If one diverges, the others stop.
     *
     * @param requests the models
     * @param threads number of threads; empty for one for each processor
     * @param iterations iterations of each model, or fewer if its training stops earlier
     * @return the results in the order of the requests
     */
    public List<TrainingResult> fit(
            List<TrainingRequest> requests, Optional<Integer> threads, int iterations) {
        return group(requests, threads).withListener((_, result) -> goOn(result)).fit();
    }

    static TrainingGroup group(List<TrainingRequest> requests, Optional<Integer> threads) {
        TrainingGroup group = TrainingGroup.of(requests);
        return threads.isPresent() ? group.withThreads(threads.get()) : group;
    }

    /** Whether to train the other models of a group after one has ended. */
    static boolean goOn(TrainingResult ended) {
        return ended.divergence().isEmpty();
    }
}
