package lanewise.benchmarks.peers;

import lanewise.benchmarks.workload.Task;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Row-major matrices for native libraries. */
final class RowMajor {
    private RowMajor() {}

    /** The rows of a matrix, one after the other. */
    static float[] of(FeatureMatrix matrix) {
        float[] rows = new float[matrix.samples() * matrix.features()];
        for (int row = 0; row < matrix.samples(); row++) {
            for (int column = 0; column < matrix.features(); column++) {
                rows[row * matrix.features() + column] = matrix.get(row, column);
            }
        }
        return rows;
    }

    /** The matrix with these rows. */
    static FeatureMatrix matrix(float[] rows, int columns) {
        FeatureMatrix matrix = new FeatureMatrix(rows.length / columns, columns);
        for (int row = 0; row < matrix.samples(); row++) {
            for (int column = 0; column < columns; column++) {
                matrix.set(row, column, rows[row * columns + column]);
            }
        }
        return matrix;
    }

    /** The batches of a task, in order. */
    static List<Batch> batches(Task task) {
        Dataset train = task.data().train();
        float[] x = of(train.features());
        float[] y = of(train.targets());
        int inputs = task.batch() * task.sizes().getFirst();
        int outputs = task.batch() * task.sizes().getLast();
        List<Batch> batches = new ArrayList<>();
        for (int batch = 0; batch < train.rows() / task.batch(); batch++) {
            batches.add(
                    new Batch(
                            Arrays.copyOfRange(x, batch * inputs, (batch + 1) * inputs),
                            Arrays.copyOfRange(y, batch * outputs, (batch + 1) * outputs)));
        }
        return batches;
    }

    /**
     * The rows of a step.
     *
     * @param x their features
     * @param y their targets
     */
    record Batch(float[] x, float[] y) {}
}
