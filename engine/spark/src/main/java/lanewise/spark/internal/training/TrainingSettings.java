package lanewise.spark.internal.training;

import lanewise.Activation;
import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.optimize.Adam;
import lanewise.optimize.AdamW;
import lanewise.optimize.Momentum;
import lanewise.optimize.Nesterov;
import lanewise.optimize.Optimizer;
import lanewise.optimize.RmsProp;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;
import lanewise.spark.param.LanewiseParams;
import lanewise.train.Trainer;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The values of {@link LanewiseParams} that determine a model: what tasks need to train one.
 *
 * @param classification whether the outputs are class probabilities instead of a number
 * @param layers number of features, of hidden units and of outputs
 * @param patience epochs without improvement before stopping, if there are validation rows
 */
public record TrainingSettings(
        boolean classification,
        int[] layers,
        String activation,
        String solver,
        double stepSize,
        int epochs,
        int batchSize,
        long seed,
        double regParam,
        double dropout,
        int patience)
        implements Serializable {
    private static final double MOMENTUM = 0.9;

    /**
     * Reads the parameters of an estimator.
     *
     * @throws IllegalArgumentException if layers is not set, or does not suit the kind of model
     */
    public static TrainingSettings of(LanewiseParams params, boolean classification) {
        if (!params.isDefined(params.layers())) {
            throw new IllegalArgumentException(
                    "layers is not set: expected the sizes of the layers, such as"
                            + " setLayers(4, 8, 3) for 4 features, 8 hidden units and 3 outputs");
        }
        int[] layers = params.getLayers().clone();
        int outputs = layers[layers.length - 1];
        if (classification && outputs < 2) {
            throw new IllegalArgumentException(
                    "layers "
                            + Arrays.toString(layers)
                            + " ends with 1: expected the number of classes, at least 2");
        }
        if (!classification && outputs != 1) {
            throw new IllegalArgumentException(
                    "layers "
                            + Arrays.toString(layers)
                            + " ends with "
                            + outputs
                            + ": expected 1 output for a regression");
        }
        return new TrainingSettings(
                classification,
                layers,
                params.getActivation(),
                params.getSolver(),
                params.getStepSize(),
                params.getMaxIter(),
                params.getBatchSize(),
                params.getSeed(),
                params.getRegParam(),
                params.getDropout(),
                params.getNumEarlyStoppingRounds());
    }

    public int features() {
        return layers[0];
    }

    public int outputs() {
        return layers[layers.length - 1];
    }

    public Network network() {
        List<Layer> list = new ArrayList<>();
        for (int k = 1; k < layers.length - 1; k++) {
            list.add(new Layer(layers[k], hiddenActivation(), true, dropout));
        }
        list.add(classification ? Layer.softmax(outputs()) : Layer.identity(outputs()));
        return Network.of(layers[0], list.toArray(Layer[]::new)); // with the loss of its last layer
    }

    private Activation hiddenActivation() {
        return switch (activation) {
            case "relu" -> Activation.RELU;
            case "leakyRelu" -> Activation.LEAKY_RELU;
            case "tanh" -> Activation.TANH;
            case "sigmoid" -> Activation.SIGMOID;
            case "gelu" -> Activation.GELU;
            case "softplus" -> Activation.SOFTPLUS;
            case "identity" -> Activation.IDENTITY;
            default -> throw new AssertionError("an activation that its parameter rejects");
        };
    }

    public Initializer initializer() {
        return switch (hiddenActivation()) {
            case RELU, LEAKY_RELU, GELU, SOFTPLUS -> Initializer.heUniform();
            default -> Initializer.glorotUniform();
        };
    }

    private Optimizer optimizer() {
        return switch (solver) {
            case "adam" -> new Adam(stepSize);
            case "adamw" -> new AdamW(stepSize, regParam);
            case "sgd" -> new Sgd(stepSize);
            case "momentum" -> new Momentum(stepSize, MOMENTUM);
            case "nesterov" -> new Nesterov(stepSize, MOMENTUM);
            case "rmsprop" -> new RmsProp(stepSize);
            default -> throw new AssertionError("a solver that its parameter rejects");
        };
    }

    /** The trainer, without weights and early stopping, which depend on the rows. */
    public Trainer trainer() {
        Trainer trainer = Trainer.of(optimizer()).withEpochs(epochs).withSeed(seed);
        trainer = batchSize == 0 ? trainer.withFullBatch() : trainer.withBatches(batchSize);
        return solver.equals("adamw") ? trainer : trainer.withWeightDecay(regParam);
    }

    /** The model to start from, its classes named after the labels. */
    public Model start() {
        Model start = Model.initialize(network(), initializer(), new RandomState(seed));
        return classification ? start.withClassNames(labelNames()) : start;
    }

    /** The labels of a classification as texts: "0", "1" and so on; none for numbers. */
    public List<String> labelNames() {
        if (!classification) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (int k = 0; k < outputs(); k++) {
            names.add(Integer.toString(k));
        }
        return List.copyOf(names);
    }
}
