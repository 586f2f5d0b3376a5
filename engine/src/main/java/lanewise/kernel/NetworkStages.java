package lanewise.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * The stages of a training iteration of one network: from a block of samples to their part of the
 * gradient.
 */
public final class NetworkStages {

    /** Larger networks gain nothing: their products are done by tiles of the same size anyway. */
    static final int MAX_UNITS = 128;

    private final List<Dense> layers;
    private final ActivationFunction[] functions;
    private final LossFunction loss;
    private final Kernels kernels;
    private final Stage[] measured;
    private final Stage[] unmeasured;

    /**
     * Makes the stages, or takes those that were made before.
     *
     * @param layers the layers
     * @param functions their activation functions
     * @param loss what is minimized
     * @param kernels what serves where nothing is specialised
     * @throws IllegalArgumentException if there is an {@link #obstacle}
     */
    NetworkStages(
            List<Dense> layers,
            ActivationFunction[] functions,
            LossFunction loss,
            Kernels kernels) {
        String obstacle = obstacle(layers);
        if (!obstacle.isEmpty()) {
            throw new IllegalArgumentException(obstacle);
        }
        this.layers = layers;
        this.functions = functions;
        this.loss = loss;
        this.kernels = kernels;
        List<Stage> forward = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            addForward(forward, l);
        }
        List<Stage> backward = new ArrayList<>();
        for (int l = layers.size() - 1; l >= 0; l--) {
            addGradient(backward, l);
            if (l > 0) {
                addBackward(backward, l);
            }
        }
        measured = stages(forward, backward, true);
        unmeasured = stages(forward, backward, false);
    }

    /**
     * Why there are no stages for a network.
     *
     * @param layers its layers
     * @return the reason in a few words, empty if there are
     */
    public static String obstacle(List<Dense> layers) {
        int units = layers.getFirst().inputs();
        for (Dense layer : layers) {
            units += layer.outputs();
        }
        return units <= MAX_UNITS
                ? ""
                : "the network has "
                        + units
                        + " units, inputs included; specialised kernels are made for up to "
                        + MAX_UNITS;
    }

    private Stage[] stages(List<Stage> forward, List<Stage> backward, boolean measure) {
        List<Stage> all = new ArrayList<>(forward);
        addOutput(all, measure);
        all.addAll(backward);
        return all.toArray(Stage[]::new);
    }

    /**
     * Adds a block's part to the gradient.
     *
     * @param block the samples
     * @param measure whether to measure loss and hits
     */
    public void run(Block block, boolean measure) {
        Stage[] stages = measure ? measured : unmeasured;
        for (Stage stage : stages) {
            stage.run(block);
        }
    }

    private void addForward(List<Stage> stages, int l) {
        Dense layer = layers.get(l);
        ActivationFunction f = functions[l];
        boolean sumsNeeded = l == layers.size() - 1 && loss != LossFunction.SQUARED_ERROR;
        boolean inline = ElementCode.SUPPORTED.contains(f) && !sumsNeeded;
        stages.add(StageClass.of(new SumsStage(layer, l, false, inline ? f : null)));
        if (f == ActivationFunction.SOFTMAX) {
            stages.add(
                    b ->
                            kernels.activations()
                                    .softmax(b.sums[l], b.activations[l], layer.outputs(), b.n));
        } else if (!inline) {
            stages.add(
                    b ->
                            kernels.activations()
                                    .apply(
                                            f,
                                            b.sums[l],
                                            b.activations[l],
                                            0,
                                            layer.outputs() * b.n));
        }
    }

    private void addOutput(List<Stage> stages, boolean measure) {
        int last = layers.size() - 1;
        Dense layer = layers.get(last);
        ActivationFunction f = functions[last];
        boolean squared = loss == LossFunction.SQUARED_ERROR;
        if (squared
                && layer.outputs() <= OutputStage.MAX_OUTPUTS
                && ElementCode.SUPPORTED.contains(f)) {
            stages.add(StageClass.of(new OutputStage(layer, last, f, measure)));
            return;
        }
        if (measure) {
            stages.add(b -> measure(b, last));
        }
        stages.add(b -> kernels.losses().delta(b.targets, b.from, b.activations[last], b.deltas[last], b.n));
        if (squared) {
            addSlope(stages, last);
        }
    }

    private void measure(Block b, int last) {
        b.loss =
                kernels.losses()
                        .sum(
                                loss,
                                b.targets,
                                b.from,
                                b.sums[last],
                                b.activations[last],
                                b.n,
                                b.workspace.lanes);
        b.hits = kernels.losses().hits(b.targets, b.from, b.activations[last], b.n);
    }

    private void addGradient(List<Stage> stages, int l) {
        Dense layer = layers.get(l);
        if (!layer.sumsInOrder()) {
            stages.add(StageClass.of(new GradientStage(layer, l)));
            return;
        }
        stages.add(
                b ->
                        kernels.dense()
                                .gradient(
                                        layer,
                                        0,
                                        layer.inputs(),
                                        l == 0 ? b.x : b.activations[l - 1],
                                        l == 0 ? b.from : 0,
                                        l == 0 ? b.ld : b.n,
                                        b.deltas[l],
                                        b.n,
                                        b.gradient,
                                        b.workspace));
    }

    private void addBackward(List<Stage> stages, int l) {
        ActivationFunction f = functions[l - 1];
        boolean inline = ElementCode.SUPPORTED.contains(f);
        stages.add(StageClass.of(new SumsStage(layers.get(l), l, true, inline ? f : null)));
        if (!inline) {
            addSlope(stages, l - 1);
        }
    }

    private void addSlope(List<Stage> stages, int l) {
        ActivationFunction f = functions[l];
        int units = layers.get(l).outputs();
        stages.add(
                b ->
                        kernels.activations()
                                .timesSlope(
                                        f,
                                        b.deltas[l],
                                        f.slopeFromSums() ? b.sums[l] : b.activations[l],
                                        0,
                                        units * b.n));
    }
}
