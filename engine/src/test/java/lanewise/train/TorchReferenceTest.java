package lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Csv;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.optimize.Adam;
import lanewise.optimize.Momentum;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.List;

/** Training matches PyTorch runs of the same networks in double precision. */
class TorchReferenceTest {

    @ParameterizedTest
    @EnumSource
    void tanhAndSoftmaxByAdam(Tier tier) throws IOException {
        assertMatches(
                "torch_iris_tanh_softmax_adam",
                Network.of(4, Layer.tanh(8), Layer.softmax(3)),
                Trainer.of(new Adam(0.01)).withTier(tier));
    }

    @ParameterizedTest
    @EnumSource
    void geluAndBinaryCrossEntropyByMomentum(Tier tier) throws IOException {
        assertMatches(
                "torch_iris_gelu_sigmoid_momentum",
                Network.of(4, Layer.gelu(8), Layer.sigmoid(3)).withLoss(Loss.BINARY_CROSS_ENTROPY),
                Trainer.of(new Momentum(0.5, 0.9)).withTier(tier));
    }

    private static void assertMatches(String name, Network network, Trainer trainer)
            throws IOException {
        List<String[]> figures = ReferenceFiles.rows("reference/" + name + ".csv");
        double[] losses = values(figures, "loss");
        assertEquals(200, losses.length);
        Model start = Model.of(network, floats(values(figures, "start")));
        TrainingRun run = trainer.withIterations(losses.length).fit(start, standardisedIris());
        for (int i = 0; i < losses.length; i++) {
            assertEquals(losses[i], run.history().loss(i), 2e-6, "loss of iteration " + i);
        }
        double[] last = values(figures, "final");
        for (int k = 0; k < last.length; k++) {
            assertEquals(last[k], run.model().parameters()[k], 1e-4, "parameter " + k);
        }
    }

    private static Dataset standardisedIris() throws IOException {
        Dataset iris = Csv.read(ReferenceFiles.path("iris.csv"));
        FeatureMatrix x = iris.features();
        FeatureMatrix scaled = new FeatureMatrix(x.samples(), x.features());
        for (int f = 0; f < x.features(); f++) {
            double mean = 0;
            for (int s = 0; s < x.samples(); s++) {
                mean += (double) x.get(s, f) / x.samples();
            }
            double variance = 0;
            for (int s = 0; s < x.samples(); s++) {
                variance += Math.pow(x.get(s, f) - mean, 2) / x.samples();
            }
            for (int s = 0; s < x.samples(); s++) {
                scaled.set(s, f, (float) ((x.get(s, f) - mean) / Math.sqrt(variance)));
            }
        }
        return Dataset.of(scaled, iris.targets());
    }

    private static double[] values(List<String[]> figures, String what) {
        return figures.stream()
                .filter(figure -> figure[0].equals(what))
                .mapToDouble(figure -> Double.parseDouble(figure[2]))
                .toArray();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = (float) values[k];
        }
        return floats;
    }
}
