package lanewise.benchmarks.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

class SessionTest {
    private static final String PACKAGE = "lanewise.benchmarks.jmh.";

    @Test
    void withoutFilterAllBenchmarksRunTheWorkloadFirst() {
        assertEquals(
                List.of(
                        PACKAGE + "IrisLoop.train",
                        PACKAGE + "IrisControl.train",
                        PACKAGE + "IrisPair.train",
                        PACKAGE + "DigitsLoop.train",
                        PACKAGE + "EnlargedDigitsLoop.train",
                        PACKAGE + "LargeDigitsLoop.train",
                        PACKAGE + "ColdStart.train",
                        PACKAGE + "FirstFit.fit",
                        PACKAGE + "TrainingStep.step",
                        PACKAGE + "SmallTrainingStep.step",
                        PACKAGE + "LargeTrainingStep.step",
                        PACKAGE + "IndependentTrainingStep.step",
                        PACKAGE + "PredictLatency.batch",
                        PACKAGE + "PredictLatency.row",
                        PACKAGE + "RecordingControl.train",
                        PACKAGE + "RecordingCost.train",
                        PACKAGE + "FmaPeak.chains",
                        PACKAGE + "MemoryBandwidth.load",
                        PACKAGE + "MemoryBandwidth.store",
                        PACKAGE + "SgemmKernel.multiply",
                        PACKAGE + "SgemmPeer.multiply",
                        PACKAGE + "ForwardKernel.forward",
                        PACKAGE + "GradientKernel.gradient",
                        PACKAGE + "BackwardKernel.backward",
                        PACKAGE + "SweepKernel.sweep",
                        PACKAGE + "ActivationKernel.apply",
                        PACKAGE + "ActivationSlopeKernel.multiplyByDerivative",
                        PACKAGE + "DropoutKernel.drop",
                        PACKAGE + "LossKernel.reduce",
                        PACKAGE + "UpdateKernel.step"),
                Session.matching(List.of()).names().stream()
                        .filter(name -> !Session.isPeer(name))
                        .toList());
    }

    @Test
    void whatCannotRunIsLeftOutAndTold() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Session all = Session.matching(List.of(Pattern.compile("Sgemm")));
        Session possible =
                all.possible(
                        name -> name.contains("Peer") ? "no library" : "",
                        new PrintStream(told, true, StandardCharsets.UTF_8));
        assertEquals(List.of(PACKAGE + "SgemmKernel.multiply"), possible.names());
        assertEquals(
                "skipped " + PACKAGE + "SgemmPeer.multiply: no library",
                told.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void peersThatTakeMinutesAreNotForAQuickSession() {
        for (String large : List.of("PeerEnlargedDigitsLoop", "PeerLargeDigitsLoop")) {
            String benchmark = "lanewise.benchmarks.peers." + large + ".train";
            assertNotEquals("", Effort.QUICK.obstacle(benchmark));
            assertEquals("", Effort.FULL.obstacle(benchmark));
        }
        assertEquals("", Effort.QUICK.obstacle("lanewise.benchmarks.peers.PeerDigitsLoop.train"));
        assertEquals("", Effort.QUICK.obstacle(PACKAGE + "LargeDigitsLoop.train"));
    }

    @Test
    void anyFilterSelects() {
        assertEquals(
                List.of(PACKAGE + "IrisLoop.train", PACKAGE + "BackwardKernel.backward"),
                Session.matching(
                                List.of(
                                        Pattern.compile("Back"),
                                        Pattern.compile("[.]IrisLoop.*train$")))
                        .names());
        assertEquals(List.of(), Session.matching(List.of(Pattern.compile("Mnist"))).names());
    }
}
