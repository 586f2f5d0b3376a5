package lanewise.kernel;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;

import static lanewise.kernel.VectorKernels.WIDTH;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Writes what happens to the outputs of a network that minimizes the squared error, in one pass:
 * loss and hits, if they are measured, and the deltas of the last layer, as {@link LossKernels}
 * defines them.
 *
 * @param layer the last layer
 * @param number its number, from 0
 * @param f its activation function
 * @param measured whether loss and hits are
 */
record OutputStage(Dense layer, int number, ActivationFunction f, boolean measured) implements StageCode {

    /** More outputs make a method that is too long. */
    static final int MAX_OUTPUTS = 5;

    private static final int BLOCK = 0;

    @Override
    public StageClass write() {
        StageClass stage = new StageClass("Output");
        stage.call("outputs", code -> new Outputs(new VectorCode(code)).write());
        return stage;
    }

    private final class Outputs {
        private final VectorCode code;
        private final ElementCode elements;
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

        Outputs(VectorCode code) {
            this.code = code;
            elements = new ElementCode(code);
        }

        void write() {
            arrays();
            code.code.iconst_0();
            hits = code.storeInt();
            code.code.iconst_0();
            int lane = code.storeInt();
            if (WIDTH == Lanes.COUNT) {
                pass(lane);
            } else {
                code.code.loadConstant(Lanes.COUNT);
                int end = code.storeInt();
                code.loop(lane, end, WIDTH, () -> pass(lane));
            }
            if (measured) {
                code.code.aload(BLOCK).iload(hits);
                code.code.putfield(VectorCode.desc(Block.class), "hits", CD_int);
                code.code.aload(BLOCK).aload(lanes).iconst_0();
                code.code.invokestatic(
                        VectorCode.desc(VectorProducts.class),
                        "fold",
                        MethodTypeDesc.of(CD_float, CD_float.arrayType(), CD_int));
                code.code.putfield(VectorCode.desc(Block.class), "loss", CD_float);
            }
            code.code.return_();
        }

        private void arrays() {
            StageClass.field(code, BLOCK, "n");
            n = code.storeInt();
            StageClass.field(code, BLOCK, "from");
            from = code.storeInt();
            StageClass.row(code, BLOCK, "activations", number);
            a = code.store();
            StageClass.row(code, BLOCK, "deltas", number);
            delta = code.store();
            y = target("y", CD_float.arrayType());
            mask = target("mask", CD_float.arrayType());
            classes = target("classes", CD_float.arrayType());
            StageClass.field(code, BLOCK, "lanes");
            lanes = code.store();
            for (int k = 0; k < layer.outputs(); k++) {
                code.code.iload(n).loadConstant(k).imul();
                row[k] = code.storeInt();
                StageClass.field(code, BLOCK, "targets");
                code.code.invokevirtual(
                        VectorCode.desc(Targets.class), "ld", MethodTypeDesc.of(CD_int));
                code.code.loadConstant(k).imul().iload(from).iadd();
                targetRow[k] = code.storeInt();
            }
        }

        private int target(String component, ClassDesc type) {
            StageClass.field(code, BLOCK, "targets");
            code.code.invokevirtual(
                    VectorCode.desc(Targets.class), component, MethodTypeDesc.of(type));
            return code.store();
        }

        /** The samples of a vector of lanes. */
        private void pass(int lane) {
            int loss = code.zero().store();
            code.code.iload(lane);
            int s = code.storeInt();
            code.loop(s, n, Lanes.COUNT, () -> step(s, loss));
            if (measured) {
                code.push(loss).into(lanes, code.at(lane, 0));
            }
        }

        private void step(int s, int loss) {
            int weight = code.load(mask, code.at(s, from, 0)).store();
            int[] activation = new int[layer.outputs()];
            for (int k = 0; k < layer.outputs(); k++) {
                activation[k] = code.load(a, code.at(s, row[k], 0)).store();
                code.push(activation[k]).load(y, code.at(s, targetRow[k], 0)).subtract();
                int error = code.store();
                int weighted = code.push(error).push(weight).multiply().store();
                if (measured) {
                    code.push(weighted).push(error).push(loss).fma().store(loss);
                }
                code.push(weighted);
                elements.timesSlope(f, activation[k]);
                code.into(delta, code.at(s, row[k], 0));
            }
            if (measured) {
                countHits(s, activation);
            }
        }

        private void countHits(int s, int[] activation) {
            code.code.iload(hits);
            code.load(classes, code.at(s, from, 0));
            int actual = code.store();
            int predicted;
            if (activation.length == 1) {
                predicted = code.zero().push(activation[0]).compare("GT", 0.5f).blend(1f).store();
            } else {
                predicted = code.zero().store();
                int largest = code.push(activation[0]).store();
                for (int k = 1; k < activation.length; k++) {
                    code.push(activation[k]).compareWith("GT", largest);
                    int larger = code.store();
                    code.push(largest).push(activation[k]).push(larger).blend().store(largest);
                    code.push(predicted).push(larger).blend(k).store(predicted);
                }
            }
            code.push(actual).push(predicted).countEqual();
            code.code.iadd().istore(hits);
        }
    }
}
