package lanewise.internal.recurrent;

import lanewise.recurrent.Convergence;

/** Counts how the samples of a batch come to rest in a recurrent layer, block by block. */
final class ConvergenceStatistics {

    /** One direction: activations forward, or errors backward. */
    static final class Way {
        private int most;
        private long rowSweeps;
        private float residual;

        private void clear() {
            most = 0;
            rowSweeps = 0;
            residual = 0;
        }

        /**
         * A sweep has been begun.
         *
         * @param number which of its block, counted from 1
         * @param rows how many samples take part
         */
        void sweep(int number, int rows) {
            most = Math.max(most, number);
            rowSweeps += rows;
        }

        /** A sample has settled with a change. */
        void settled(float change) {
            residual = Math.max(residual, change);
        }

        /** Samples have not settled; so much they still change. */
        void unsettled(float change) {
            residual = change;
        }
    }

    final Way forward = new Way();
    final Way backward = new Way();
    private int rows;
    private int settled;

    /** Begins a batch. */
    void clear() {
        forward.clear();
        backward.clear();
        rows = 0;
        settled = 0;
    }

    /** So many samples more are to come to rest. */
    void begin(int samples) {
        rows += samples;
    }

    /** So many have, forward and backward. */
    void end(int samples) {
        settled += samples;
    }

    Convergence convergence() {
        return new Convergence(
                forward.most,
                backward.most,
                forward.rowSweeps,
                backward.rowSweeps,
                forward.residual,
                backward.residual,
                rows,
                settled);
    }
}
