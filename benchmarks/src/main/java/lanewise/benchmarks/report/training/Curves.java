package lanewise.benchmarks.report.training;

import java.util.Objects;

/**
 * The losses of a training over its epochs or iterations, which the page numbers from 1.
 *
 * @param lossName such as {@code cross-entropy}
 * @param unit {@code epoch} or {@code iteration}
 * @param training the loss of each unit on the training rows; may be empty
 * @param validation the loss after each unit on the validation rows; empty if there are none
 * @param best index of the unit whose parameters were kept, or -1 if they are those of the last
 */
public record Curves(String lossName, String unit, float[] training, float[] validation, int best) {
    /**
     * Copies the losses.
     *
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if {@code best} is not an index of a loss or -1
     */
    public Curves {
        Objects.requireNonNull(lossName, "lossName must not be null");
        Objects.requireNonNull(unit, "unit must not be null");
        training = training.clone();
        validation = validation.clone();
        int units = Math.max(training.length, validation.length);
        if (best < -1 || best >= units) {
            throw new IllegalArgumentException(
                    "best " + unit + " " + best + " of " + units + ": expected its index, or -1");
        }
    }

    /**
     * The loss of each unit on the training rows.
     *
     * @return a copy
     */
    @Override
    public float[] training() {
        return training.clone();
    }

    /**
     * The loss after each unit on the validation rows.
     *
     * @return a copy
     */
    @Override
    public float[] validation() {
        return validation.clone();
    }
}
