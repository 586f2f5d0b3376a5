package lanewise.benchmarks.workload;

import lanewise.Model;
import lanewise.benchmarks.textbook.TextbookLayers;
import lanewise.data.FeatureMatrix;

import java.util.ArrayList;
import java.util.List;

/** Trains a task with biases on {@link TextbookLayers}. */
public final class TextbookTask implements Training {
    private final Task task;
    private final List<double[][]> start = new ArrayList<>();
    private final double[][] x;
    private final double[][] y;

    /**
     * Prepares a task.
     *
     * @param task the task
     * @throws IllegalArgumentException if the task has no biases; use {@link IrisTraining} then
     */
    public TextbookTask(Task task) {
        if (!task.biases()) {
            throw new IllegalArgumentException(
                    "the textbook's layers have biases, but those of " + task + " have none");
        }
        this.task = task;
        Model model = task.start();
        for (int layer = 0; layer + 1 < task.sizes().size(); layer++) {
            start.add(
                    withBiases(model.weights(layer), model.biases(layer), task.sizes().get(layer)));
        }
        TaskData data = task.data();
        x = rows(data.train().features());
        y = rows(data.train().targets());
    }

    private static double[][] withBiases(float[] weights, float[] biases, int inputs) {
        int units = biases.length;
        double[][] rows = new double[inputs + 1][units];
        for (int unit = 0; unit < units; unit++) {
            for (int input = 0; input < inputs; input++) {
                rows[input][unit] = weights[input * units + unit];
            }
            rows[inputs][unit] = biases[unit];
        }
        return rows;
    }

    private static double[][] rows(FeatureMatrix matrix) {
        double[][] rows = new double[matrix.samples()][matrix.features()];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length; column++) {
                rows[row][column] = matrix.get(row, column);
            }
        }
        return rows;
    }

    @Override
    public Trained train() {
        TextbookLayers network = new TextbookLayers(start, task.learningRate());
        network.fit(x, y, task.batch(), task.steps());
        return new TrainedLayers(network);
    }

    private record TrainedLayers(TextbookLayers network) implements Trained {
        @Override
        public String kernels() {
            return IrisTraining.TEXTBOOK;
        }

        @Override
        public FeatureMatrix predict(FeatureMatrix features) {
            double[][] outputs = network.predict(rows(features));
            FeatureMatrix matrix = new FeatureMatrix(outputs.length, outputs[0].length);
            for (int row = 0; row < outputs.length; row++) {
                for (int k = 0; k < outputs[row].length; k++) {
                    matrix.set(row, k, (float) outputs[row][k]);
                }
            }
            return matrix;
        }
    }
}
