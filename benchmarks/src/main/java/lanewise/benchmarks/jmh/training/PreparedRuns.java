package lanewise.benchmarks.jmh.training;

import lanewise.train.TrainingRun;

import org.openjdk.jmh.infra.BenchmarkParams;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The runs of all iterations of a benchmark, started in advance: JMH would count the memory of a
 * run that starts in its iteration as allocated by the steps.
 */
final class PreparedRuns {
    private final Deque<TrainingRun> runs = new ArrayDeque<>();

    /**
     * Starts a run for each iteration.
     *
     * @param training the training
     * @param iterations number of iterations
     */
    PreparedRuns(StepTraining training, int iterations) {
        while (runs.size() < iterations) {
            runs.add(training.begin());
        }
    }

    /** Number of iterations of a fork. */
    static int iterations(BenchmarkParams params) {
        return params.getWarmup().getCount() + params.getMeasurement().getCount();
    }

    /** The run of the next iteration. */
    TrainingRun next() {
        return runs.remove();
    }
}
