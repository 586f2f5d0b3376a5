package lanewise.benchmarks.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.regex.Pattern;

class SessionTest {
    private static final String PACKAGE = "lanewise.benchmarks.jmh.";

    @Test
    void withoutFilterAllBenchmarksRunTheWorkloadFirst() {
        assertEquals(
                List.of(
                        PACKAGE + "IrisLoop.train",
                        PACKAGE + "TrainingStep.step",
                        PACKAGE + "LargeTrainingStep.step",
                        PACKAGE + "PredictLatency.batch",
                        PACKAGE + "PredictLatency.row",
                        PACKAGE + "ForwardKernel.forward",
                        PACKAGE + "GradientKernel.gradient",
                        PACKAGE + "BackwardKernel.backward",
                        PACKAGE + "UpdateKernel.step"),
                Session.matching(List.of()).names());
    }

    @Test
    void anyFilterSelects() {
        assertEquals(
                List.of(PACKAGE + "IrisLoop.train", PACKAGE + "BackwardKernel.backward"),
                Session.matching(List.of(Pattern.compile("Back"), Pattern.compile("Iris.*train$")))
                        .names());
        assertEquals(List.of(), Session.matching(List.of(Pattern.compile("Mnist"))).names());
    }
}
