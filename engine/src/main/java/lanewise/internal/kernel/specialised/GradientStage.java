package lanewise.internal.kernel.specialised;

import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.vector.LaneSums;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * Generates the gradient of a layer whose sums run in virtual lanes ({@link Dense#sumsInOrder} is
 * false). Tiles of up to sixteen sums accumulate in registers over the samples and are folded
 * together at the end. Biases are treated as weights of an additional input that is always 1.
 *
 * @param layer the layer
 * @param number index of the layer
 */
record GradientStage(Dense layer, int number) implements StageCode {
    private static final int MAX_SUMS = Lanes.COUNT;

    /**
     * Largest number of sums of a tile in a layer with more of them: all 16 with the 32 registers
     * of AVX-512. With 16 registers, some of them would be kept in memory.
     */
    private static final int TILE_SUMS = WIDTH == Lanes.COUNT ? MAX_SUMS : MAX_SUMS / 2;

    /** Largest number of columns of a tile in a layer with more sums than one tile. */
    private static final int MAX_COLUMNS = 5;

    @Override
    public List<Object> key() {
        return StageCode.key("gradient", layer, number);
    }

    /** Generates the stage, with one call per tile. */
    @Override
    public StageClass write() {
        StageClass stage = new StageClass("Gradient" + number);
        int rows = layer.inputs() + (layer.hasBias() ? 1 : 0);
        int columns = layer.outputs();
        boolean one = rows * columns <= MAX_SUMS;
        int tileColumns = one ? columns : tileColumns(rows, columns);
        int tileRows = one ? rows : TILE_SUMS / tileColumns;
        for (int i = 0; i < rows; i += tileRows) {
            int r = Math.min(tileRows, rows - i);
            boolean biased = i + r > layer.inputs();
            for (int j = 0; j < columns; j += tileColumns) {
                int c = Math.min(tileColumns, columns - j);
                String name = "sums" + r + "x" + c + (biased ? "biased" : "");
                stage.call(name, code -> new Tile(code, r, c, biased).write(), i, j);
            }
        }
        return stage;
    }

    /** Returns the number of columns of a tile with which a layer has the fewest tiles. */
    private static int tileColumns(int rows, int columns) {
        int best = 1;
        int fewest = Integer.MAX_VALUE;
        for (int c = 1; c <= Math.min(MAX_COLUMNS, columns); c++) {
            int tiles = Math.ceilDiv(rows, TILE_SUMS / c) * Math.ceilDiv(columns, c);
            if (tiles <= fewest) {
                best = c;
                fewest = tiles;
            }
        }
        return best;
    }

    /**
     * Number of sums that are added without a loop. That takes 15 % off an iteration of 4-2-3, but
     * nothing off those of larger networks, whose methods would become too long for C1.
     */
    private static final int UNROLLED = 8;

    private static final MethodTypeDesc FOLD =
            MethodTypeDesc.of(
                    ConstantDescs.CD_void,
                    ConstantDescs.CD_float.arrayType(),
                    ConstantDescs.CD_int);

    /**
     * Emits code that folds sums in virtual lanes and adds them to the gradient of a tile of
     * weights. The additions are part of the generated method: whether C2 inlines a method of
     * {@link LaneSums} for them depends on what it has compiled before.
     *
     * @param code receives the code
     * @param lanes local variable of the array with the lanes, row by row
     * @param layer the layer
     * @param origin pushes the index of the tile's first weight within the layer
     * @param rows number of inputs
     * @param columns number of outputs
     */
    static void add(
            VectorCode code, int lanes, Dense layer, Runnable origin, int rows, int columns) {
        CodeBuilder c = code.code;
        c.aload(lanes).loadConstant(rows * columns);
        c.invokestatic(VectorCode.desc(LaneSums.class), "fold", FOLD);
        code.field("gradient");
        int gradient = code.array("gradient");
        origin.run();
        c.loadConstant(layer.weights()).iadd();
        int weight = code.integer("weight");
        int sum = code.integer("sum", 0);
        int sums = rows * columns;
        int unrolled = sums <= UNROLLED ? sums : columns;
        Label next = c.newLabel();
        c.labelBinding(next);
        for (int k = 0; k < unrolled; k++) {
            int offset = k / columns * layer.outputs() + k % columns;
            c.aload(gradient).iload(weight).loadConstant(offset).iadd().dup2().faload();
            c.aload(lanes).iload(sum).loadConstant(k).iadd().faload().fadd().fastore();
        }
        if (unrolled < sums) {
            c.iinc(weight, layer.outputs()).iinc(sum, columns);
            c.iload(sum).loadConstant(sums).if_icmplt(next);
        }
    }

    /** Generates one method; its parameters are the block, the first input and the first output. */
    private final class Tile {
        private static final int INPUT = 1;
        private static final int OUTPUT = 2;

        private final VectorCode code;
        private final int rows;
        private final int columns;
        private final boolean biased;
        private final int[] inRow;
        private final int[] deltaRow;
        private final int[][] sums;
        private int in;
        private int delta;
        private int lanes;
        private int n;

        Tile(VectorCode code, int rows, int columns, boolean biased) {
            this.code = code;
            this.rows = rows;
            this.columns = columns;
            this.biased = biased;
            inRow = new int[rows];
            deltaRow = new int[columns];
            sums = new int[rows][columns];
        }

        void write() {
            arrays();
            code.forLanes(this::sums);
            add(code, lanes, layer, this::pushOrigin, rows, columns);
            code.code.return_();
        }

        /** Pushes the index of the tile's first weight within the layer. */
        private void pushOrigin() {
            code.code.iload(INPUT).loadConstant(layer.outputs()).imul().iload(OUTPUT).iadd();
        }

        private void arrays() {
            code.field("n");
            n = code.integer("n");
            boolean fromFeatures = number == 0;
            if (fromFeatures) {
                code.field("x");
            } else {
                code.row("activations", number - 1);
            }
            in = code.array(number == 0 ? "x" : "a" + (number - 1));
            for (int r = 0; r < inputRows(); r++) {
                code.at(INPUT, r).code().run();
                if (fromFeatures) {
                    code.field("ld");
                    code.code.imul();
                    code.field("from");
                    code.code.iadd();
                } else {
                    code.code.iload(n).imul();
                }
                inRow[r] = code.integer("in" + r);
            }
            code.row("deltas", number);
            delta = code.array("delta" + number);
            for (int c = 0; c < columns; c++) {
                code.at(OUTPUT, c).code().run();
                code.code.iload(n).imul();
                deltaRow[c] = code.integer("out" + c);
            }
            code.field("lanes");
            lanes = code.array("lanes");
        }

        private int inputRows() {
            return biased ? rows - 1 : rows;
        }

        /** Emits the sums of one vector of lanes. */
        private void sums(int lane) {
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    sums[r][c] = code.zero().store("sum" + r + c);
                }
            }
            code.forSamples(lane, n, this::step);
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    int k = r * columns + c;
                    code.push(sums[r][c]).into(lanes, code.at(lane, k * Lanes.COUNT));
                }
            }
        }

        private void step(int s) {
            int[] d = new int[columns];
            for (int c = 0; c < columns; c++) {
                d[c] = code.load(delta, code.at(s, deltaRow[c], 0)).store("d" + c);
            }
            for (int r = 0; r < rows; r++) {
                int x = r < inputRows() ? input(s, r) : -1;
                for (int c = 0; c < columns; c++) {
                    if (x < 0) {
                        code.push(d[c]).push(sums[r][c]).add();
                    } else {
                        code.push(x).push(d[c]).push(sums[r][c]).fma();
                    }
                    code.store(sums[r][c]);
                }
            }
        }

        private int input(int s, int r) {
            return code.load(in, code.at(s, inRow[r], 0)).store("x" + r);
        }
    }
}
