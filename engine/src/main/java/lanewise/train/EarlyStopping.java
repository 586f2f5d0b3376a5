package lanewise.train;

import lanewise.data.Dataset;
import lanewise.internal.pass.TrainingRows;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.text.Names;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * Stops a run when the loss on validation rows no longer falls, and restores the parameters with
 * the smallest loss (L. Prechelt, "Early Stopping — but when?", 1998).
 *
 * <p>The loss is measured after each epoch. The run stops when {@code patience} epochs in a row
 * have not lowered the smallest loss so far by more than {@code minImprovement}. {@link
 * TrainingRun#model} is then the model of the epoch with the smallest loss, as it is for a run that
 * ends earlier.
 *
 * <pre>{@code
 * Trainer patient = Trainer.of(new Adam(0.01)).withBatches(32).withEpochs(1000)
 *         .withEarlyStopping(new EarlyStopping(validation, 10));
 * TrainingRun run = patient.fit(start, train);
 * System.out.println(run.stopReason()); // prints EARLY_STOPPING
 * Model best = run.model();
 * }</pre>
 *
 * @param validation the validation rows, which must fit the network; their classes are matched by
 *     name, and must be among those of the training rows
 * @param patience number of epochs without improvement, at least 1
 * @param minImprovement smallest decrease of the loss that counts, at least 0
 */
public record EarlyStopping(Dataset validation, int patience, double minImprovement) {

    /**
     * Validates the settings.
     *
     * @throws NullPointerException if {@code validation} is null
     * @throws IllegalArgumentException if a number is out of range
     */
    public EarlyStopping {
        Objects.requireNonNull(validation, "validation is null: expected the validation rows");
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
     * Creates a rule for which any improvement counts.
     *
     * @param validation the validation rows, which must fit the network
     * @param patience number of epochs without improvement, at least 1
     * @throws NullPointerException if {@code validation} is null
     * @throws IllegalArgumentException if {@code patience} is out of range
     */
    public EarlyStopping(Dataset validation, int patience) {
        this(validation, patience, 0);
    }

    /** This rule with the validation rows' classes in the order of the model's. */
    EarlyStopping withClassNames(List<String> names) {
        return new EarlyStopping(validation.withClassNames(names), patience, minImprovement);
    }

    /**
     * Throws an IllegalArgumentException unless the validation rows fit the network and have
     * classes and features of the training rows, features in the same order.
     */
    void requireFits(NetworkPlan network, List<String> classNames, Dataset learned) {
        requireFits(network, classNames);
        List<String> names = validation.featureNames();
        List<String> expected = learned.featureNames();
        if (!names.equals(expected) && new HashSet<>(names).equals(new HashSet<>(expected))) {
            throw new IllegalArgumentException(
                    "validation: features in the order "
                            + Names.listed(names)
                            + ", but the training rows have them in the order "
                            + Names.listed(expected)
                            + ": expected the same order; reorder the columns of one file");
        }
    }

    /** Throws an IllegalArgumentException unless the validation rows fit network and classes. */
    void requireFits(NetworkPlan network, List<String> classNames) {
        try {
            network.requireInputs(validation.features().features());
            TrainingRows.requireFit(network, withKnownClasses(classNames));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("validation: " + e.getMessage(), e);
        }
    }

    private Dataset withKnownClasses(List<String> classNames) {
        try {
            return validation.withClassNames(classNames);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "classes "
                            + Names.listed(validation.classNames())
                            + ", but the training rows have "
                            + Names.listed(classNames)
                            + ": remove the rows of other classes, or split one data set",
                    e);
        }
    }
}
