package lanewise.internal.recurrent;

import lanewise.recurrent.Convergence;

/** Collects how the samples of a batch converge in a recurrent layer, block by block. */
final class ConvergenceStatistics {

    /** One direction: activations forward, or errors backward. */
    static final class Direction {
        private int maxSweeps;
        private long rowSweeps;
        private float residual;

        private void clear() {
            maxSweeps = 0;
            rowSweeps = 0;
            residual = 0;
        }

        /**
         * Records the start of a sweep.
         *
         * @param number index of the sweep in its block, from 1
         * @param rows number of samples that take part
         */
        void sweep(int number, int rows) {
            maxSweeps = Math.max(maxSweeps, number);
            rowSweeps += rows;
        }

        /** Records a sample that converged with a last change. */
        void converged(float change) {
            residual = Math.max(residual, change);
        }

        /** Records the largest change of samples that did not converge. */
        void failed(float change) {
            residual = change;
        }
    }

    final Direction forward = new Direction();
    final Direction backward = new Direction();
    private int rows;
    private int converged;

    /** Begins a batch. */
    void clear() {
        forward.clear();
        backward.clear();
        rows = 0;
        converged = 0;
    }

    /** Begins a block of samples. */
    void begin(int samples) {
        rows += samples;
    }

    /** Ends a block whose samples have converged in both directions. */
    void end(int samples) {
        converged += samples;
    }

    Convergence convergence() {
        return new Convergence(
                forward.maxSweeps,
                backward.maxSweeps,
                forward.rowSweeps,
                backward.rowSweeps,
                forward.residual,
                backward.residual,
                rows,
                converged);
    }
}
