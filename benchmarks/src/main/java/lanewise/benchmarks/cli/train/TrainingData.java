package lanewise.benchmarks.cli.train;

import lanewise.data.Dataset;
import lanewise.data.Scaling;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;

import java.util.Optional;

/**
 * The rows of a run by their purpose, scaled as {@link DataOptions} specifies; the scaling is
 * fitted to the training rows.
 *
 * @param train the training rows
 * @param validation the validation rows for early stopping, if any
 * @param test the test rows
 * @param rawTest the unscaled test rows
 * @param scaling the scaling of all but {@code rawTest}, if any
 */
public record TrainingData(
        Dataset train,
        Optional<Dataset> validation,
        Dataset test,
        Dataset rawTest,
        Optional<Scaling> scaling) {

    /**
     * Splits and scales rows. Validation rows are taken from the training rows.
     *
     * @throws IllegalArgumentException if a part would be empty, or values cannot be scaled
     */
    static TrainingData of(Dataset all, DataOptions options, Optional<TestSize> validationSize) {
        TrainTestSplit split = TrainTestSplit.of(all, options.testSize(), options.splitSeed());
        Dataset train = split.train();
        Optional<Dataset> validation = Optional.empty();
        if (validationSize.isPresent()) {
            TrainTestSplit parts =
                    TrainTestSplit.of(train, validationSize.get(), options.splitSeed());
            train = parts.train();
            validation = Optional.of(parts.test());
        }
        Optional<Scaling> scaling = options.scaler().fit(train);
        return scaling.isEmpty()
                ? new TrainingData(train, validation, split.test(), split.test(), Optional.empty())
                : new TrainingData(
                        scaling.get().apply(train),
                        validation.map(scaling.get()::apply),
                        scaling.get().apply(split.test()),
                        split.test(),
                        scaling);
    }

    /** The largest magnitude of a training feature divided by that of another; at least 1. */
    float spread() {
        float least = Float.POSITIVE_INFINITY;
        float most = 0;
        for (int feature = 0; feature < train.features().features(); feature++) {
            float largest = 0;
            for (int row = 0; row < train.rows(); row++) {
                largest = Math.max(largest, Math.abs(train.features().get(row, feature)));
            }
            if (largest > 0) {
                least = Math.min(least, largest);
                most = Math.max(most, largest);
            }
        }
        return most == 0 ? 1 : most / least;
    }

    /**
     * Total number of rows.
     *
     * @return rows of all parts
     */
    public int rows() {
        return train.rows() + validationRows() + test.rows();
    }

    /** Number of validation rows. */
    int validationRows() {
        return validation.isPresent() ? validation.get().rows() : 0;
    }
}
