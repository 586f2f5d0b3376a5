package lanewise.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.benchmarks.jmh.Session;
import lanewise.benchmarks.workload.DigitsSearch;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.regex.Pattern;

/** The parts of {@link ManyModelsSmile}, on less work. */
@Tag("vectors")
class SmileSearchTest {
    @Test
    void smileHasSimilarScores() {
        DigitsSearch two = new DigitsSearch(2, 1);
        SmileSearch smile = new SmileSearch(two);
        double actual = smile.fit();
        DigitsSearch.requireSimilarAccuracy("Smile", two.accuracy(two.fit(2)), actual);
        assertEquals(actual, smile.fit(), "a search has the same result each time");
    }

    @Test
    void isMeasuredAfterScikitLearn() {
        assertEquals(
                List.of(
                        "lanewise.benchmarks.jmh.models.ManyModelsSearch.search",
                        "lanewise.benchmarks.jmh.models.ManyModelsSklearn.search",
                        "lanewise.benchmarks.peers.ManyModelsSmile.search",
                        "lanewise.benchmarks.jmh.latency.PredictTail.row"),
                Session.matching(
                                List.of(
                                        Pattern.compile("ManyModelsS"),
                                        Pattern.compile("PredictTail")))
                        .names());
    }
}
