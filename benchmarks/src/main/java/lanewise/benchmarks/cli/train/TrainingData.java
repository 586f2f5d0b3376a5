package lanewise.benchmarks.cli.train;

import lanewise.data.Dataset;
import lanewise.data.Scaling;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;

import java.util.Optional;

/**
 * The rows of a run by their purpose, scaled as {@link DataOptions} says by what the rows to learn
 * hold.
 *
 * @param train the rows to learn
 * @param validation rows to stop by, if there are any
 * @param test the rows to test with
 * @param rawTest the test rows as they are in the file
 * @param scaling how all but these are scaled, if they are
 */
record TrainingData(
        Dataset train,
        Optional<Dataset> validation,
        Dataset test,
        Dataset rawTest,
        Optional<Scaling> scaling) {

    /**
     * Splits and scales rows. The rows for validation are taken from those for training.
     *
     * @throws IllegalArgumentException if a part would have no rows, or numbers cannot be scaled
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
        Scaling scaling = options.scale().fit(train);
        return scaling == null
                ? new TrainingData(train, validation, split.test(), split.test(), Optional.empty())
                : new TrainingData(
                        scaling.apply(train),
                        validation.map(scaling::apply),
                        scaling.apply(split.test()),
                        split.test(),
                        Optional.of(scaling));
    }

    /** The number of all rows. */
    int rows() {
        return train.rows() + validationRows() + test.rows();
    }

    /** The number of rows to stop by. */
    int validationRows() {
        return validation.isPresent() ? validation.get().rows() : 0;
    }
}
