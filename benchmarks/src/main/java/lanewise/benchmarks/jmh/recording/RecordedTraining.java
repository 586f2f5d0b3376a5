package lanewise.benchmarks.jmh.recording;

import lanewise.benchmarks.jmh.training.IrisLoop;
import lanewise.benchmarks.jmh.training.StepTraining;
import lanewise.benchmarks.jmh.training.TrainingStep;
import lanewise.benchmarks.workload.IrisData;
import lanewise.benchmarks.workload.IrisReference;
import lanewise.benchmarks.workload.IrisTraining;
import lanewise.benchmarks.workload.NetworkShape;
import lanewise.train.TrainingRun;

/** A training measured with and without a recording: {@value #ITERATIONS} iterations per call. */
interface RecordedTraining {
    /** The workload of {@link IrisLoop} with history, on specialised kernels. */
    String IRIS = "iris";

    /** The step of {@link TrainingStep} on vector kernels. */
    String DIGITS = NetworkShape.DIGITS;

    int ITERATIONS = IrisData.ITERATIONS;

    /** Trains, from the start weights. */
    Object train();

    /** Checks the result of a training. */
    void verify();

    static RecordedTraining of(String workload) {
        return switch (workload) {
            case IRIS -> new Iris(IrisTraining.of("specialised", true));
            case DIGITS -> new Digits(new StepTraining(DIGITS, "vector", 1));
            default ->
                    throw new IllegalArgumentException(
                            "workload \"" + workload + "\": expected " + IRIS + " or " + DIGITS);
        };
    }

    /** The loop. */
    record Iris(IrisTraining training) implements RecordedTraining {
        @Override
        public Object train() {
            return training.train();
        }

        @Override
        public void verify() {
            IrisReference.read().verify("specialised", true, training.train());
        }
    }

    /** The step. */
    record Digits(StepTraining training) implements RecordedTraining {
        @Override
        public Object train() {
            TrainingRun run = training.begin();
            run.advance(ITERATIONS);
            return run;
        }

        @Override
        public void verify() {
            training.verify();
        }
    }
}
