package lanewise.benchmarks.jmh.kernel;

import lanewise.internal.kernel.AdamConstants;
import lanewise.internal.kernel.UpdateKernels;

/** A kernel of the update phase, with its exact result in double. */
public enum Update {
    /** Gradient descent. */
    SGD {
        @Override
        double run(UpdateKernels kernels, UpdateData d) {
            return kernels.sgd(d.p, d.g, d.next, RATE, 0, d.count);
        }

        @Override
        double step(double mean, double state) {
            return mean / SCALE;
        }
    },
    /** Momentum. */
    MOMENTUM {
        @Override
        double run(UpdateKernels kernels, UpdateData d) {
            return kernels.momentum(d.p, d.g, d.next, d.first, RATE, PART, SCALE, 0, d.count);
        }

        @Override
        double step(double mean, double state) {
            return PART * state + mean;
        }
    },
    /** Nesterov's momentum. */
    NESTEROV {
        @Override
        double run(UpdateKernels kernels, UpdateData d) {
            return kernels.nesterov(d.p, d.g, d.next, d.first, RATE, PART, SCALE, 0, d.count);
        }

        @Override
        double step(double mean, double state) {
            return PART * (PART * state + mean) + mean;
        }
    },
    /** RMSProp. */
    RMS_PROP {
        @Override
        double run(UpdateKernels kernels, UpdateData d) {
            return kernels.rmsProp(
                    d.p, d.g, d.next, d.second, RATE, PART, 1 - PART, EPSILON, SCALE, 0, d.count);
        }

        @Override
        double step(double mean, double state) {
            return mean / (Math.sqrt(PART * state + (1 - PART) * mean * mean) + EPSILON);
        }
    },
    /** Adam. */
    ADAM {
        @Override
        double run(UpdateKernels kernels, UpdateData d) {
            return kernels.adam(
                    d.p,
                    d.g,
                    d.next,
                    d.first,
                    d.second,
                    ADAM_CONSTANTS,
                    RATE,
                    1.5f,
                    SCALE,
                    0,
                    d.count);
        }

        @Override
        double step(double mean, double state) {
            double m = PART * state + (1 - PART) * mean;
            double v = PART * state + (1 - PART) * mean * mean;
            return m / (1.5 * Math.sqrt(v) + EPSILON);
        }
    },
    /** The square of the gradient's norm. */
    SUM_OF_SQUARES {
        @Override
        double run(UpdateKernels kernels, UpdateData d) {
            return kernels.sumOfSquares(d.g, 0, d.count, d.scratch);
        }

        @Override
        double step(double mean, double state) {
            return 0;
        }

        @Override
        void verify(String what, double result, UpdateData data, UpdateData scalar) {
            double sum = 0;
            for (float g : data.g) {
                sum += (double) g * g;
            }
            // A lane sums 256 squares at a time: 256 · 2^-24 at most.
            require(what, Math.abs(result - sum) <= 256 * 0x1p-24 * sum, result, sum);
        }
    };

    private static final float RATE = 0.01f;
    private static final float SCALE = 0.25f;
    private static final float PART = 0.75f;
    private static final float EPSILON = 0.125f;
    private static final AdamConstants ADAM_CONSTANTS = AdamConstants.of(PART, PART, EPSILON);

    /**
     * Tolerance of a step: all roundings but the last are of a step of at most 0.1, the last is of
     * a parameter of about 1.
     */
    private static final double TOLERANCE = 0x1p-24 + 0.1 * 8 * 0x1p-24;

    /** Calls the kernel. */
    abstract double run(UpdateKernels kernels, UpdateData data);

    /**
     * The factor of the learning rate.
     *
     * @param mean the scaled gradient
     * @param state the state before the call, equal in all arrays of state
     */
    abstract double step(double mean, double state);

    /**
     * Compares the new parameters with the exact ones and with the scalar kernel's.
     *
     * @throws IllegalStateException if a bit differs from the scalar kernel's, or a result is too
     *     inexact
     */
    void verify(String what, double result, UpdateData data, UpdateData scalar) {
        require(what, result == 0, result, 0);
        for (int k = 0; k < data.count; k++) {
            float actual = data.next[k];
            require(what, actual == scalar.next[k], actual, scalar.next[k]);
            double exact = data.p[k] - RATE * step((double) SCALE * data.g[k], data.start[k]);
            require(what, Math.abs(actual - exact) <= TOLERANCE, actual, exact);
        }
    }

    private static void require(String what, boolean holds, double actual, double expected) {
        if (!holds) {
            throw new IllegalStateException(what + " gave " + actual + ", expected " + expected);
        }
    }
}
