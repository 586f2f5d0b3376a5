package lanewise.train;

import lanewise.data.Dataset;
import lanewise.internal.text.Names;

import java.util.Arrays;

/** Weights of the training rows. Their text continues that of a trainer. */
sealed interface SampleWeights {

    /** The weight of each row of the data; null if all are 1. */
    float[] of(Dataset data);

    /** The same weight for all rows. */
    record Equal() implements SampleWeights {
        @Override
        public float[] of(Dataset data) {
            return null;
        }

        @Override
        public String toString() {
            return "";
        }
    }

    /** A weight for each row. */
    record PerRow(float[] weights) implements SampleWeights {
        @Override
        public float[] of(Dataset data) {
            if (weights.length != data.rows()) {
                throw new IllegalArgumentException(
                        weights.length
                                + " sample weights for "
                                + data.rows()
                                + " rows: expected a weight for each row");
            }
            return weights;
        }

        @Override
        public String toString() {
            return ", sample weights of hash code " + Arrays.hashCode(weights);
        }
    }

    /** A weight for each class. */
    record PerClass(float[] weights) implements SampleWeights {
        @Override
        public float[] of(Dataset data) {
            requireClasses(data);
            if (weights.length != data.classNames().size()) {
                throw new IllegalArgumentException(
                        weights.length
                                + " class weights for the classes "
                                + Names.listed(data.classNames())
                                + ": expected a weight for each class");
            }
            float[] perRow = new float[data.rows()];
            for (int row = 0; row < perRow.length; row++) {
                perRow[row] = weights[data.label(row)];
            }
            requireWeight(perRow, "the classes of all rows have the weight 0");
            return perRow;
        }

        @Override
        public String toString() {
            return ", class weights " + Arrays.toString(weights);
        }
    }

    /** The same total weight for all classes: rows / (classes · rows of the class) per row. */
    record Balanced() implements SampleWeights {
        @Override
        public float[] of(Dataset data) {
            requireClasses(data);
            int classes = data.classNames().size();
            int[] count = new int[classes];
            for (int row = 0; row < data.rows(); row++) {
                count[data.label(row)]++;
            }
            float[] weights = new float[classes];
            for (int k = 0; k < classes; k++) {
                weights[k] =
                        count[k] == 0 ? 0f : (float) (data.rows() / ((double) classes * count[k]));
            }
            return new PerClass(weights).of(data);
        }

        @Override
        public String toString() {
            return ", balanced classes";
        }
    }

    /** Validates weights, and copies them. */
    static float[] checked(String what, float... weights) {
        float[] copy = weights.clone();
        for (int k = 0; k < copy.length; k++) {
            if (!(copy[k] >= 0) || !Float.isFinite(copy[k])) {
                throw new IllegalArgumentException(
                        what
                                + " "
                                + k
                                + " is "
                                + copy[k]
                                + ": expected a finite number of at least 0");
            }
        }
        requireWeight(copy, "all " + what + "s are 0");
        return copy;
    }

    private static void requireWeight(float[] weights, String problem) {
        for (float weight : weights) {
            if (weight > 0) {
                return;
            }
        }
        throw new IllegalArgumentException(problem + ": expected at least one above 0");
    }

    private static void requireClasses(Dataset data) {
        if (!data.classification()) {
            throw new IllegalArgumentException(
                    "class weights for a data set with numeric targets: use sample weights");
        }
    }
}
