package lanewise.benchmarks.cli.train;

import lanewise.Network;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.onnx.OnnxModel;
import lanewise.data.Dataset;
import lanewise.recurrent.ConvergenceException;
import lanewise.train.DivergenceException;
import lanewise.train.TrainingRun;

import java.util.ArrayList;
import java.util.List;

/**
 * What to train on what: everything that decides the result of a run, and which kernels compute it.
 *
 * @param data the rows
 * @param network the shape of the network
 * @param optimizer how parameters follow their gradient
 * @param training how long, on how many rows at once, with which seeds
 */
public record TrainingPlan(
        DataOptions data,
        NetworkOptions network,
        OptimizerOptions optimizer,
        TrainingOptions training) {

    private static final String WILD =
            " (options: --scale, --learning-rate, --warm-up, --max-gradient-norm)";

    private static final String RESTLESS =
            " (options: --init, --learning-rate, --weight-decay, --damping, --max-sweeps,"
                    + " --tolerance)";

    /**
     * Trains and tests, with each seed on the same rows.
     *
     * @param all the rows that {@code data} has read
     * @param progress who advances the runs
     * @return what came of it, with a finite loss and finite parameters
     * @throws UserError if data and plan do not fit, the kernels cannot run here, or the training
     *     diverges
     */
    public TrainingOutcome carryOut(Dataset all, Progress progress) throws UserError {
        try {
            TrainingData rows = TrainingData.of(all, data, training.validationSize());
            Network shape = shape(all);
            List<SeedOutcome> outcomes = new ArrayList<>();
            for (long seed : training.seeds()) {
                outcomes.add(train(shape, rows, seed, progress));
            }
            return new TrainingOutcome(this, rows, outcomes);
        } catch (IllegalArgumentException | IllegalStateException e) {
            // The engine's checks name what is wrong and the remedy; all they check here comes from
            // the options.
            throw new UserError(e.getMessage(), e);
        } catch (DivergenceException e) {
            boolean unsettled = e.getCause() instanceof ConvergenceException;
            throw new UserError(e.getMessage() + (unsettled ? RESTLESS : WILD), e);
        } catch (ConvergenceException e) {
            throw new UserError("the trained model: " + e.getMessage() + RESTLESS, e);
        }
    }

    /**
     * Checks that what comes of it can be an ONNX model.
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

    private SeedOutcome train(Network shape, TrainingData rows, long seed, Progress progress) {
        TrainingRun run =
                training.trainer(optimizer, rows, seed)
                        .start(network.start(shape, seed), rows.train());
        progress.advance(run, training.iterations(rows.train().rows()));
        int batch = training.batch(rows.train().rows());
        return SeedOutcome.of(seed, run, rows, batch);
    }
}
