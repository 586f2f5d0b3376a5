package lanewise.kernel;

import static lanewise.kernel.VectorKernels.WIDTH;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * Writes the gradient of a layer whose sums run in virtual lanes ({@link Dense#sumsInOrder} is
 * false): tiles of up to sixteen sums that stay in registers while the samples go by, and are
 * folded together at the end. Biases are the weights of one more input, which is always 1.
 *
 * @param layer the layer
 * @param number its number, from 0
 */
record GradientStage(Dense layer, int number) implements StageCode {

    private static final int MAX_SUMS = Lanes.COUNT;
    private static final int MAX_COLUMNS = 4;

    /** The stage: one call for each tile. */
    @Override
    public StageClass write() {
        StageClass stage = new StageClass("Gradient");
        int rows = layer.inputs() + (layer.hasBias() ? 1 : 0);
        int columns = layer.outputs();
        boolean one = rows * columns <= MAX_SUMS;
        int tileColumns = one ? columns : Math.min(MAX_COLUMNS, columns);
        int tileRows = one ? rows : MAX_SUMS / tileColumns;
        for (int i = 0; i < rows; i += tileRows) {
            int r = Math.min(tileRows, rows - i);
            boolean biased = i + r > layer.inputs();
            for (int j = 0; j < columns; j += tileColumns) {
                int c = Math.min(tileColumns, columns - j);
                String name = "sums" + r + "x" + c + (biased ? "biased" : "");
                stage.call(name, code -> new Tile(new VectorCode(code), r, c, biased).write(), i, j);
            }
        }
        return stage;
    }

    /** One method: parameters are the block, the first input and the first output. */
    private final class Tile {
        private static final int BLOCK = 0;
        private static final int INPUT = 1;
        private static final int OUTPUT = 2;

        private static final MethodTypeDesc ADD =
                MethodTypeDesc.of(
                        ConstantDescs.CD_void,
                        ConstantDescs.CD_float.arrayType(),
                        ConstantDescs.CD_int,
                        ConstantDescs.CD_int,
                        ConstantDescs.CD_float.arrayType(),
                        ConstantDescs.CD_int,
                        ConstantDescs.CD_int);

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
            if (WIDTH == Lanes.COUNT) {
                code.code.iconst_0();
                sums(code.storeInt());
            } else {
                code.code.iconst_0();
                int lane = code.storeInt();
                code.code.loadConstant(Lanes.COUNT);
                int end = code.storeInt();
                code.loop(lane, end, WIDTH, () -> sums(lane));
            }
            CodeBuilder c = code.code;
            c.aload(lanes).loadConstant(rows).loadConstant(columns);
            StageClass.field(code, BLOCK, "gradient");
            c.iload(INPUT).loadConstant(layer.outputs()).imul().iload(OUTPUT).iadd();
            c.loadConstant(layer.weights()).iadd();
            c.loadConstant(layer.outputs());
            c.invokestatic(VectorCode.desc(LaneSums.class), "add", ADD);
            c.return_();
        }

        private void arrays() {
            StageClass.field(code, BLOCK, "n");
            n = code.storeInt();
            boolean fromFeatures = number == 0;
            if (fromFeatures) {
                StageClass.field(code, BLOCK, "x");
            } else {
                StageClass.row(code, BLOCK, "activations", number - 1);
            }
            in = code.store();
            for (int r = 0; r < inputRows(); r++) {
                code.at(INPUT, r).run();
                if (fromFeatures) {
                    StageClass.field(code, BLOCK, "ld");
                    code.code.imul();
                    StageClass.field(code, BLOCK, "from");
                    code.code.iadd();
                } else {
                    code.code.iload(n).imul();
                }
                inRow[r] = code.storeInt();
            }
            StageClass.row(code, BLOCK, "deltas", number);
            delta = code.store();
            for (int c = 0; c < columns; c++) {
                code.at(OUTPUT, c).run();
                code.code.iload(n).imul();
                deltaRow[c] = code.storeInt();
            }
            StageClass.field(code, BLOCK, "lanes");
            lanes = code.store();
        }

        private int inputRows() {
            return biased ? rows - 1 : rows;
        }

        /** The sums of a vector of lanes. */
        private void sums(int lane) {
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    sums[r][c] = code.zero().store();
                }
            }
            code.code.iload(lane);
            int s = code.storeInt();
            code.loop(s, n, Lanes.COUNT, () -> step(s));
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
                d[c] = code.load(delta, code.at(s, deltaRow[c], 0)).store();
            }
            for (int r = 0; r < rows; r++) {
                int x = r < inputRows() ? code.load(in, code.at(s, inRow[r], 0)).store() : -1;
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
    }
}
