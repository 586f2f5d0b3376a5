package lanewise.spark.figures;

/**
 * Sizes of the measurements.
 *
 * @param repetitions number of samples of each figure
 * @param warmUpSeconds minimum time of the runs before them, of which there is at least one
 * @param madeRows number of training rows of the made table
 * @param copies number of times that the rows of digits are repeated for {@code transform}
 * @param steps factor of the numbers of steps that are timed, 0 to 1
 * @param coldJvms number of JVMs that measure a first {@code transform}
 */
record Effort(
        int repetitions,
        double warmUpSeconds,
        int madeRows,
        int copies,
        double steps,
        int coldJvms) {
    /** For figures that are published. */
    static final Effort FULL = new Effort(5, 10, 1_000_000, 200, 1, 5);

    /** To see in a minute or two whether all works. */
    static final Effort TINY = new Effort(1, 0, 2_000, 1, 0.02, 1);

    /** A number of steps of a run, at least 1. */
    int steps(int full) {
        return Math.max(1, (int) (full * steps));
    }
}
