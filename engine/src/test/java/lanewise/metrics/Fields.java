package lanewise.metrics;

import lanewise.data.FeatureMatrix;

import java.util.stream.Stream;

/** Reads the fields of reference files. */
final class Fields {
    private Fields() {}

    /** Reads numbers separated by blanks. */
    static double[] doubles(String field) {
        return Stream.of(field.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /** Reads a matrix that is written row by row. */
    static FeatureMatrix matrix(String field, int columns) {
        double[] numbers = doubles(field);
        FeatureMatrix matrix = new FeatureMatrix(numbers.length / columns, columns);
        for (int i = 0; i < numbers.length; i++) {
            matrix.set(i / columns, i % columns, (float) numbers[i]);
        }
        return matrix;
    }
}
