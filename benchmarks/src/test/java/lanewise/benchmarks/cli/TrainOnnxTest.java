package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import lanewise.benchmarks.onnx.OnnxSession;
import lanewise.data.Csv;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
import lanewise.io.SavedModel;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The command {@code train} with {@code --onnx}. */
class TrainOnnxTest extends TrainInFolder {

    private void assertAgree(Dataset rows) throws Exception {
        SavedModel saved = SavedModel.read(out.resolve("model.safetensors"));
        FeatureMatrix features = rows.features();
        FeatureMatrix scaled =
                saved.scaling().isPresent() ? saved.scaling().get().apply(features) : features;
        byte[] onnx = Files.readAllBytes(out.resolve("model.onnx"));
        OnnxSession.assertAnswers(saved.model().predict(scaled), onnx, features);
    }

    @Test
    void exportsDefaultRun() throws Exception {
        train("--model", "--onnx").succeeded();
        assertEquals(List.of("history.csv", "model.onnx", "model.safetensors"), names(out));
        assertAgree(Csv.read(Invocation.iris()));
        try (OnnxSession session = OnnxSession.of(Files.readAllBytes(out.resolve("model.onnx")))) {
            assertEquals(
                    "[\"setosa\",\"versicolor\",\"virginica\"]",
                    session.metadata().get("lanewise.classes"));
        }
    }

    @Test
    void exportsScaledDigits() throws Exception {
        Path digits = Invocation.iris().resolveSibling("digits.csv.gz");
        Invocation.train(
                        "--data=" + digits,
                        "--test-size=0.2",
                        "--scale=standard",
                        "--hidden=32",
                        "--bias",
                        "--activation=gelu",
                        "--output=softmax",
                        "--init=he",
                        "--dropout=0.1",
                        "--optimizer=adam",
                        "--learning-rate=0.01",
                        "--batch=32",
                        "--epochs=5",
                        "--no-plots",
                        "--model",
                        "--onnx",
                        "--out=" + out)
                .succeeded();
        assertAgree(TrainTestSplit.of(Csv.read(digits), TestSize.fraction(0.2), 4).test());
    }

    @Test
    void rejectsRecurrentNetworksBeforeTraining() {
        // More iterations than a test could wait for: they must not start.
        train("--recurrent", "--onnx", "--iterations=2000000000")
                .refused("--onnx: layer 0 of the network 4-[2+3] is recurrent");
        assertFalse(Files.exists(out));
    }
}
