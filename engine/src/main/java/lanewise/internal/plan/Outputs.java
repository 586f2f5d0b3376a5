package lanewise.internal.plan;

import lanewise.data.FeatureMatrix;

/** How the outputs of a network, or the targets for them, are read as a class. */
public final class Outputs {

    private Outputs() {}

    /**
     * The class of a row: the index of the largest output, the first of equals; with one output, 1
     * where it exceeds ½, else 0.
     */
    public static int predictedClass(FeatureMatrix outputs, int row) {
        return predictedClass(outputs.array(), outputs.features(), outputs.stride(), row);
    }

    /** The same of a flat matrix (outputs × ld). */
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
