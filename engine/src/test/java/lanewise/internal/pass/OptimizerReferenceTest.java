package lanewise.internal.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.UpdateKernels;
import lanewise.internal.kernel.scalar.ScalarUpdates;
import lanewise.optimize.Adam;
import lanewise.optimize.AdamW;
import lanewise.optimize.Constant;
import lanewise.optimize.CosineDecay;
import lanewise.optimize.ExponentialDecay;
import lanewise.optimize.Momentum;
import lanewise.optimize.Nesterov;
import lanewise.optimize.Optimizer;
import lanewise.optimize.RmsProp;
import lanewise.optimize.Sgd;
import lanewise.optimize.StepDecay;
import lanewise.optimize.WarmUp;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;

/**
 * Compares a hundred steps of each optimizer with PyTorch and scikit-learn in float64, on the
 * least-squares problem of the reference file. Parameter 4 is a bias, the others are weights.
 */
class OptimizerReferenceTest {

    private static final int PARAMETERS = 7;
    private static final int COUNT = 16;
    private static final int[] WEIGHTS = {0, 4, 5, 7};

    /** Accumulated float rounding of a hundred steps, for parameters of about 1. */
    private static final double TOLERANCE = 1e-6;

    /** Constant that PyTorch adds to the norm when it clips. */
    private static final double ADDED_TO_NORM = 1e-6;

    /** Number of rows of the problem, which turns gradient sums into means. */
    private static final double DIVISOR = 12;

    private static final List<String[]> FILE =
            ReferenceFiles.rows("reference/torch_optimizers.csv");

    private final UpdateKernels kernels = new ScalarUpdates();
    private final double[][] problem = rows("problem");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sgd",
                "momentum",
                "nesterov",
                "rmsprop",
                "adam",
                "adamw",
                "sgd_l2",
                "adam_l2",
                "sgd_clip",
                "momentum_clip",
                "adam_clip",
                "sklearn_momentum",
                "sklearn_nesterov",
                "sklearn_adam",
                "sgd_step",
                "sgd_exponential",
                "sgd_cosine",
                "sgd_warm_up"
            })
    void matchesTheReference(String run) {
        double l2 = run.endsWith("_l2") ? 0.2 : 0;
        double maximumNorm = run.endsWith("_clip") ? 0.5 : Double.POSITIVE_INFINITY;
        UpdateStep step = new UpdateStep(optimizer(run), COUNT, WEIGHTS);
        float[] p = padded(rows("start")[0]);
        float[] g = new float[COUNT];
        float[] next = new float[COUNT];
        float[] scratch = new float[Kernels.SCRATCH];
        int compared = 0;
        for (int t = 1; t <= 100; t++) {
            gradient(p, g);
            double norm = GradientNorm.of(kernels, g, COUNT, DIVISOR, scratch);
            double clip = GradientNorm.clip(norm + ADDED_TO_NORM, maximumNorm);
            for (int r = 0; r < WEIGHTS.length; r += 2) {
                kernels.scaledAdd(g, (float) (l2 * DIVISOR), p, WEIGHTS[r], WEIGHTS[r + 1]);
            }
            step.begin(DIVISOR, clip, t - 1);
            assertEquals(0f, step.step(kernels, p, g, next, 0, COUNT));
            float[] old = p;
            p = next;
            next = old;
            compared += compare(run, t, p);
        }
        assertEquals(8 * PARAMETERS, compared);
    }

    private static Optimizer optimizer(String run) {
        return switch (run) {
            case "sgd", "sgd_l2", "sgd_clip" -> new Sgd(0.1);
            case "momentum", "momentum_clip", "sklearn_momentum" -> new Momentum(0.02, 0.9);
            case "nesterov", "sklearn_nesterov" -> new Nesterov(0.02, 0.9);
            case "rmsprop" -> new RmsProp(0.01);
            case "adam", "adam_l2", "adam_clip", "sklearn_adam" -> new Adam(0.05);
            case "adamw" -> new AdamW(0.05, 0.1);
            case "sgd_step" -> new Sgd(new StepDecay(0.1, 0.5, 7));
            case "sgd_exponential" -> new Sgd(new ExponentialDecay(0.1, 0.95));
            case "sgd_cosine" -> new Sgd(new CosineDecay(0.1, 0.001, 100));
            case "sgd_warm_up" -> new Sgd(new WarmUp(10, new Constant(0.1)));
            default -> throw new IllegalArgumentException(run);
        };
    }

    /** {@code Aᵀ(A·p − b)}, computed in double, rounded once. */
    private void gradient(float[] p, float[] g) {
        double[] sum = new double[PARAMETERS];
        for (double[] row : problem) {
            double error = -row[PARAMETERS];
            for (int k = 0; k < PARAMETERS; k++) {
                error += row[k] * p[k];
            }
            for (int k = 0; k < PARAMETERS; k++) {
                sum[k] += row[k] * error;
            }
        }
        System.arraycopy(padded(sum), 0, g, 0, COUNT);
    }

    private static int compare(String run, int step, float[] p) {
        int compared = 0;
        for (String[] fields : FILE) {
            if (fields[0].equals(run) && Integer.parseInt(fields[1]) == step) {
                for (int k = 0; k < PARAMETERS; k++) {
                    double expected = Double.parseDouble(fields[2 + k]);
                    String what = run + ", parameter " + k + " after step " + step;
                    assertEquals(expected, p[k], TOLERANCE, what);
                    compared++;
                }
            }
        }
        return compared;
    }

    private static float[] padded(double[] numbers) {
        float[] padded = new float[COUNT];
        for (int k = 0; k < PARAMETERS; k++) {
            padded[k] = (float) numbers[k];
        }
        return padded;
    }

    private static double[][] rows(String run) {
        double[][] rows =
                FILE.stream()
                        .filter(fields -> fields[0].equals(run))
                        .map(
                                fields ->
                                        Arrays.stream(fields, 2, fields.length)
                                                .filter(field -> !field.isEmpty())
                                                .mapToDouble(Double::parseDouble)
                                                .toArray())
                        .toArray(double[][]::new);
        assertTrue(rows.length > 0, run);
        return rows;
    }
}
