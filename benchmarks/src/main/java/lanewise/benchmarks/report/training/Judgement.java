package lanewise.benchmarks.report.training;

import lanewise.data.FeatureMatrix;
import lanewise.metrics.ConfusionMatrix;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Predictions for the test rows beside what is true. The matrices are not copied. */
public sealed interface Judgement {
    /**
     * The number of test rows.
     *
     * @return at least 1
     */
    int rows();

    /**
     * Predicted and true numbers of the test rows.
     *
     * @param predicted rows × outputs
     * @param targets the true values, rows × outputs; of two classes, either may be the single
     *     column of the second
     */
    record Outputs(FeatureMatrix predicted, FeatureMatrix targets) {
        /**
         * Checks the sizes.
         *
         * @throws NullPointerException if an argument is null
         * @throws IllegalArgumentException if the sizes differ
         */
        public Outputs {
            boolean twoClasses = predicted.features() <= 2 && targets.features() <= 2;
            if (predicted.samples() != targets.samples()
                    || predicted.features() != targets.features() && !twoClasses) {
                throw new IllegalArgumentException(
                        predicted + " predicted for " + targets + ": expected equal sizes");
            }
        }
    }

    /**
     * One of several classes.
     *
     * @param confusion counts of the test rows, with the names of the classes
     * @param probabilities the probability of each class, and 1 for the true class, else 0; of two
     *     classes the second may be the only column; empty if the outputs are not probabilities
     */
    record Classes(ConfusionMatrix confusion, Optional<Outputs> probabilities)
            implements Judgement {
        /**
         * Checks the sizes.
         *
         * @throws NullPointerException if an argument is null
         * @throws IllegalArgumentException if the numbers of rows or classes differ
         */
        public Classes {
            int classes = confusion.classNames().size();
            probabilities.ifPresent(
                    outputs -> {
                        int columns = outputs.predicted().features();
                        if (outputs.predicted().samples() != confusion.rows()
                                || columns != classes && !(columns == 1 && classes == 2)) {
                            throw new IllegalArgumentException(
                                    outputs.predicted()
                                            + " predicted, but "
                                            + confusion.rows()
                                            + " rows of "
                                            + classes
                                            + " classes counted: expected the same rows, and a"
                                            + " column for each class or for the second of two");
                        }
                    });
        }

        @Override
        public int rows() {
            return confusion.rows();
        }
    }

    /**
     * One or several numbers.
     *
     * @param names the name of each output
     * @param outputs predicted and true numbers, in the unit of the data
     */
    record Numbers(List<String> names, Outputs outputs) implements Judgement {
        /**
         * Copies the names.
         *
         * @throws NullPointerException if an argument is null
         * @throws IllegalArgumentException if there is not one name for each output
         */
        public Numbers {
            names = checkedNames(names, outputs);
        }

        @Override
        public int rows() {
            return outputs.predicted().samples();
        }
    }

    /**
     * Several labels, each of which applies or does not.
     *
     * @param names the name of each label
     * @param outputs the probability of each label, and 1 where it applies, else 0
     */
    record Labels(List<String> names, Outputs outputs) implements Judgement {
        /**
         * Copies the names.
         *
         * @throws NullPointerException if an argument is null
         * @throws IllegalArgumentException if there is not one name for each output
         */
        public Labels {
            names = checkedNames(names, outputs);
        }

        @Override
        public int rows() {
            return outputs.predicted().samples();
        }
    }

    private static List<String> checkedNames(List<String> names, Outputs outputs) {
        Objects.requireNonNull(outputs, "outputs must not be null");
        if (names.size() != outputs.predicted().features()) {
            throw new IllegalArgumentException(
                    names.size()
                            + " names for "
                            + outputs.predicted().features()
                            + " outputs: expected one for each");
        }
        return List.copyOf(names);
    }
}
