package lanewise.internal.plan;

import lanewise.data.FeatureMatrix;

/** Converts the outputs of a network, or the targets for them, to classes. */
public final class Outputs {

    private Outputs() {}

    /**
     * The class of a row: the index of the largest output, the lowest one on ties. With one output,
     * 1 if it exceeds ½, else 0.
     */
    public static int predictedClass(FeatureMatrix outputs, int row) {
        return predictedClass(outputs.array(), outputs.features(), outputs.stride(), row);
    }

    /** The class of each row, in a new array. */
    public static int[] predictedClasses(FeatureMatrix outputs) {
        int[] classes = new int[outputs.samples()];
        for (int row = 0; row < classes.length; row++) {
            classes[row] = predictedClass(outputs, row);
        }
        return classes;
    }

    /** The class of a row of a flat matrix (outputs × ld). */
    public static int predictedClass(float[] a, int outputs, int ld, int row) {
        if (outputs == 1) {
            return a[row] > 0.5f ? 1 : 0;
        }
        int predicted = 0;
        for (int k = 1; k < outputs; k++) {
            if (a[k * ld + row] > a[predicted * ld + row]) {
                predicted = k;
            }
        }
        return predicted;
    }
}
