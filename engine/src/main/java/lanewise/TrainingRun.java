package lanewise;

import lanewise.data.Dataset;

/**
 * A training run: where it stands, and what it has recorded. Made by {@link Trainer#fit}, or by
 * {@link Trainer#start} to be advanced step by step; the steps make no difference to the result.
 *
 * <pre>{@code
 * TrainingRun run = trainer.start(model, data);
 * while (run.iteration() < 5000) {
 *     run.advance(100);
 *     System.out.println(run.history().mse(run.iteration() - 1));
 * }
 * }</pre>
 *
 * <p>A run belongs to one thread at a time.
 */
public final class TrainingRun {
    private final Trainer trainer;
    private final Network network;
    private final Backpropagation backpropagation;
    private final KernelSelection selection;
    private final History history;
    private int iteration;
    private long nanos;

    TrainingRun(Trainer trainer, Model start, Dataset data) {
        this.trainer = trainer;
        network = start.network();
        selection =
                KernelSelection.select(
                        trainer.tier(),
                        (double) trainer.iterations() * network.scalarNanos(data.rows()));
        backpropagation = new Backpropagation(network, start.parameters(), data);
        history = new History(data.rows());
    }

    /**
     * Runs more iterations, also beyond the trainer's number. Allocates nothing per iteration.
     *
     * @param iterations how many, at least 0
     * @throws IllegalArgumentException if {@code iterations} is negative
     * @throws ArithmeticException if the run comes to more iterations than an int can count
     */
    public void advance(int iterations) {
        if (iterations < 0) {
            throw new IllegalArgumentException(iterations + " iterations: expected at least 0");
        }
        int end = Math.addExact(iteration, iterations);
        History recording = trainer.recordHistory() ? history : null;
        if (recording != null) {
            // All that the trainer was told of at once: many short advances then copy nothing.
            recording.reserve(Math.max(end, trainer.iterations()));
        }
        long begin = System.nanoTime();
        while (iteration < end) {
            backpropagation.iterate(selection.kernels(), trainer.learningRate(), recording);
            iteration++;
        }
        nanos += System.nanoTime() - begin;
    }

    /**
     * The number of iterations done.
     *
     * @return at least 0
     */
    public int iteration() {
        return iteration;
    }

    /**
     * The model as it is now.
     *
     * @return a model that does not change when the run advances
     */
    public Model model() {
        return Model.of(network, backpropagation.parameters());
    }

    /**
     * The gradient of the error that the last iteration subtracted, laid out like the parameters
     * (see {@link Network}).
     *
     * @return a new array
     * @throws IllegalStateException if no iteration has been done
     */
    public float[] gradient() {
        if (iteration == 0) {
            throw new IllegalStateException(
                    "no iteration has been done, so there is no gradient: advance the run first");
        }
        return backpropagation.gradient();
    }

    /**
     * Error and accuracy of each iteration; empty in a run without history.
     *
     * @return the history, which grows as the run advances
     */
    public History history() {
        return history;
    }

    /**
     * The kernels in use.
     *
     * @return {@code scalar}, or {@code vector-} and the width in bits
     */
    public String kernels() {
        return selection.kernels().name();
    }

    /**
     * Why these kernels are in use.
     *
     * @return one line
     */
    public String kernelsReason() {
        return selection.reason();
    }

    /**
     * The mean time of an iteration so far, including what the JVM took to compile.
     *
     * @return nanoseconds; NaN if no iteration has been done
     */
    public double nanosPerIteration() {
        return iteration == 0 ? Double.NaN : (double) nanos / iteration;
    }
}
