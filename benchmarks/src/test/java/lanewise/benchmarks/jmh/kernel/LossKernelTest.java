package lanewise.benchmarks.jmh.kernel;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("vectors")
class LossKernelTest {
    @ParameterizedTest
    @EnumSource(LossMeasure.class)
    void acceptsEveryMeasuredKernel(LossMeasure measure) {
        for (String tier : new String[] {"scalar", "vector"}) {
            LossKernel kernel = new LossKernel();
            kernel.tier = tier;
            kernel.measure = measure;
            kernel.samples = 128;
            kernel.prepare();
        }
    }

    @ParameterizedTest
    @EnumSource(LossMeasure.class)
    void detectsWrongResult(LossMeasure measure) {
        LossData data = new LossData(128);
        double right = measure.run(LayerData.kernels("scalar").losses(), data);
        measure.verify("scalar", right, right, data);
        assertThrows(
                IllegalStateException.class,
                () -> measure.verify("scalar", Math.nextUp(right), right, data));
        double wrong = right * 1.001;
        assertThrows(
                IllegalStateException.class, () -> measure.verify("scalar", wrong, wrong, data));
    }
}
