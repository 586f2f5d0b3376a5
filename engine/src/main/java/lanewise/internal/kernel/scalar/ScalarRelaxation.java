package lanewise.internal.kernel.scalar;

import static lanewise.internal.kernel.math.FusedMultiplyAdd.fma;

import lanewise.internal.kernel.RelaxationKernels;

/** Reference implementation of {@link RelaxationKernels} in plain Java. */
public final class ScalarRelaxation implements RelaxationKernels {

    @Override
    public void changes(
            float[] next, float[] current, int rows, int n, float[] change, float[] size) {
        for (int s = 0; s < n; s++) {
            change[s] = 0f;
            size[s] = 0f;
        }
        for (int j = 0; j < rows; j++) {
            for (int s = 0; s < n; s++) {
                float now = next[j * n + s];
                change[s] = larger(change[s], now - current[j * n + s]);
                size[s] = larger(size[s], now);
            }
        }
    }

    /**
     * Compares magnitudes as bits, whose order without the sign is numeric, with NaN above
     * infinity.
     */
    private static float larger(float magnitude, float number) {
        int bits = Float.floatToRawIntBits(Math.abs(number));
        return Float.intBitsToFloat(Math.max(bits, Float.floatToRawIntBits(magnitude)));
    }

    @Override
    public void damp(float[] next, float[] current, float[] damping, int rows, int n) {
        for (int j = 0; j < rows; j++) {
            for (int s = 0; s < n; s++) {
                int k = j * n + s;
                next[k] = fma(current[k] - next[k], damping[s], next[k]);
            }
        }
    }

    @Override
    public void multiplyAdd(float[] product, float[] factor, float[] addend, int from, int count) {
        for (int k = from; k < from + count; k++) {
            product[k] = fma(product[k], factor[k], addend[k]);
        }
    }

    @Override
    public void accelerate(
            float[] next,
            float[] current,
            float[] lastNext,
            float[] lastCurrent,
            float[] maxTheta,
            int rows,
            int n,
            float[] weight,
            float[] scratch) {
        for (int s = 0; s < n; s++) {
            weight[s] = 0f;
            scratch[s] = 0f;
        }
        for (int j = 0; j < rows; j++) {
            for (int s = 0; s < n; s++) {
                int k = j * n + s;
                float change = next[k] - current[k];
                float difference = change - (lastNext[k] - lastCurrent[k]);
                weight[s] = fma(change, difference, weight[s]);
                scratch[s] = fma(difference, difference, scratch[s]);
            }
        }
        for (int s = 0; s < n; s++) {
            weight[s] = weight(weight[s], scratch[s], maxTheta[s]);
        }
        for (int j = 0; j < rows; j++) {
            for (int s = 0; s < n; s++) {
                int k = j * n + s;
                lastCurrent[k] = fma(lastNext[k] - next[k], weight[s], next[k]);
            }
        }
    }

    private static float weight(float product, float square, float maxTheta) {
        float quotient = product / square;
        quotient = quotient > maxTheta ? maxTheta : quotient;
        quotient = quotient < -maxTheta ? -maxTheta : quotient;
        return square > 0f && square <= Float.MAX_VALUE ? quotient : 0f;
    }
}
