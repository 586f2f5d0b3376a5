package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Csv;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.recurrent.Recurrence;
import lanewise.train.Trainer;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.util.List;

/** The command {@code train} with recurrent networks. */
class TrainRecurrentTest extends TrainInFolder {

    @Test
    void learnsIrisInOnePool() {
        JsonObject json =
                train(
                                "--recurrent",
                                "--hidden=5",
                                "--bias",
                                "--init=normal:0.1",
                                "--learning-rate=0.5",
                                "--iterations=500",
                                "--json")
                        .succeeded()
                        .json();
        assertEquals("4-[5+3]", json.get("network").getAsString());
        assertTrue(json.get("testAccuracy").getAsDouble() >= 0.95, json.toString());
        JsonObject settling = json.getAsJsonObject("settling");
        assertEquals(130, settling.get("rows").getAsInt());
        assertEquals(130, settling.get("settled").getAsInt());
        assertTrue(settling.get("forwardSweeps").getAsInt() > 1);
        assertTrue(settling.get("backwardSweeps").getAsInt() > 1);
    }

    @Test
    void passesOptionsToTheEngine() throws Exception {
        JsonObject json =
                train(
                                "--recurrent",
                                "--no-self-connections",
                                "--no-acceleration",
                                "--damping=0.25",
                                "--tolerance=1e-4",
                                "--max-sweeps=77",
                                "--hidden=6",
                                "--activation=tanh",
                                "--output=softmax",
                                "--bias",
                                "--init=normal:0.2",
                                "--optimizer=adam",
                                "--learning-rate=0.01",
                                "--iterations=20",
                                "--json")
                        .succeeded()
                        .json();
        assertEquals("4-[6]-3", json.get("network").getAsString());
        Recurrence recurrence =
                Recurrence.full()
                        .withoutSelfConnections()
                        .withoutAcceleration()
                        .withDamping(0.25)
                        .withTolerance(1e-4)
                        .withMaxSweeps(77);
        Network network = Network.of(4, Layer.tanh(6).withRecurrence(recurrence), Layer.softmax(3));
        TrainTestSplit split =
                TrainTestSplit.of(Csv.read(Invocation.iris(), "species"), TestSize.count(20), 4);
        String sha =
                Trainer.of(new Adam(0.01))
                        .withIterations(20)
                        .fit(Model.normal(network, 0.2, new RandomState(10)), split.train())
                        .model()
                        .parametersSha256();
        assertEquals(sha, json.get("parametersSha256").getAsString());
    }

    @Test
    void showsConvergence() throws Exception {
        Invocation run =
                Invocation.train(
                                "--data=" + Invocation.iris(),
                                "--out=" + out,
                                "--recurrent",
                                "--hidden=3",
                                "--iterations=30")
                        .succeeded();
        assertTrue(
                run.out()
                        .lines()
                        .anyMatch(
                                line ->
                                        line.startsWith("convergence")
                                                && line.contains("sweeps forward")
                                                && line.endsWith("130/130 rows converged")),
                run.out());
        assertEquals(
                List.of(
                        "accuracy.png",
                        "accuracy.svg",
                        "history.csv",
                        "mse.png",
                        "mse.svg",
                        "report.html",
                        "residual.png",
                        "residual.svg"),
                names(out));
        assertTrue(Files.readString(out.resolve("residual.svg")).contains("<svg"));
        assertTrue(Files.size(out.resolve("residual.png")) > 10_000);
    }

    @Test
    void reportsNonConvergenceWithRemedies() {
        train("--recurrent", "--hidden=9", "--init=normal:4", "--max-sweeps=2", "--iterations=3")
                .refused("does not converge")
                .refused("--damping");
        assertFalse(Files.exists(out));
    }
}
