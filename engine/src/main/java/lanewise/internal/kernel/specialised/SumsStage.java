package lanewise.internal.kernel.specialised;

import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.Dense;

import java.util.List;

/**
 * Generates the weighted sums of a layer, forward or backward, in tiles of units: {@code out[r][s]
 * = f(Σ_t w[t][r] · in[t][s])}, summed in ascending order of {@code t} as defined by {@link
 * DenseKernels}. Forward, {@code f} is the layer's activation function; backward, it multiplies by
 * the derivative of the previous layer's activation function.
 *
 * @param layer the layer
 * @param number index of the layer
 * @param backward whether to generate the backward phase
 * @param f the activation function to inline, that of the previous layer if backward; null for none
 */
record SumsStage(Dense layer, int number, boolean backward, ActivationFunction f)
        implements StageCode {

    /**
     * Maximum number of units per tile, which share each loaded vector of inputs. Groups of units
     * that share divisions do not extend beyond a tile of four.
     */
    private static final int MAX_UNITS = 4;

    /** Maximum number of weights kept in registers. */
    private static final int MAX_WEIGHTS = 16;

    /** Maximum number of multiplications to unroll; more are generated as a loop over terms. */
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

    @Override
    public List<Object> key() {
        return StageCode.key("sums", layer, number, backward, f);
    }

    /** Generates the stage, with one call per tile of units. */
    @Override
    public StageClass write() {
        StageClass stage = new StageClass((backward ? "Backward" : "Forward") + number);
        for (int r = 0; r < rows(); r += MAX_UNITS) {
            int units = Math.min(MAX_UNITS, rows() - r);
            stage.call("units" + units, code -> new Tile(code, units).write(), r);
        }
        return stage;
    }

    /** Generates one method; its parameters are the block and the first row. */
    private final class Tile {
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
            int wide = units <= 2 ? 4 / units : 1;
            unrolled = terms() * units * wide <= MAX_UNROLLED;
            // In a loop over terms, the sums of two vectors that start from one bias were boxed in
            // JVMs without type profiles, and two vectors of two units were no faster than one.
            vectors = units == 2 && !unrolled ? 1 : wide;
            inRegisters = unrolled && terms() * units <= MAX_WEIGHTS;
        }

        void write() {
            arrays();
            rows();
            elements.prepare(backward ? ActivationFunction.IDENTITY : f);
            if (inRegisters) {
                for (int t = 0; t < terms(); t++) {
                    for (int u = 0; u < units; u++) {
                        weights[t][u] = weight(t, u).store("w" + t + u);
                    }
                }
            }
            int s = code.integer("s", 0);
            if (vectors > 1) {
                code.field("n");
                code.code.loadConstant(vectors * WIDTH - 1).isub();
                int end = code.integer("wideEnd");
                int wide = vectors * WIDTH;
                code.loop(s, end, wide, n -> n / wide, () -> step(s, vectors));
            }
            code.field("n");
            int end = code.integer("n");
            int done = vectors > 1 ? vectors * WIDTH : Integer.MAX_VALUE;
            code.loop(s, end, WIDTH, n -> n % done / WIDTH, () -> step(s, 1));
            code.code.return_();
        }

        private void arrays() {
            code.field("parameters");
            w = code.array("w");
            code.code.iload(ROW).loadConstant(rowStride()).imul();
            code.code.loadConstant(layer.weights()).iadd();
            w0 = code.integer("w0");
            boolean fromFeatures = !backward && number == 0;
            if (fromFeatures) {
                code.field("x");
            } else if (backward) {
                code.row("deltas", number);
            } else {
                code.row("activations", number - 1);
            }
            in = code.array(inputName());
            if (fromFeatures) {
                code.field("from");
            } else {
                code.code.iconst_0();
            }
            in0 = code.integer("in0");
            code.field(fromFeatures ? "ld" : "n");
            ld = code.integer("ld");
            if (backward) {
                code.row("deltas", number - 1);
            } else {
                code.row(f == null ? "sums" : "activations", number);
            }
            out = code.array(outputName());
            if (backward && f != null) {
                code.row("activations", number - 1);
                source = code.array("a" + (number - 1));
            }
        }

        /** Emits the start indices of the rows, and loads the biases. */
        private void rows() {
            if (unrolled) {
                for (int t = 0; t < terms(); t++) {
                    code.code.iload(ld).loadConstant(t).imul().iload(in0).iadd();
                    inRow[t] = code.integer("in" + t);
                }
            }
            for (int u = 0; u < units; u++) {
                code.field("n");
                code.at(ROW, u).code().run();
                code.code.imul();
                outRow[u] = code.integer("out" + u);
                if (!backward && layer.hasBias()) {
                    biases[u] = code.element(w, code.at(ROW, layer.biases() + u), "b" + u);
                }
            }
        }

        private String inputName() {
            return backward ? "delta" + number : number == 0 ? "x" : "a" + (number - 1);
        }

        private String outputName() {
            return backward ? "delta" + (number - 1) : (f == null ? "z" : "a") + number;
        }

        private VectorCode weight(int t, int u) {
            return code.broadcast(w, code.at(w0, t * termStride() + u * rowStride()));
        }

        private void step(int s, int vs) {
            int[][] sums = new int[units][vs];
            for (int u = 0; u < units; u++) {
                for (int v = 0; v < vs; v++) {
                    String name = "sum" + u + (vs > 1 ? "_" + v : "");
                    if (!backward && layer.hasBias()) {
                        // A vector created outside the loop over samples would be boxed in a loop
                        // over terms.
                        sums[u][v] = code.broadcast(biases[u]).store(name);
                    } else {
                        sums[u][v] = code.zero().store(name);
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
            boolean shared =
                    !backward && f == ActivationFunction.SIGMOID && layer.sharesDivisions();
            for (int v = 0; v < vs; v++) {
                int[] sum = new int[units];
                for (int u = 0; u < units; u++) {
                    sum[u] = sums[u][v];
                    if (!unrolled) {
                        code.check(sum[u]);
                    }
                }
                if (shared) {
                    int[] activations = elements.sharedSigmoid(sum);
                    for (int u = 0; u < units; u++) {
                        code.push(activations[u]).into(out, code.at(s, outRow[u], v * WIDTH));
                    }
                } else {
                    for (int u = 0; u < units; u++) {
                        finish(s, sum[u], u, v * WIDTH);
                    }
                }
            }
        }

        private void unrolledTerm(int t, int s, int[][] sums, int vs) {
            int[] x = new int[vs];
            for (int v = 0; v < vs; v++) {
                String name = "x" + t + (vs > 1 ? "_" + v : "");
                x[v] = code.load(in, code.at(s, inRow[t], v * WIDTH)).store(name);
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
            int xt = code.integer("xt");
            code.code.iload(w0);
            int wt = code.integer("wt");
            code.code.iconst_0();
            int t = code.integer("t");
            code.code.loadConstant(terms());
            int end = code.integer("terms");
            code.loop(
                    t,
                    end,
                    1,
                    n -> terms(),
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

        /** Emits the epilogue of a finished sum: the function, if any, and the store. */
        private void finish(int s, int sum, int u, int offset) {
            VectorCode.Index to = code.at(s, outRow[u], offset);
            if (f == null) {
                code.push(sum).into(out, to);
                return;
            }
            if (backward) {
                int activation = code.load(source, to).store();
                code.push(sum);
                elements.multiplyByDerivative(f, activation);
            } else {
                code.push(sum);
                elements.activation(f);
            }
            code.into(out, to);
        }
    }
}
