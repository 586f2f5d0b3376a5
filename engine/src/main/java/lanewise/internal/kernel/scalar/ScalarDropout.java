package lanewise.internal.kernel.scalar;

import lanewise.internal.kernel.DropoutKernels;
import lanewise.internal.kernel.DropoutMask;

/** Reference implementation of {@link DropoutKernels} in plain Java. */
public final class ScalarDropout implements DropoutKernels {

    /** Creates the kernels, which are stateless. */
    public ScalarDropout() {}

    @Override
    public void drop(
            float[] a,
            float[] out,
            int rows,
            int n,
            int first,
            int threshold,
            float scale,
            int key) {
        for (int u = 0; u < rows; u++) {
            int unitHash = DropoutMask.unitHash(key, u);
            for (int s = 0; s < n; s++) {
                boolean kept = DropoutMask.hash(key, unitHash, first + s) >= threshold;
                out[u * n + s] = kept ? a[u * n + s] * scale : 0f;
            }
        }
    }
}
