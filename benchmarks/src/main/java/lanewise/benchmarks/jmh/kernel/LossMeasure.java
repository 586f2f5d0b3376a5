package lanewise.benchmarks.jmh.kernel;

import lanewise.internal.kernel.LossFunction;
import lanewise.internal.kernel.LossKernels;

/** A reduction at the end of a forward phase, with its exact result in double. */
public enum LossMeasure {
    /** Half the sum of squared errors. */
    SQUARED_ERROR {
        @Override
        double run(LossKernels kernels, LossData d) {
            return d.sum(kernels, LossFunction.SQUARED_ERROR);
        }

        @Override
        double exact(LossData d, int s) {
            double sum = 0;
            for (int k = 0; k < d.outputs; k++) {
                double error = (double) d.a(k, s) - d.y(k, s);
                sum += error * error;
            }
            return sum;
        }
    },
    /** The sum of absolute errors of unbounded outputs. */
    ABSOLUTE_ERROR {
        @Override
        double run(LossKernels kernels, LossData d) {
            return d.sumOfUnbounded(kernels, LossFunction.ABSOLUTE_ERROR);
        }

        @Override
        double exact(LossData d, int s) {
            double sum = 0;
            for (int k = 0; k < d.outputs; k++) {
                sum += Math.abs((double) d.z(k, s) - d.y(k, s));
            }
            return sum;
        }
    },
    /** Huber's loss of unbounded outputs: one error in four is below 1. */
    HUBER {
        @Override
        double run(LossKernels kernels, LossData d) {
            return d.sumOfUnbounded(kernels, LossFunction.HUBER);
        }

        @Override
        double exact(LossData d, int s) {
            double sum = 0;
            for (int k = 0; k < d.outputs; k++) {
                double error = Math.abs((double) d.z(k, s) - d.y(k, s));
                sum += error < 1 ? error * error / 2 : error - 0.5;
            }
            return sum;
        }
    },
    /** Each output is a separate probability. */
    BINARY_CROSS_ENTROPY {
        @Override
        double run(LossKernels kernels, LossData d) {
            return d.sum(kernels, LossFunction.BINARY_CROSS_ENTROPY);
        }

        @Override
        double exact(LossData d, int s) {
            double sum = 0;
            for (int k = 0; k < d.outputs; k++) {
                double z = d.z(k, s);
                sum += Math.max(z, 0) - z * d.y(k, s) + Math.log1p(Math.exp(-Math.abs(z)));
            }
            return sum;
        }
    },
    /** The outputs are the probabilities of classes. */
    CROSS_ENTROPY {
        @Override
        double run(LossKernels kernels, LossData d) {
            return d.sum(kernels, LossFunction.CROSS_ENTROPY);
        }

        @Override
        double exact(LossData d, int s) {
            double sum = 0;
            double ofTarget = 0;
            for (int k = 0; k < d.outputs; k++) {
                sum += Math.exp(d.z(k, s));
                ofTarget += d.y(k, s) * d.z(k, s);
            }
            return Math.log(sum) - ofTarget;
        }
    },
    /** Number of correctly predicted samples. */
    HITS {
        @Override
        double run(LossKernels kernels, LossData d) {
            return d.hits(kernels);
        }

        @Override
        double exact(LossData d, int s) {
            int largest = 0;
            for (int k = 1; k < d.outputs; k++) {
                if (d.a(k, s) > d.a(largest, s)) {
                    largest = k;
                }
            }
            return d.y(largest, s);
        }
    };

    /**
     * Relative tolerance: each of 16 lanes adds its share of positive numbers, with a rounding of
     * 2^-24 each.
     */
    private static final double TOLERANCE = 0x1p-24;

    /** Calls the kernel. */
    abstract double run(LossKernels kernels, LossData data);

    /** The exact contribution of a sample. */
    abstract double exact(LossData data, int sample);

    /**
     * Compares a result with the scalar kernel's and with the exact one.
     *
     * @throws IllegalStateException if a bit differs from the scalar kernel's, or it is too inexact
     */
    void verify(String what, double result, double scalar, LossData data) {
        double exact = 0;
        for (int s = 0; s < data.samples; s++) {
            exact += exact(data, s);
        }
        double roundings = data.outputs * (data.samples / 16.0 + 8);
        if (Double.doubleToLongBits(result) != Double.doubleToLongBits(scalar)
                || !(Math.abs(result - exact) <= roundings * TOLERANCE * exact)) {
            throw new IllegalStateException(
                    what
                            + " gave "
                            + result
                            + ", the scalar kernel "
                            + scalar
                            + ", exact is "
                            + exact);
        }
    }
}
