package lanewise.benchmarks.workload;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.FeatureMatrix;
import lanewise.random.RandomState;

import java.util.Locale;

/**
 * Rows to predict by a classifier with hidden layers of rectifiers and a softmax, the same in each
 * call, and the check of the answers.
 *
 * @param model the model
 * @param features the rows (rows × inputs), from −1 to 1
 */
public record Prediction(Model model, FeatureMatrix features) {

    /** Tolerance of a probability, relative to 1: roundings of sums of up to 784 terms. */
    private static final double TOLERANCE = 5e-6;

    /**
     * Creates a model with start weights, and rows.
     *
     * @param network such as {@code 784-128-10}
     * @param rows number of rows
     * @return both
     * @throws IllegalArgumentException if the network is malformed
     */
    public static Prediction of(String network, int rows) {
        NetworkShape shape = NetworkShape.parse(network + " x " + rows);
        int last = shape.sizes().size() - 1;
        Layer[] layers = new Layer[last];
        for (int l = 0; l < last; l++) {
            int units = shape.sizes().get(l + 1);
            layers[l] = l == last - 1 ? Layer.softmax(units) : Layer.relu(units);
        }
        Network classifier = Network.of(shape.sizes().getFirst(), layers);
        return new Prediction(
                Model.initialize(classifier, Initializer.heNormal(), new RandomState(3)),
                shape.data().features());
    }

    /**
     * Checks the answers to some rows.
     *
     * @param title the library, for the message
     * @param outputs the answers (rows × outputs)
     * @throws IllegalStateException if one differs from the equation in double
     */
    public void verify(String title, FeatureMatrix outputs) {
        for (int row = 0; row < features.samples(); row += 1 + features.samples() / 16) {
            double[] exact = exact(features.row(row));
            for (int k = 0; k < exact.length; k++) {
                float actual = outputs.get(row, k);
                if (!(Math.abs(actual - exact[k]) <= TOLERANCE)) {
                    throw new IllegalStateException(
                            String.format(
                                    Locale.ROOT,
                                    "%s, %s: output %d of row %d is %s: expected %s",
                                    title,
                                    model.network(),
                                    k,
                                    row,
                                    actual,
                                    exact[k]));
                }
            }
        }
    }

    private double[] exact(float[] inputs) {
        double[] x = new double[inputs.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = inputs[i];
        }
        int last = model.network().layers().size() - 1;
        for (int layer = 0; layer <= last; layer++) {
            float[] weights = model.weights(layer);
            float[] biases = model.biases(layer);
            double[] a = new double[biases.length];
            for (int j = 0; j < a.length; j++) {
                a[j] = biases[j];
                for (int i = 0; i < x.length; i++) {
                    a[j] += (double) weights[i * a.length + j] * x[i];
                }
                a[j] = layer < last ? Math.max(a[j], 0) : Math.exp(a[j]);
            }
            x = a;
        }
        double sum = 0;
        for (double power : x) {
            sum += power;
        }
        for (int k = 0; k < x.length; k++) {
            x[k] /= sum;
        }
        return x;
    }
}
