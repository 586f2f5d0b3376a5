package lanewise.benchmarks.jmh.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.workload.LayerShape;
import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.tier.KernelProvider;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/**
 * The check of each kernel benchmark before it is measured: passes for correct results and fails
 * for wrong ones.
 */
@Tag("vectors")
class ExactResultTest {
    private static final LayerData DATA = new LayerData(LayerShape.parse("13-7 x 48"));
    private static final ExactResult EXACT = ExactResult.forward(DATA);

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void acceptsEveryMeasuredKernel(String tier) {
        for (String shape : List.of(LayerShape.IRIS, LayerShape.SMALL, "13-7 x 48")) {
            ForwardKernel forward = new ForwardKernel();
            forward.tier = tier;
            forward.shape = shape;
            forward.prepare();
            BackwardKernel backward = new BackwardKernel();
            backward.tier = tier;
            backward.shape = shape;
            backward.prepare();
            GradientKernel gradient = new GradientKernel();
            gradient.tier = tier;
            gradient.shape = shape;
            gradient.prepare();
        }
    }

    @Test
    void callGivesCheckedResults() {
        ForwardKernel forward = new ForwardKernel();
        forward.tier = "scalar";
        forward.shape = DATA.shape.toString();
        forward.prepare();
        assertArrayEquals(scalarForward(), forward.forward());
    }

    @Test
    void detectsBitThatDiffersFromScalarKernel() {
        for (int k : new int[] {0, 7 * 48 - 1}) {
            float[] actual = scalarForward();
            actual[k] = Math.nextUp(actual[k]);
            assertRefused(
                    "vector forward: result " + k + " is ",
                    "the scalar kernel's",
                    actual,
                    scalarForward());
        }
    }

    @Test
    void detectsErrorOfBothTiers() {
        float[] wrong = scalarForward();
        wrong[100] += 1e-5f;
        assertRefused("vector forward: result 100 is ", "exact is", wrong, wrong.clone());
    }

    @Test
    void detectsNaN() {
        float[] wrong = scalarForward();
        wrong[3] = Float.NaN;
        assertRefused("vector forward: result 3 is NaN", "exact is", wrong, wrong.clone());
    }

    @Test
    void detectsMissingResults() {
        assertRefused("vector forward gave 0 results", "expected 336", new float[0], new float[0]);
    }

    private static float[] scalarForward() {
        float[] a = new float[7 * 48];
        KernelProvider.scalar()
                .dense()
                .forward(
                        DATA.layer,
                        ActivationFunction.SIGMOID,
                        0,
                        7,
                        DATA.parameters,
                        DATA.x,
                        0,
                        48,
                        a,
                        a,
                        48,
                        DATA.workspace);
        return a;
    }

    private static void assertRefused(String start, String part, float[] actual, float[] scalar) {
        IllegalStateException thrown =
                assertThrows(
                        IllegalStateException.class,
                        () -> EXACT.verify("vector forward", actual, scalar));
        assertTrue(
                thrown.getMessage().startsWith(start) && thrown.getMessage().contains(part),
                thrown.getMessage());
    }
}
