package lanewise.train;

import lanewise.data.Dataset;
import lanewise.internal.pass.TrainingRows;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.text.Names;

import java.util.Objects;

/**
 * Stops a run when the loss on validation rows no longer improves, and returns the parameters with
 * the smallest loss (L. Prechelt, "Early Stopping — but when?", 1998).
 *
 * <p>The loss is measured after each epoch. When {@code patience} epochs in a row have not reduced
 * it below the smallest so far by more than {@code minImprovement}, the run stops. {@link
 * TrainingRun#model} is the model of the epoch with the smallest loss, also if the run ends before
 * that.
 *
 * <pre>{@code
 * Trainer patient = Trainer.of(new Adam(0.01)).withBatches(32).withEpochs(1000)
 *         .withEarlyStopping(new EarlyStopping(validation, 10));
 * TrainingRun run = patient.fit(start, train);
 * System.out.println(run.stopReason()); // prints EARLY_STOPPING
 * Model best = run.model();
 * }</pre>
 *
 * @param validation rows to measure the loss on, which fit the network
 * @param patience number of epochs without improvement after which the run stops, at least 1
 * @param minImprovement smallest decrease of the loss that counts, at least 0
 */
public record EarlyStopping(Dataset validation, int patience, double minImprovement) {

    /**
     * Checks the settings.
     *
     * @throws NullPointerException if {@code validation} is null
     * @throws IllegalArgumentException if a number is out of range
     */
    public EarlyStopping {
        Objects.requireNonNull(
                validation, "validation is null: expected rows to measure the loss on");
        if (patience < 1) {
            throw new IllegalArgumentException(
                    "patience of " + patience + " epochs: expected at least 1");
        }
        if (!(minImprovement >= 0) || !Double.isFinite(minImprovement)) {
            throw new IllegalArgumentException(
                    "minImprovement "
                            + minImprovement
                            + ": expected a finite number of at least 0");
        }
    }

    /**
     * Early stopping in which any improvement counts.
     *
     * @param validation rows to measure the loss on, which fit the network
     * @param patience number of epochs without improvement after which the run stops, at least 1
     * @throws NullPointerException if {@code validation} is null
     * @throws IllegalArgumentException if {@code patience} is out of range
     */
    public EarlyStopping(Dataset validation, int patience) {
        this(validation, patience, 0);
    }

    /**
     * Throws an IllegalArgumentException unless the rows fit the network and have the classes of
     * the training rows.
     */
    void requireFits(NetworkPlan network, Dataset learned) {
        try {
            TrainingRows.requireFit(network, validation);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("validation: " + e.getMessage(), e);
        }
        if (learned.classification()
                && validation.classification()
                && !learned.classNames().equals(validation.classNames())) {
            throw new IllegalArgumentException(
                    "validation: classes "
                            + Names.listed(validation.classNames())
                            + ", but the training rows have "
                            + Names.listed(learned.classNames())
                            + ": split one data set, whose parts keep all classes");
        }
    }
}
