package lanewise.benchmarks.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

class SessionTest {
    private static final String PACKAGE = "lanewise.benchmarks.jmh.";

    @Test
    void runsWorkloadsFirst() {
        assertEquals(
                List.of(
                        PACKAGE + "training.IrisLoop.train",
                        PACKAGE + "training.IrisControl.train",
                        PACKAGE + "training.IrisPair.train",
                        PACKAGE + "training.DigitsLoop.train",
                        PACKAGE + "training.EnlargedDigitsLoop.train",
                        PACKAGE + "training.LargeDigitsLoop.train",
                        PACKAGE + "latency.ColdStart.train",
                        PACKAGE + "latency.FirstFit.fit",
                        PACKAGE + "models.FirstGroup.fit",
                        PACKAGE + "training.TrainingStep.step",
                        PACKAGE + "training.SmallTrainingStep.step",
                        PACKAGE + "training.SmallBatchStep.step",
                        PACKAGE + "training.LargeTrainingStep.step",
                        PACKAGE + "training.IndependentTrainingStep.step",
                        PACKAGE + "training.ShardedStep.step",
                        PACKAGE + "training.StepPair.train",
                        PACKAGE + "models.ManyModelsPair.train",
                        PACKAGE + "models.ManyModelsRestarts.train",
                        PACKAGE + "models.ManyModelsSearch.search",
                        PACKAGE + "models.ManyModelsSklearn.search",
                        PACKAGE + "latency.PredictLatency.batch",
                        PACKAGE + "latency.PredictLatency.row",
                        PACKAGE + "latency.PredictRows.predict",
                        PACKAGE + "latency.PredictTail.row",
                        PACKAGE + "data.CsvReading.dataset",
                        PACKAGE + "data.CsvReading.rows",
                        PACKAGE + "data.CsvReading.table",
                        PACKAGE + "data.PrepareTable.apply",
                        PACKAGE + "data.PrepareTable.epoch",
                        PACKAGE + "data.PrepareTable.fit",
                        PACKAGE + "data.PrepareRecord.javaRecord",
                        PACKAGE + "data.PrepareRecord.map",
                        PACKAGE + "data.PrepareRecord.values",
                        PACKAGE + "recording.RecordingControl.train",
                        PACKAGE + "recording.RecordingCost.train",
                        PACKAGE + "machine.FmaPeak.chains",
                        PACKAGE + "machine.MemoryBandwidth.load",
                        PACKAGE + "machine.MemoryBandwidth.store",
                        PACKAGE + "gemm.SgemmKernel.multiply",
                        PACKAGE + "gemm.SgemmPeer.multiply",
                        PACKAGE + "kernel.ForwardKernel.forward",
                        PACKAGE + "kernel.GradientKernel.gradient",
                        PACKAGE + "kernel.BackwardKernel.backward",
                        PACKAGE + "kernel.SweepKernel.sweep",
                        PACKAGE + "kernel.ActivationKernel.apply",
                        PACKAGE + "kernel.ActivationSlopeKernel.timesSlope",
                        PACKAGE + "kernel.DropoutKernel.drop",
                        PACKAGE + "kernel.LossKernel.reduce",
                        PACKAGE + "kernel.UpdateKernel.step"),
                Session.matching(List.of()).names().stream()
                        .filter(name -> !Session.isPeer(name))
                        .toList());
    }

    @Test
    void skipsAndReportsUnavailableBenchmarks() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Session all = Session.matching(List.of(Pattern.compile("Sgemm")));
        Session possible =
                all.possible(
                        name -> name.contains("Peer") ? "no library" : "",
                        new PrintStream(told, true, StandardCharsets.UTF_8));
        assertEquals(List.of(PACKAGE + "gemm.SgemmKernel.multiply"), possible.names());
        assertEquals(
                "skipped " + PACKAGE + "gemm.SgemmPeer.multiply: no library",
                told.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void quickSessionSkipsSlowPeers() {
        for (String large : List.of("PeerEnlargedDigitsLoop", "PeerLargeDigitsLoop")) {
            String benchmark = "lanewise.benchmarks.peers." + large + ".train";
            assertNotEquals("", Effort.QUICK.obstacle(benchmark));
            assertEquals("", Effort.FULL.obstacle(benchmark));
        }
        String search = "lanewise.benchmarks.peers.ManyModelsSmile.search";
        assertNotEquals("", Effort.QUICK.obstacle(search));
        assertEquals("", Effort.STANDARD.obstacle(search));
        assertEquals("", Effort.QUICK.obstacle("lanewise.benchmarks.peers.PeerDigitsLoop.train"));
        assertEquals("", Effort.QUICK.obstacle(PACKAGE + "training.LargeDigitsLoop.train"));
    }

    @Test
    void quickSessionPredictsTheSameRowsWithPeers() {
        String ours = PACKAGE + "latency.PredictRows.predict";
        String theirs = "lanewise.benchmarks.peers.PeerPredictRows.predict";
        assertEquals("", Effort.QUICK.obstacle(theirs));
        OptionsBuilder expected = new OptionsBuilder();
        Effort.QUICK.apply(ours, expected);
        OptionsBuilder actual = new OptionsBuilder();
        Effort.QUICK.apply(theirs, actual);
        for (String param : List.of("network", "rows")) {
            assertEquals(values(expected, param), values(actual, param));
        }
    }

    private static List<String> values(OptionsBuilder options, String param) {
        return List.copyOf(options.getParameter(param).get());
    }

    @Test
    void peersThatPredictAreMeasuredAsLongAsTheEngine() {
        OptionsBuilder expected = new OptionsBuilder();
        Effort.STANDARD.apply(PACKAGE + "latency.PredictRows.predict", expected);
        OptionsBuilder actual = new OptionsBuilder();
        Effort.STANDARD.apply("lanewise.benchmarks.peers.PeerPredictRows.predict", actual);
        assertEquals(expected.getWarmupIterations().get(), actual.getWarmupIterations().get());
        assertEquals(
                expected.getMeasurementIterations().get(), actual.getMeasurementIterations().get());
    }

    @Test
    void selectsByAnyFilter() {
        assertEquals(
                List.of(
                        PACKAGE + "training.IrisLoop.train",
                        PACKAGE + "kernel.BackwardKernel.backward"),
                Session.matching(
                                List.of(
                                        Pattern.compile("Back"),
                                        Pattern.compile("[.]IrisLoop.*train$")))
                        .names());
        assertEquals(List.of(), Session.matching(List.of(Pattern.compile("Mnist"))).names());
    }

    @Test
    void filtersIgnoreTheSubpackage() {
        assertEquals(
                List.of(PACKAGE + "training.IrisLoop.train"),
                Session.matching(List.of(Pattern.compile("jmh[.]IrisLoop"))).names());
        assertEquals(List.of(), Session.matching(List.of(Pattern.compile("kernel"))).names());
    }
}
