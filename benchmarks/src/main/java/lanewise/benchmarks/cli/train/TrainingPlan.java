package lanewise.benchmarks.cli.train;

import lanewise.Network;
import lanewise.benchmarks.cli.command.Streams;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.onnx.OnnxModel;
import lanewise.data.Dataset;
import lanewise.metrics.ConfusionMatrix;
import lanewise.recurrent.ConvergenceException;
import lanewise.recurrent.Sweep;
import lanewise.train.DivergenceException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The options that determine a training and its result.
 *
 * @param data the rows
 * @param network the shape of the network
 * @param optimizer the optimizer
 * @param training the length of the training, its batches and seeds
 */
public record TrainingPlan(
        DataOptions data,
        NetworkOptions network,
        OptimizerOptions optimizer,
        TrainingOptions training) {

    private static final String DIVERGENCE_HINT =
            " (options: --scale, --learning-rate, --warm-up, --max-gradient-norm)";

    /** Ratio between the largest values of two features from which few learning rates suit both. */
    private static final float WIDE_SPREAD = 100;

    /** Products of a weight and a feature or activation that C1 computes in about half a second. */
    private static final double MOST_PRODUCTS = 1e8;

    /** Estimated number of sweeps of a recurrent layer per iteration. */
    private static final int SWEEPS = 30;

    private static final String CONVERGENCE_HINT =
            " (options: --init, --learning-rate, --weight-decay, --damping, --max-sweeps,"
                    + " --tolerance)";

    /**
     * Trains and tests, with each seed on the same rows.
     *
     * @param all the rows that {@code data} has read
     * @param progress advances the runs
     * @param streams where a warning is printed for each doubtful property of the rows
     * @return the result, with a finite loss and finite parameters
     * @throws UserError if data and plan do not match, the kernels are not available, or the
     *     training diverges
     */
    public TrainingOutcome carryOut(Dataset all, Progress progress, Streams streams)
            throws UserError {
        try {
            TrainingData rows = TrainingData.of(all, data, training.validationSize());
            for (String warning : TableOptions.warnings(all, rows.scaling())) {
                streams.warn("train", warning);
            }
            return train(shape(all), rows, progress);
        } catch (IllegalArgumentException | IllegalStateException e) {
            // The engine's messages name the problem and the remedy; all values that it checks here
            // come from options.
            throw new UserError(e.getMessage() + sizeHint(e.getMessage()), e);
        } catch (ConvergenceException e) {
            throw new UserError("the trained model: " + e.getMessage() + CONVERGENCE_HINT, e);
        }
    }

    /**
     * The options that help if rows cannot be split.
     *
     * @param problem the message of the engine
     * @return the options in parentheses, after a blank; empty if the problem is another
     */
    public static String sizeHint(String problem) {
        return problem.contains("test size") ? " (options: --test-size, --validation-size)" : "";
    }

    /**
     * Returns whether the training takes long on scalar kernels compiled by C1, or needs others.
     *
     * @param all the rows that {@code data} has read
     * @return false if options contradict each other, which is left for {@link #carryOut} to report
     */
    public boolean isLong(Dataset all) {
        try {
            int batch = training.batch(all.rows());
            double products =
                    (double) training.iterations(all.rows())
                            * batch
                            * shape(all).parameterCount()
                            * training.seeds().size();
            return training.needsVectors()
                    || products * (network.recurrent() ? SWEEPS : 1) > MOST_PRODUCTS;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Checks that the trained model can be exported to ONNX.
     *
     * @param all the rows that {@code data} has read
     * @throws UserError if it cannot
     */
    public void requireExportable(Dataset all) throws UserError {
        try {
            OnnxModel.requireExportable(shape(all));
        } catch (IllegalArgumentException e) {
            throw new UserError("--onnx: " + e.getMessage(), e);
        }
    }

    private Network shape(Dataset all) {
        return network.network(all.features().features(), all.classNames().size());
    }

    private TrainingOutcome train(Network shape, TrainingData rows, Progress progress)
            throws UserError {
        try {
            SeedTrainings.Result result =
                    new SeedTrainings(network, optimizer, training)
                            .carryOut(shape, rows.train(), rows.validation(), progress);
            return outcome(result, rows);
        } catch (DivergenceException e) {
            boolean unsettled = e.getCause() instanceof ConvergenceException;
            throw new UserError(
                    e.getMessage() + (unsettled ? CONVERGENCE_HINT : divergenceHint(rows)), e);
        }
    }

    /** The options that may keep the loss from growing. */
    static String divergenceHint(TrainingData rows) {
        String unscaled = scaleHint(rows);
        return unscaled.isEmpty()
                ? DIVERGENCE_HINT
                : "; "
                        + unscaled
                        + " (other options: --learning-rate, --warm-up, --max-gradient-norm)";
    }

    /** Advises to scale features that differ by orders of magnitude; empty if they do not. */
    static String scaleHint(TrainingData rows) {
        float spread = rows.scaling().isPresent() ? 1 : rows.spread();
        return spread < WIDE_SPREAD
                ? ""
                : String.format(
                        Locale.ROOT,
                        "the largest values of two features differ by a factor of %.0f: use"
                                + " --scale",
                        spread);
    }

    private TrainingOutcome outcome(SeedTrainings.Result result, TrainingData rows) {
        List<SeedOutcome> seeds = new ArrayList<>();
        for (SeedTrainings.Trained trained : result.all()) {
            seeds.add(
                    new SeedOutcome(
                            trained.seed(),
                            trained.model(),
                            trained.curve(),
                            trained.nanos(),
                            ConfusionMatrix.of(trained.model(), rows.test())));
        }
        List<Sweep> sweeps =
                network.recurrent()
                        ? seeds.getLast().model().sweeps(0, rows.train().features())
                        : List.of();
        return new TrainingOutcome(this, rows, seeds, result.last(), result.validation(), sweeps);
    }
}
