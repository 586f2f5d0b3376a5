package lanewise.benchmarks.jmh.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.internal.kernel.UpdateKernels;
import lanewise.internal.tier.KernelProvider;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The check of the benchmark before it is measured: passes for correct results and fails for wrong
 * ones.
 */
@Tag("vectors")
class UpdateKernelTest {

    @ParameterizedTest
    @EnumSource
    void acceptsEveryMeasuredKernel(Update update) {
        for (String tier : new String[] {"scalar", "vector"}) {
            UpdateKernel benchmark = new UpdateKernel();
            benchmark.tier = tier;
            benchmark.update = update;
            benchmark.parameters = 5000;
            benchmark.prepare();
            double result = benchmark.step();
            assertEquals(update == Update.SUM_OF_SQUARES, result > 0, "" + result);
        }
    }

    @ParameterizedTest
    @EnumSource
    void detectsWrongResult(Update update) {
        UpdateKernels kernels = KernelProvider.scalar().updates();
        UpdateData data = new UpdateData(32);
        UpdateData scalar = new UpdateData(32);
        double result = update.run(kernels, data);
        update.run(kernels, scalar);
        update.verify("as it is", result, data, scalar);
        assertRefused(() -> update.verify("returned", result + 1, data, scalar));
        if (update != Update.SUM_OF_SQUARES) {
            data.next[31] = Math.nextUp(data.next[31]);
            assertRefused(() -> update.verify("a bit", result, data, scalar));
            data.next[31] += 1e-6f;
            scalar.next[31] = data.next[31];
            assertRefused(() -> update.verify("both", result, data, scalar));
        }
    }

    private static void assertRefused(Executable call) {
        IllegalStateException e = assertThrows(IllegalStateException.class, call);
        assertTrue(e.getMessage().contains(" gave "), e.getMessage());
    }
}
