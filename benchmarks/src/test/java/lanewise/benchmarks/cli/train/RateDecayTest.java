package lanewise.benchmarks.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.optimize.Schedule;

import org.junit.jupiter.api.Test;

/** {@link RateDecay}: the learning rates of a training of 40 iterations, 10 per epoch. */
class RateDecayTest {

    private static Schedule schedule(String text) {
        return RateDecay.parse(text).of(0.1, 40, 10);
    }

    private static void assertRates(Schedule schedule, double... ofEpochs) {
        for (int epoch = 0; epoch < ofEpochs.length; epoch++) {
            assertEquals(ofEpochs[epoch], schedule.rate(10L * epoch), 1e-15, "epoch " + epoch);
        }
    }

    @Test
    void computesRateOfEachEpoch() {
        assertRates(schedule("constant"), 0.1, 0.1, 0.1, 0.1, 0.1);
        assertRates(schedule("step:0.5:2"), 0.1, 0.1, 0.05, 0.05, 0.025);
        assertRates(schedule("exponential:0.5"), 0.1, 0.05, 0.025, 0.0125, 0.00625);
        double high = 0.05 + 0.05 * Math.sqrt(0.5);
        assertRates(schedule("cosine"), 0.1, high, 0.05, 0.1 - high, 0);
        assertRates(schedule("cosine:0.1"), 0.1, 0.1, 0.1, 0.1, 0.1);
    }

    @Test
    void stepsBetweenEpochs() {
        Schedule steps = schedule("step:0.1:1");
        assertEquals(0.1, steps.rate(9));
        assertEquals(0.01, steps.rate(10), 1e-17);
    }
}
