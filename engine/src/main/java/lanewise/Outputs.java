package lanewise;

import lanewise.data.FeatureMatrix;

/** How the outputs of a network, or the targets for them, are read as a class. */
final class Outputs {

    private Outputs() {}

    /**
     * The class of a row: the index of the largest output, the first of equals; with one output, 1
     * where it exceeds ½, else 0.
     */
    static int predictedClass(FeatureMatrix outputs, int row) {
        float[] array = outputs.array();
        if (outputs.features() == 1) {
            return array[row] > 0.5f ? 1 : 0;
        }
        int predicted = 0;
        for (int k = 1; k < outputs.features(); k++) {
            if (array[k * outputs.stride() + row] > array[predicted * outputs.stride() + row]) {
                predicted = k;
            }
        }
        return predicted;
    }
}
