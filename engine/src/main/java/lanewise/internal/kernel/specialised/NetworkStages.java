package lanewise.internal.kernel.specialised;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.Block;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.IterationKernels;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.LossFunction;
import lanewise.internal.kernel.vector.VectorOuterProducts;
import lanewise.internal.profile.PhaseTimes;
import lanewise.internal.profile.PhaseTimes.Phase;

import java.util.ArrayList;
import java.util.List;

/**
 * The stages of a training iteration of one network, which compute the contribution of a block of
 * samples to the gradient.
 */
public final class NetworkStages implements IterationKernels {

    /**
     * Maximum number of units. Larger networks gain nothing: their GEMMs use equally large tiles.
     */
    static final int MAX_UNITS = 128;

    private final List<Dense> layers;
    private final ActivationFunction[] functions;
    private final LossFunction loss;
    private final Kernels kernels;
    private final boolean outputGenerated;
    private final boolean backwardIncluded;
    private final List<Step> steps;
    private final List<Step> unmeasuredSteps;
    private final Stage[] measured;
    private final Stage[] unmeasured;
    private final Stage[] generated;
    private final Stage[] unmeasuredGenerated;

    /**
     * Generates the stages, or reuses cached ones.
     *
     * @param layers the layers
     * @param functions their activation functions
     * @param loss the loss to minimize
     * @param kernels kernels of the stages that are not specialised
     * @throws IllegalArgumentException if {@link #obstacle} is not empty
     */
    public NetworkStages(
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
        List<Step> forward = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            addForward(forward, l);
        }
        int last = layers.size() - 1;
        outputGenerated =
                !loss.fromSums()
                        && layers.get(last).outputs() <= OutputStage.MAX_OUTPUTS
                        && ElementCode.SUPPORTED.contains(functions[last]);
        backwardIncluded =
                outputGenerated
                        && last > 0
                        && OutputStage.includesBackward(layers.get(last), functions[last - 1]);
        List<Step> backward = new ArrayList<>();
        for (int l = backwardIncluded ? last - 1 : last; l >= 0; l--) {
            addGradient(backward, l);
            if (l > 0) {
                addBackward(backward, l);
            }
        }
        steps = steps(forward, backward, true);
        measured = stages(steps);
        unmeasuredSteps = steps(forward, backward, false);
        unmeasured = stages(unmeasuredSteps);
        generated = generated(steps);
        unmeasuredGenerated = generated(unmeasuredSteps);
    }

    /** A stage with its name; {@code code} is null if the generic kernels run it. */
    private record Step(String name, Phase phase, int layer, StageCode code, Stage stage) {
        static Step generated(String name, Phase phase, int layer, StageCode code) {
            return new Step(name, phase, layer, code, StageClass.of(code));
        }
    }

    /**
     * The gradient of a layer that {@link VectorOuterProducts} computes in runs with small blocks.
     */
    private record GradientChoice(Dense layer, int number, Stage generated) implements Stage {
        @Override
        public void run(Block block) {
            if (isGenerated(block)) {
                generated.run(block);
                return;
            }
            VectorOuterProducts.addGradient(
                    layer,
                    number == 0 ? block.x : block.activations[number - 1],
                    number == 0 ? block.from : 0,
                    number == 0 ? block.ld : block.n,
                    block.deltas[number],
                    block.n,
                    block.gradient,
                    block.workspace);
        }

        boolean isGenerated(Block block) {
            return !VectorOuterProducts.suits(layer, block.deltas[number], block.n);
        }
    }

    /**
     * Returns why a network is not supported.
     *
     * @param layers its layers
     * @return a short reason; empty if the network is supported
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

    private List<Step> steps(List<Step> forward, List<Step> backward, boolean measure) {
        List<Step> all = new ArrayList<>(forward);
        addOutput(all, measure);
        all.addAll(backward);
        return all;
    }

    private static Stage[] stages(List<Step> steps) {
        return steps.stream().map(Step::stage).toArray(Stage[]::new);
    }

    private static Stage[] generated(List<Step> steps) {
        return stages(steps.stream().filter(step -> step.code != null).toList());
    }

    /**
     * Returns the number of stages, with loss and correct predictions measured.
     *
     * @return at least 3
     */
    public int count() {
        return measured.length;
    }

    /**
     * Returns the name of a stage.
     *
     * @param k index of the stage
     * @return a short description of its work
     */
    public String name(int k) {
        return steps.get(k).name;
    }

    /**
     * Returns listings of the methods that a stage calls.
     *
     * @param k index of the stage
     * @param block the samples
     * @return one listing per call; none if the generic kernels run the stage
     */
    public List<Listing> listings(int k, Block block) {
        Step step = steps.get(k);
        boolean generic =
                step.code == null
                        || step.stage instanceof GradientChoice choice
                                && !choice.isGenerated(block);
        return generic ? List.of() : StageClass.list(step.code);
    }

    /**
     * Runs one stage.
     *
     * @param k index of the stage
     * @param block the samples
     */
    public void run(int k, Block block) {
        measured[k].run(block);
    }

    @Override
    public void run(Block block, boolean measure) {
        Stage[] stages = measure ? measured : unmeasured;
        for (Stage stage : stages) {
            stage.run(block);
        }
    }

    @Override
    public void run(Block block, boolean measure, PhaseTimes times) {
        for (Step step : measure ? steps : unmeasuredSteps) {
            step.stage.run(block);
            times.end(step.phase, step.layer);
        }
    }

    @Override
    public boolean areGenerated() {
        return unmeasuredGenerated.length > 0;
    }

    @Override
    public void rehearse(Block block, boolean measure) {
        for (Stage stage : measure ? generated : unmeasuredGenerated) {
            stage.run(block);
        }
    }

    private static void add(List<Step> steps, String name, Phase phase, int layer, Stage generic) {
        steps.add(new Step(name, phase, layer, null, generic));
    }

    private void addForward(List<Step> steps, int l) {
        Dense layer = layers.get(l);
        ActivationFunction f = functions[l];
        boolean sumsNeeded = l == layers.size() - 1 && loss.fromSums();
        boolean inline = ElementCode.SUPPORTED.contains(f) && !sumsNeeded;
        String name = "forward, layer " + l;
        boolean product = layer.sumsInOrder();
        if (product) { // by tiles larger than those of a stage, with the activation function
            add(
                    steps,
                    name,
                    Phase.FORWARD,
                    l,
                    b ->
                            kernels.dense()
                                    .forward(
                                            layer,
                                            f,
                                            0,
                                            layer.outputs(),
                                            b.parameters,
                                            l == 0 ? b.x : b.activations[l - 1],
                                            l == 0 ? b.from : 0,
                                            l == 0 ? b.ld : b.n,
                                            inline ? b.activations[l] : b.sums[l],
                                            b.activations[l],
                                            b.n,
                                            b.workspace));
        } else {
            steps.add(
                    Step.generated(
                            name,
                            Phase.FORWARD,
                            l,
                            new SumsStage(layer, l, false, inline ? f : null)));
        }
        if (f == ActivationFunction.SOFTMAX) {
            add(
                    steps,
                    "softmax, layer " + l,
                    Phase.FORWARD,
                    l,
                    b ->
                            kernels.activations()
                                    .softmax(b.sums[l], b.activations[l], layer.outputs(), b.n));
        } else if (!inline && !product) {
            add(
                    steps,
                    "activation, layer " + l,
                    Phase.FORWARD,
                    l,
                    b ->
                            kernels.activations()
                                    .forward(
                                            layer,
                                            f,
                                            b.sums[l],
                                            b.activations[l],
                                            0,
                                            layer.outputs(),
                                            b.n));
        }
    }

    private void addOutput(List<Step> steps, boolean measure) {
        int last = layers.size() - 1;
        Dense layer = layers.get(last);
        ActivationFunction f = functions[last];
        if (outputGenerated) {
            String name = backwardIncluded ? "outputs and backward" : "loss, hits, deltas";
            ActivationFunction before = backwardIncluded ? functions[last - 1] : null;
            Phase outputs = backwardIncluded ? Phase.BACKWARD : Phase.LOSS;
            steps.add(
                    Step.generated(
                            name,
                            outputs,
                            last,
                            new OutputStage(layer, last, f, loss, before, measure)));
            return;
        }
        if (measure) {
            add(steps, "loss, hits", Phase.LOSS, last, b -> measure(b, last));
        }
        add(
                steps,
                "deltas",
                Phase.LOSS,
                last,
                b ->
                        kernels.losses()
                                .delta(
                                        loss,
                                        b.targets,
                                        b.from,
                                        b.activations[last],
                                        b.deltas[last],
                                        b.n));
        if (!loss.fromSums()) {
            addSlope(steps, last);
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

    private void addGradient(List<Step> steps, int l) {
        Dense layer = layers.get(l);
        String name = "gradient, layer " + l;
        if (!layer.sumsInOrder()) {
            StageCode code = new GradientStage(layer, l);
            Stage generated = StageClass.of(code);
            Stage stage =
                    VectorOuterProducts.serves(layer)
                            ? new GradientChoice(layer, l, generated)
                            : generated;
            steps.add(new Step(name, Phase.BACKWARD, l, code, stage));
            return;
        }
        add(
                steps,
                name,
                Phase.BACKWARD,
                l,
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
                                        true,
                                        b.gradient,
                                        null,
                                        b.workspace));
    }

    private void addBackward(List<Step> steps, int l) {
        ActivationFunction f = functions[l - 1];
        boolean inline = ElementCode.SUPPORTED.contains(f);
        String name = "backward, layer " + l;
        steps.add(
                Step.generated(
                        name,
                        Phase.BACKWARD,
                        l,
                        new SumsStage(layers.get(l), l, true, inline ? f : null)));
        if (!inline) {
            addSlope(steps, l - 1);
        }
    }

    private void addSlope(List<Step> steps, int l) {
        ActivationFunction f = functions[l];
        int units = layers.get(l).outputs();
        add(
                steps,
                "slope, layer " + l,
                Phase.BACKWARD,
                l,
                b ->
                        kernels.activations()
                                .multiplyByDerivative(
                                        f,
                                        b.deltas[l],
                                        f.derivativeFromSums() ? b.sums[l] : b.activations[l],
                                        0,
                                        units * b.n));
    }
}
