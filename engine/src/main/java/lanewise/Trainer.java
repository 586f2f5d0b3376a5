package lanewise;

import lanewise.data.Dataset;

import java.util.Objects;

/**
 * How to train: full-batch gradient descent on the mean squared error. A value; make one and use it
 * as often as you like, from any thread.
 *
 * <pre>{@code
 * TrainingRun run = Trainer.gradientDescent(0.1, 5000).fit(Model.normal(network, 0.5, new RandomState(10)), data);
 * }</pre>
 *
 * <p>An iteration takes all rows forward, the error backward, and subtracts the learning rate times
 * the gradient of {@code mse = Σ(a − y)² / (2 · rows · outputs)} from the parameters. The result
 * depends on the model, the data and these settings only: any tier on any machine gives the same
 * bits.
 *
 * @param learningRate the factor of the gradient, finite and above 0
 * @param iterations how many iterations {@link #fit} runs, at least 1
 * @param recordHistory whether to record error and accuracy of every iteration
 * @param tier which kernels to use
 */
public record Trainer(double learningRate, int iterations, boolean recordHistory, Tier tier) {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if a number is out of range
     * @throws NullPointerException if {@code tier} is null
     */
    public Trainer {
        if (!(learningRate > 0) || !Double.isFinite(learningRate)) {
            throw new IllegalArgumentException(
                    "learning rate " + learningRate + ": expected a finite number above 0");
        }
        if (iterations < 1) {
            throw new IllegalArgumentException(iterations + " iterations: expected at least 1");
        }
        Objects.requireNonNull(tier, "tier is null: expected one of Tier's values, such as AUTO");
    }

    /**
     * Gradient descent that records its history on the best tier.
     *
     * @param learningRate the factor of the gradient, finite and above 0
     * @param iterations how many iterations {@link #fit} runs, at least 1
     * @return the trainer
     * @throws IllegalArgumentException if a number is out of range
     */
    public static Trainer gradientDescent(double learningRate, int iterations) {
        return new Trainer(learningRate, iterations, true, Tier.AUTO);
    }

    /**
     * This trainer without history, which saves the time to measure error and accuracy.
     *
     * @return the trainer
     */
    public Trainer withoutHistory() {
        return new Trainer(learningRate, iterations, false, tier);
    }

    /**
     * This trainer on another tier.
     *
     * @param wanted which kernels to use
     * @return the trainer
     * @throws NullPointerException if {@code wanted} is null
     */
    public Trainer withTier(Tier wanted) {
        return new Trainer(learningRate, iterations, recordHistory, wanted);
    }

    /**
     * Trains a model for {@link #iterations()} iterations.
     *
     * @param start the model to start from; it stays as it is
     * @param data the rows to learn
     * @return the finished run, with the trained model
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the data has not as many features or targets as the
     *     network inputs or outputs
     * @throws IllegalStateException if the tier cannot run on this machine
     */
    public TrainingRun fit(Model start, Dataset data) {
        TrainingRun run = start(start, data);
        run.advance(iterations);
        return run;
    }

    /**
     * Prepares a run without advancing it, for callers who want to do something between iterations.
     *
     * @param start the model to start from; it stays as it is
     * @param data the rows to learn
     * @return the run, at iteration 0
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the data has not as many features or targets as the
     *     network inputs or outputs
     * @throws IllegalStateException if the tier cannot run on this machine
     */
    public TrainingRun start(Model start, Dataset data) {
        Objects.requireNonNull(start, "start is null: expected the model to start from");
        Objects.requireNonNull(data, "data is null: expected the rows to learn");
        Network network = start.network();
        network.requireInputs(data.features().features());
        if (data.targets().features() != network.outputs()) {
            throw new IllegalArgumentException(
                    "the data has "
                            + data.targets().features()
                            + " targets, the network "
                            + network
                            + " "
                            + network.outputs()
                            + " outputs: give its last layer as many units");
        }
        return new TrainingRun(this, start, data);
    }
}
