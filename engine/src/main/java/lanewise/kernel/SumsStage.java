package lanewise.kernel;

import static lanewise.kernel.VectorKernels.WIDTH;

import java.lang.classfile.CodeBuilder;

/**
 * Writes the weighted sums of a layer, forward or backward, for a tile of units: {@code out[r][s] =
 * f(Σ_t w[t][r] · in[t][s])} with the sums in the order of {@code t}, as {@link DenseKernels}
 * defines them. Forward, {@code f} is the layer's activation function; backward, it multiplies by
 * the slope of the layer before.
 *
 * @param layer the layer
 * @param number its number, from 0
 * @param backward whether backward
 * @param f the activation function to write into the loop, that of the layer before if backward
 */
record SumsStage(Dense layer, int number, boolean backward, ActivationFunction f) implements StageCode {

    /** As many units as make use of a vector of inputs while it is in a register. */
    private static final int MAX_UNITS = 4;

    /** As many weights as may stay in registers. */
    private static final int MAX_WEIGHTS = 16;

    /** Up to this many multiplications are written one by one, else in a loop over terms. */
    private static final int MAX_UNROLLED = 24;

    int terms() {
        return backward ? layer.outputs() : layer.inputs();
    }

    int rows() {
        return backward ? layer.inputs() : layer.outputs();
    }

    private int termStride() {
        return backward ? 1 : layer.outputs();
    }

    private int rowStride() {
        return backward ? layer.outputs() : 1;
    }

    /** The stage: one call for each tile of units. */
    @Override
    public StageClass write() {
        StageClass stage = new StageClass(backward ? "Backward" : "Forward");
        for (int r = 0; r < rows(); r += MAX_UNITS) {
            int units = Math.min(MAX_UNITS, rows() - r);
            stage.call("units" + units, code -> tile(code, units), r);
        }
        return stage;
    }

    private void tile(CodeBuilder builder, int units) {
        new Tile(new VectorCode(builder), units).write();
    }

    /** One method: parameters are the block and the first row. */
    private final class Tile {
        private static final int BLOCK = 0;
        private static final int ROW = 1;

        private final VectorCode code;
        private final ElementCode elements;
        private final int units;
        private final int vectors;
        private final boolean unrolled;
        private final int[] inRow = new int[MAX_UNROLLED];
        private final int[] outRow = new int[MAX_UNITS];
        private final int[] biases = new int[MAX_UNITS];
        private final int[][] weights = new int[MAX_UNROLLED][MAX_UNITS];
        private final boolean inRegisters;
        private int w;
        private int w0;
        private int in;
        private int in0;
        private int ld;
        private int out;
        private int source;

        Tile(VectorCode code, int units) {
            this.code = code;
            this.units = units;
            elements = new ElementCode(code);
            vectors = units <= 2 ? 4 / units : 1;
            unrolled = terms() * units * vectors <= MAX_UNROLLED;
            inRegisters = unrolled && terms() * units <= MAX_WEIGHTS;
        }

        void write() {
            arrays();
            rows();
            elements.prepare(backward ? ActivationFunction.IDENTITY : f);
            if (inRegisters) {
                for (int t = 0; t < terms(); t++) {
                    for (int u = 0; u < units; u++) {
                        weights[t][u] = weight(t, u).store();
                    }
                }
            }
            code.code.iconst_0();
            int s = code.storeInt();
            if (vectors > 1) {
                StageClass.field(code, BLOCK, "n");
                code.code.loadConstant(vectors * WIDTH - 1).isub();
                int end = code.storeInt();
                code.loop(s, end, vectors * WIDTH, () -> step(s, vectors));
            }
            StageClass.field(code, BLOCK, "n");
            int end = code.storeInt();
            code.loop(s, end, WIDTH, () -> step(s, 1));
            code.code.return_();
        }

        private void arrays() {
            StageClass.field(code, BLOCK, "parameters");
            w = code.store();
            code.code.iload(ROW).loadConstant(rowStride()).imul();
            code.code.loadConstant(layer.weights()).iadd();
            w0 = code.storeInt();
            boolean fromFeatures = !backward && number == 0;
            if (fromFeatures) {
                StageClass.field(code, BLOCK, "x");
            } else if (backward) {
                StageClass.row(code, BLOCK, "deltas", number);
            } else {
                StageClass.row(code, BLOCK, "activations", number - 1);
            }
            in = code.store();
            if (fromFeatures) {
                StageClass.field(code, BLOCK, "from");
            } else {
                code.code.iconst_0();
            }
            in0 = code.storeInt();
            StageClass.field(code, BLOCK, fromFeatures ? "ld" : "n");
            ld = code.storeInt();
            if (backward) {
                StageClass.row(code, BLOCK, "deltas", number - 1);
            } else {
                StageClass.row(code, BLOCK, f == null ? "sums" : "activations", number);
            }
            out = code.store();
            if (backward && f != null) {
                StageClass.row(code, BLOCK, "activations", number - 1);
                source = code.store();
            }
        }

        /** Where the rows begin, and the biases. */
        private void rows() {
            if (unrolled) {
                for (int t = 0; t < terms(); t++) {
                    code.code.iload(ld).loadConstant(t).imul().iload(in0).iadd();
                    inRow[t] = code.storeInt();
                }
            }
            for (int u = 0; u < units; u++) {
                StageClass.field(code, BLOCK, "n");
                code.at(ROW, u).run();
                code.code.imul();
                outRow[u] = code.storeInt();
                if (!backward && layer.hasBias()) {
                    code.push(w).at(ROW, layer.biases() + u).run();
                    biases[u] = code.elementToLocal();
                }
            }
        }

        private VectorCode weight(int t, int u) {
            return code.broadcast(w, code.at(w0, t * termStride() + u * rowStride()));
        }

        private void step(int s, int vs) {
            int[][] sums = new int[units][vs];
            for (int u = 0; u < units; u++) {
                for (int v = 0; v < vs; v++) {
                    if (!backward && layer.hasBias()) {
                        // A vector made outside of the loop would be boxed for a loop over terms.
                        sums[u][v] = code.broadcast(biases[u]).store();
                    } else {
                        sums[u][v] = code.zero().store();
                    }
                }
            }
            if (unrolled) {
                for (int t = 0; t < terms(); t++) {
                    unrolledTerm(t, s, sums, vs);
                }
            } else {
                loopOverTerms(s, sums, vs);
            }
            for (int v = 0; v < vs; v++) {
                for (int u = 0; u < units; u++) {
                    finish(s, sums[u][v], u, v * WIDTH);
                }
            }
        }

        private void unrolledTerm(int t, int s, int[][] sums, int vs) {
            int[] x = new int[vs];
            for (int v = 0; v < vs; v++) {
                x[v] = code.load(in, code.at(s, inRow[t], v * WIDTH)).store();
            }
            for (int u = 0; u < units; u++) {
                int weight = inRegisters ? weights[t][u] : weight(t, u).store();
                for (int v = 0; v < vs; v++) {
                    code.push(x[v]).push(weight).push(sums[u][v]).fma().store(sums[u][v]);
                }
            }
        }

        private void loopOverTerms(int s, int[][] sums, int vs) {
            code.code.iload(s).iload(in0).iadd();
            int xt = code.storeInt();
            code.code.iload(w0);
            int wt = code.storeInt();
            code.code.iconst_0();
            int t = code.storeInt();
            code.code.loadConstant(terms());
            int end = code.storeInt();
            code.loop(
                    t,
                    end,
                    1,
                    () -> {
                        int[] x = new int[vs];
                        for (int v = 0; v < vs; v++) {
                            x[v] = code.load(in, code.at(xt, v * WIDTH)).store();
                        }
                        for (int u = 0; u < units; u++) {
                            int weight = code.broadcast(w, code.at(wt, u * rowStride())).store();
                            for (int v = 0; v < vs; v++) {
                                code.push(x[v]).push(weight).push(sums[u][v]).fma();
                                code.store(sums[u][v]);
                            }
                        }
                        code.code.iload(xt).iload(ld).iadd().istore(xt);
                        code.code.iinc(wt, termStride());
                    });
        }

        /** The sum is done: what becomes of it. */
        private void finish(int s, int sum, int u, int offset) {
            Runnable to = code.at(s, outRow[u], offset);
            if (f == null) {
                code.push(sum).into(out, to);
                return;
            }
            if (backward) {
                int activation = code.load(source, to).store();
                code.push(sum);
                elements.timesSlope(f, activation);
            } else {
                code.push(sum);
                elements.activation(f);
            }
            code.into(out, to);
        }
    }
}
