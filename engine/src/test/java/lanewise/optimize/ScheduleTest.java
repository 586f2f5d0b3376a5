package lanewise.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.Stream;

class ScheduleTest {

    static Stream<Schedule> schedules() {
        return Stream.of(
                new Constant(0.1),
                new StepDecay(0.1, 0.5, 7),
                new ExponentialDecay(0.1, 0.95),
                new CosineDecay(0.1, 0.001, 100),
                new WarmUp(10, new Constant(0.1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"step", "exponential", "cosine", "warm_up"})
    void matchesPyTorch(String name) {
        Schedule schedule =
                switch (name) {
                    case "step" -> new StepDecay(0.1, 0.5, 7);
                    case "exponential" -> new ExponentialDecay(0.1, 0.95);
                    case "cosine" -> new CosineDecay(0.1, 0.001, 100);
                    default -> new WarmUp(10, new Constant(0.1));
                };
        int compared = 0;
        for (String[] fields : ReferenceFiles.rows("reference/torch_schedules.csv")) {
            if (fields[0].equals(name)) {
                double expected = Double.parseDouble(fields[2]);
                // PyTorch multiplies from rate to rate, which accumulates a hundred roundings.
                assertEquals(
                        expected,
                        schedule.rate(Long.parseLong(fields[1])),
                        1e-13 * expected,
                        name + " at " + fields[1]);
                compared++;
            }
        }
        assertEquals(33, compared);
    }

    @Test
    void stepDecayChangesTheRateAtEachStep() {
        Schedule schedule = new StepDecay(8, 0.5, 3);
        double[] rates = {8, 8, 8, 4, 4, 4, 2, 2, 2, 1};
        for (int i = 0; i < rates.length; i++) {
            assertEquals(rates[i], schedule.rate(i));
        }
    }

    @Test
    void cosineDecayStaysAtItsMinimum() {
        Schedule schedule = new CosineDecay(4, 1, 10);
        assertEquals(4, schedule.rate(0));
        assertEquals(2.5, schedule.rate(5), 1e-15);
        assertEquals(1, schedule.rate(10));
        assertEquals(1, schedule.rate(11));
        assertEquals(1, schedule.rate(Long.MAX_VALUE));
    }

    @Test
    void warmUpIsFollowedByTheOtherSchedule() {
        Schedule schedule = new WarmUp(4, new StepDecay(8, 0.5, 2));
        double[] rates = {2, 4, 6, 8, 8, 8, 4, 4, 2};
        for (int i = 0; i < rates.length; i++) {
            assertEquals(rates[i], schedule.rate(i));
        }
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void ratesStayInBoundsForAllIterations(Schedule schedule) {
        for (long iteration = 0; iteration >= 0; iteration = 2 * iteration + 1) {
            double rate = schedule.rate(iteration);
            assertTrue(rate >= 0 && rate <= 0.1, iteration + ": " + rate);
        }
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void rejectsNegativeIterations(Schedule schedule) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> schedule.rate(-1));
        assertEquals("iteration -1: expected at least 0, the first iteration", e.getMessage());
    }
}
