package lanewise.benchmarks.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;
import lanewise.train.StopReason;
import lanewise.train.Trainer;
import lanewise.train.TrainingRequest;
import lanewise.train.TrainingResult;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class ProgressBarOnTerminalTest {

    private static final Network NETWORK = Network.of(2, Layer.tanh(3), Layer.sigmoid(1));

    private static Dataset xor() {
        FeatureMatrix x = FeatureMatrix.ofRows(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
        FeatureMatrix y = FeatureMatrix.ofRows(new float[][] {{0}, {1}, {1}, {0}});
        return Dataset.of(x, y);
    }

    /** Few models, which are watched by iterations, and many, also if they take long. */
    @ParameterizedTest
    @CsvSource({"1, 100", "3, 100", "3, 200000", "20, 100", "20, 20000"})
    void showingProgressDoesNotAffectTheResult(int models, int iterations) {
        Dataset rows = xor();
        Trainer trainer = Trainer.gradientDescent(0.5, iterations);
        List<TrainingRequest> requests = new ArrayList<>();
        for (int seed = 0; seed < models; seed++) {
            Model start = Model.normal(NETWORK, 0.5, new RandomState(seed));
            requests.add(TrainingRequest.of(start, trainer, rows));
        }
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        List<TrainingResult> shown =
                new ProgressBarOnTerminal(new PrintStream(terminal))
                        .fit(requests, Optional.of(2), iterations);
        List<TrainingResult> expected = new Progress().fit(requests, Optional.of(2), iterations);
        for (int k = 0; k < models; k++) {
            assertEquals(iterations, shown.get(k).iterations());
            assertEquals(
                    expected.get(k).model().parametersSha256(),
                    shown.get(k).model().parametersSha256());
        }
        String bar = terminal.toString(StandardCharsets.UTF_8);
        assertTrue(bar.isEmpty() || bar.contains("100%") && bar.endsWith("\n"), bar);
    }

    /** With as many iterations as there can be, which would take hours. */
    @ParameterizedTest
    @ValueSource(ints = {2, 20})
    @Timeout(60)
    void aDivergenceStopsTheOthers(int models) {
        Network network = Network.of(2, Layer.relu(3), Layer.identity(1));
        Model start = Model.initialize(network, Initializer.heNormal(), new RandomState(1));
        Trainer endless =
                Trainer.of(new Sgd(0.001))
                        .withIterations(Integer.MAX_VALUE)
                        .withoutHistory()
                        .withTier(Tier.SCALAR);
        List<TrainingRequest> requests = new ArrayList<>();
        for (int k = 0; k < models; k++) {
            Trainer each = k == 1 ? endless.withOptimizer(new Sgd(1e30)) : endless;
            requests.add(TrainingRequest.of(start, each, xor()));
        }
        PrintStream terminal = new PrintStream(OutputStream.nullOutputStream());
        for (Progress progress : List.of(new Progress(), new ProgressBarOnTerminal(terminal))) {
            List<TrainingResult> results =
                    progress.fit(requests, Optional.of(2), Integer.MAX_VALUE);
            assertTrue(results.get(1).divergence().isPresent());
            assertEquals(StopReason.CANCELLED, results.getFirst().stopReason());
        }
    }
}
