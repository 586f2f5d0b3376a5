package lanewise.internal.kernel.specialised;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.Block;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.LossFunction;
import lanewise.internal.kernel.Targets;
import lanewise.internal.kernel.vector.LaneSums;
import lanewise.internal.kernel.vector.VectorProducts;

import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * Generates one pass over the outputs of a network whose loss is one of activations, such as the
 * squared error: the deltas of the last layer and, if measured, loss and correct predictions, as
 * defined by {@link LossKernels}. If the layer is small, the pass includes its gradient and
 * backward phase, with deltas, weights and sums in registers.
 *
 * @param layer the last layer
 * @param number index of the layer
 * @param f its activation function
 * @param loss the loss to minimize; {@link LossFunction#fromSums} is false
 * @param before the activation function of the previous layer if gradient and backward phase are
 *     included, else null
 * @param measured whether loss and correct predictions are measured
 */
record OutputStage(
        Dense layer,
        int number,
        ActivationFunction f,
        LossFunction loss,
        ActivationFunction before,
        boolean measured)
        implements StageCode {

    /** Maximum number of outputs; more would make the method too long. */
    static final int MAX_OUTPUTS = 5;

    /** Maximum number of gradient sums that fit in registers beside weights and deltas. */
    private static final int MAX_SUMS = 10;

    /**
     * Index of the loss among the sums in virtual lanes; {@link LaneSums} does not overwrite it.
     */
    private static final int LOSS = 15;

    /** Returns whether a layer is small enough to include its gradient and backward phase. */
    static boolean includesBackward(Dense layer, ActivationFunction before) {
        return rows(layer) * layer.outputs() <= MAX_SUMS && ElementCode.SUPPORTED.contains(before);
    }

    /** Returns the number of rows of the gradient, including that of the biases. */
    private static int rows(Dense layer) {
        return layer.inputs() + (layer.hasBias() ? 1 : 0);
    }

    @Override
    public List<Object> key() {
        return StageCode.key("output", layer, number, f, loss, before, measured);
    }

    @Override
    public StageClass write() {
        StageClass stage = new StageClass("Output" + number);
        stage.call("outputs", code -> new Outputs(code).write());
        return stage;
    }

    private final class Outputs {
        private final VectorCode code;
        private final ElementCode elements;
        private final LossCode losses;
        private final int[] row = new int[layer.outputs()];
        private final int[] targetRow = new int[layer.outputs()];
        private int a;
        private int y;
        private int mask;
        private int classes;
        private int delta;
        private int from;
        private int n;
        private int lanes;
        private int hits;
        private final int[][] gradient = new int[rows(layer)][layer.outputs()];
        private final int[][] weights = new int[layer.inputs()][layer.outputs()];
        private final int[] beforeRow = new int[layer.inputs()];
        private int activationBefore;
        private int deltaBefore;

        Outputs(VectorCode code) {
            this.code = code;
            elements = new ElementCode(code);
            losses = new LossCode(code, loss, measured);
        }

        void write() {
            arrays();
            if (before != null) {
                arraysBefore();
            }
            hits = code.integer("hits", 0);
            code.forLanes(this::pass);
            if (measured) {
                code.code.aload(VectorCode.BLOCK).iload(hits);
                code.code.putfield(VectorCode.desc(Block.class), "hits", CD_int);
            }
            if (before != null) {
                Runnable origin = () -> code.code.iconst_0();
                GradientStage.add(code, lanes, layer, origin, rows(layer), layer.outputs());
            }
            if (measured) {
                code.code.aload(VectorCode.BLOCK).aload(lanes).loadConstant(LOSS * Lanes.COUNT);
                code.code.invokestatic(
                        VectorCode.desc(VectorProducts.class),
                        "fold",
                        MethodTypeDesc.of(CD_float, CD_float.arrayType(), CD_int));
                code.code.putfield(VectorCode.desc(Block.class), "loss", CD_float);
            }
            code.code.return_();
        }

        private void arrays() {
            code.field("n");
            n = code.integer("n");
            code.field("from");
            from = code.integer("from");
            code.row("activations", number);
            a = code.array("a");
            code.row("deltas", number);
            delta = code.array("delta");
            y = target("y");
            mask = target("mask");
            classes = target("classes");
            code.field("lanes");
            lanes = code.array("lanes");
            for (int k = 0; k < layer.outputs(); k++) {
                code.code.iload(n).loadConstant(k).imul();
                row[k] = code.integer("row" + k);
                code.field("targets");
                code.code.invokevirtual(
                        VectorCode.desc(Targets.class), "ld", MethodTypeDesc.of(CD_int));
                code.code.loadConstant(k).imul().iload(from).iadd();
                targetRow[k] = code.integer("target" + k);
            }
        }

        private void arraysBefore() {
            code.row("activations", number - 1);
            activationBefore = code.array("a" + (number - 1));
            code.row("deltas", number - 1);
            deltaBefore = code.array("delta" + (number - 1));
            code.field("parameters");
            int w = code.array("w");
            code.code.loadConstant(layer.weights());
            int w0 = code.integer("w0");
            for (int i = 0; i < layer.inputs(); i++) {
                code.code.iload(n).loadConstant(i).imul();
                beforeRow[i] = code.integer("before" + i);
                for (int k = 0; k < layer.outputs(); k++) {
                    VectorCode.Index index = code.at(w0, i * layer.outputs() + k);
                    weights[i][k] = code.broadcast(w, index).store("w" + i + k);
                }
            }
        }

        private int target(String component) {
            code.field("targets");
            MethodTypeDesc type = MethodTypeDesc.of(CD_float.arrayType());
            code.code.invokevirtual(VectorCode.desc(Targets.class), component, type);
            return code.array(component);
        }

        /** Emits the loop over the samples of one vector of lanes. */
        private void pass(int lane) {
            int lossSum = code.zero().store("loss");
            if (before != null) {
                for (int i = 0; i < rows(layer); i++) {
                    for (int k = 0; k < layer.outputs(); k++) {
                        gradient[i][k] = code.zero().store("gradient" + i + k);
                    }
                }
            }
            code.forSamples(lane, n, s -> step(s, lossSum));
            if (measured) {
                code.push(lossSum).into(lanes, code.at(lane, LOSS * Lanes.COUNT));
            }
            if (before != null) {
                for (int i = 0; i < rows(layer); i++) {
                    for (int k = 0; k < layer.outputs(); k++) {
                        int sum = (i * layer.outputs() + k) * Lanes.COUNT;
                        code.push(gradient[i][k]).into(lanes, code.at(lane, sum));
                    }
                }
            }
        }

        private void step(int s, int lossSum) {
            int weight = code.load(mask, code.at(s, from, 0)).store("weight");
            int[] activation = new int[layer.outputs()];
            int[] deltas = new int[layer.outputs()];
            for (int k = 0; k < layer.outputs(); k++) {
                activation[k] = code.load(a, code.at(s, row[k], 0)).store("a" + k);
                code.push(activation[k]).load(y, code.at(s, targetRow[k], 0)).subtract();
                int error = code.store();
                losses.emit(error, weight, lossSum);
                elements.multiplyByDerivative(f, activation[k]);
                if (before == null) {
                    code.into(delta, code.at(s, row[k], 0));
                } else {
                    deltas[k] = code.store("d" + k);
                }
            }
            if (before != null) {
                backward(s, deltas);
            }
            if (measured) {
                countHits(s, activation);
            }
        }

        private void backward(int s, int[] deltas) {
            for (int i = 0; i < layer.inputs(); i++) {
                int a = code.load(activationBefore, code.at(s, beforeRow[i], 0)).store("h" + i);
                int sum = code.zero().store();
                for (int k = 0; k < deltas.length; k++) {
                    code.push(a).push(deltas[k]).push(gradient[i][k]).fma().store(gradient[i][k]);
                    code.push(deltas[k]).push(weights[i][k]).push(sum).fma().store(sum);
                }
                code.push(sum);
                elements.multiplyByDerivative(before, a);
                code.into(deltaBefore, code.at(s, beforeRow[i], 0));
            }
            if (layer.hasBias()) {
                int[] biases = gradient[layer.inputs()];
                for (int k = 0; k < deltas.length; k++) {
                    code.push(deltas[k]).push(biases[k]).add().store(biases[k]);
                }
            }
        }

        private void countHits(int s, int[] activation) {
            code.load(classes, code.at(s, from, 0));
            int actual = code.store();
            int predicted;
            if (activation.length == 1) {
                predicted = code.zero().blendWhere(activation[0], "GT", 0.5f, 1f).store();
            } else {
                predicted = code.zero().store();
                int largest = code.push(activation[0]).store();
                for (int k = 1; k < activation.length; k++) {
                    int larger = code.push(activation[k]).greaterThan(largest).store();
                    code.push(largest).push(activation[k]).push(larger).blend().store(largest);
                    code.push(predicted).blendWhere(larger, k).store(predicted);
                }
            }
            code.push(actual).push(predicted).countEqual(hits);
        }
    }
}
