package lanewise.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.benchmarks.jmh.Session;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.regex.Pattern;

@Tag("vectors")
class PeerLoopTest {
    @Test
    void peersAreMeasuredAfterWhatTheyAreComparedWith() {
        assertEquals(
                List.of(
                        "lanewise.benchmarks.jmh.training.IrisLoop.train",
                        "lanewise.benchmarks.jmh.training.LargeDigitsLoop.train",
                        "lanewise.benchmarks.peers.PeerDigitsLoop.train",
                        "lanewise.benchmarks.peers.PeerEnlargedDigitsLoop.train",
                        "lanewise.benchmarks.peers.PeerIrisLoop.train",
                        "lanewise.benchmarks.peers.PeerLargeDigitsLoop.train",
                        "lanewise.benchmarks.jmh.latency.ColdStart.train",
                        "lanewise.benchmarks.peers.ManyModelsSmile.search",
                        "lanewise.benchmarks.peers.PeerPredictRows.predict"),
                Session.matching(
                                List.of(
                                        Pattern.compile("[.]IrisLoop"),
                                        Pattern.compile("LargeDigitsLoop"),
                                        Pattern.compile("peers"),
                                        Pattern.compile("ColdStart")))
                        .names());
    }

    @Test
    void predictionsFollowOurs() {
        assertEquals(
                List.of(
                        "lanewise.benchmarks.jmh.latency.PredictRows.predict",
                        "lanewise.benchmarks.peers.PeerPredictRows.predict",
                        "lanewise.benchmarks.jmh.latency.PredictTail.row"),
                Session.matching(
                                List.of(
                                        Pattern.compile("PredictRows"),
                                        Pattern.compile("PredictTail")))
                        .names());
    }
}
