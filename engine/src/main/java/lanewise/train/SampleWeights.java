package lanewise.train;

import lanewise.data.Dataset;
import lanewise.internal.text.Names;

/** The weights of training rows. */
sealed interface SampleWeights {

    /** A weight for each row of the data, or null where all are 1. */
    float[] of(Dataset data);

    /** All weights are 1. */
    record Equal() implements SampleWeights {
        @Override
        public float[] of(Dataset data) {
            return null;
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
            requireWeight(perRow, "all rows belong to classes of weight 0");
            return perRow;
        }
    }

    /** All classes have the same total weight: rows / (classes · rows of the class). */
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
    }

    /** Validates and copies weights. */
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
                    "class weights for a data set whose targets are numbers: use sample weights");
        }
    }
}
