package lanewise.benchmarks.jmh.kernel;

import lanewise.internal.kernel.Kernels;

import java.util.Random;

/** The operands of the update kernels, filled with reproducible numbers. */
final class UpdateData {
    final int count;

    /** Old parameters, between −1 and 1. */
    final float[] p;

    /** Their gradient, between −1 and 1. */
    final float[] g;

    /** Initial values of {@link #first} and {@link #second}, between 0 and 1. */
    final float[] start;

    final float[] first;
    final float[] second;
    final float[] next;
    final float[] scratch = new float[Kernels.SCRATCH];

    UpdateData(int count) {
        this.count = count;
        Random random = new Random(21);
        p = new float[count];
        g = new float[count];
        start = new float[count];
        next = new float[count];
        for (int k = 0; k < count; k++) {
            p[k] = 2 * random.nextFloat() - 1;
            g[k] = 2 * random.nextFloat() - 1;
            start[k] = random.nextFloat();
        }
        first = start.clone();
        second = start.clone();
    }
}
