package lanewise.spark.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

import java.io.Serializable;
import java.util.List;

/**
 * The parameter objects of one estimator or model. Spark finds parameters by their owner's methods;
 * {@link LanewiseParams} has those.
 */
public final class TrainingParams implements Serializable {
    private static final long serialVersionUID = 1;

    /** Values of {@link LanewiseParams#activation}. */
    static final List<String> ACTIVATIONS =
            List.of("relu", "leakyRelu", "tanh", "sigmoid", "gelu", "softplus", "identity");

    /** Values of {@link LanewiseParams#solver}. */
    static final List<String> SOLVERS =
            List.of("adam", "adamw", "sgd", "momentum", "nesterov", "rmsprop");

    private static final double MAX_SEED = 0xFFFF_FFFFL;
    private static final int MAX_SHARDS = 1 << 16;

    private final Params owner;
    final IntArrayParam layers;
    final Param<String> activation;
    final Param<String> solver;
    final DoubleParam stepSize;
    final IntParam maxIter;
    final IntParam batchSize;
    final LongParam seed;
    final DoubleParam regParam;
    final DoubleParam dropout;
    final Param<String> weightCol;
    final Param<String> validationIndicatorCol;
    final IntParam numEarlyStoppingRounds;
    final Param<String> rowIdCol;
    final IntParam numShards;
    final Param<String> checkpointDir;
    final IntParam checkpointInterval;
    final Param<String> handleInvalid;

    /**
     * Creates the parameters and sets their defaults.
     *
     * @param owner the estimator or model that has them
     */
    public TrainingParams(Params owner) {
        this.owner = owner;
        layers =
                new IntArrayParam(
                        owner,
                        "layers",
                        "sizes of the layers: features, hidden units, outputs; such as 4, 8, 3",
                        TrainingParams::areLayers);
        activation = choice("activation", "activation of the hidden layers", ACTIVATIONS);
        solver = choice("solver", "optimizer", SOLVERS);
        stepSize =
                new DoubleParam(owner, "stepSize", "learning rate, above 0", ParamValidators.gt(0));
        maxIter = integer("maxIter", "maximum number of epochs (passes over the rows)", 1, 1e9);
        batchSize = integer("batchSize", "number of rows per step, 0 for all rows", 0, 1e9);
        seed =
                new LongParam(
                        owner,
                        "seed",
                        "seed of the initial weights, the shuffling of rows and dropout, 0 to 4294967295",
                        ParamValidators.inRange(0, MAX_SEED));
        regParam =
                new DoubleParam(
                        owner,
                        "regParam",
                        "factor of the L2 penalty; of the decoupled decay for adamw",
                        ParamValidators.gtEq(0));
        dropout =
                new DoubleParam(
                        owner,
                        "dropout",
                        "share of the hidden units dropped in each step, 0 to 1, 1 excluded",
                        ParamValidators.inRange(0, 1, true, false));
        weightCol = text("weightCol", "column of row weights; all are 1 if it is not set");
        validationIndicatorCol =
                text("validationIndicatorCol", "Boolean column, true for validation rows");
        numEarlyStoppingRounds =
                integer(
                        "numEarlyStoppingRounds",
                        "number of epochs without a smaller validation loss before stopping",
                        1,
                        1e9);
        rowIdCol = text("rowIdCol", "column of whole numbers that order the rows");
        numShards =
                integer(
                        "numShards",
                        "number of virtual shards whose gradients are computed where the rows are;"
                                + " 1 trains in one task",
                        1,
                        MAX_SHARDS);
        checkpointDir = text("checkpointDir", "directory of checkpoints, for numShards above 1");
        checkpointInterval =
                integer("checkpointInterval", "number of epochs between checkpoints", 1, 1e9);
        handleInvalid =
                choice(
                        "handleInvalid",
                        "what to do with rows that have null, NaN, infinity or numbers too large for a float",
                        List.of("error", "skip"));
        setDefaults();
    }

    private void setDefaults() {
        owner.setDefault(activation, "relu");
        owner.setDefault(solver, "adam");
        owner.setDefault(stepSize, 0.01);
        owner.setDefault(maxIter, 100);
        owner.setDefault(batchSize, 32);
        owner.setDefault(seed, 0L);
        owner.setDefault(regParam, 0.0);
        owner.setDefault(dropout, 0.0);
        owner.setDefault(numEarlyStoppingRounds, 10);
        owner.setDefault(numShards, 1);
        owner.setDefault(checkpointInterval, 10);
        owner.setDefault(handleInvalid, "error");
    }

    private static boolean areLayers(int[] sizes) {
        if (sizes.length < 2) {
            return false;
        }
        for (int size : sizes) {
            if (size < 1) {
                return false;
            }
        }
        return true;
    }

    private Param<String> text(String name, String doc) {
        return new Param<>(owner.uid(), name, doc, String.class);
    }

    private Param<String> choice(String name, String doc, List<String> values) {
        return new Param<>(
                owner.uid(),
                name,
                doc + ": " + String.join(", ", values),
                ParamValidators.inArray(values),
                String.class);
    }

    private IntParam integer(String name, String doc, int from, double to) {
        return new IntParam(owner, name, doc, ParamValidators.inRange(from, to));
    }

    /** The value of a text that may not be set; empty then. */
    String text(Param<String> param) {
        return owner.isDefined(param) ? owner.getOrDefault(param) : "";
    }
}
