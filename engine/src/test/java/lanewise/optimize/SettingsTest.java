package lanewise.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accepted and rejected settings of optimizers and schedules. */
class SettingsTest {

    private static void assertRejected(String message, Executable call) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY, 1e39, 1e-46})
    void rejectsLearningRatesOutOfRange(double rate) {
        String message = "learning rate " + rate + ": expected a finite number above 0";
        assertRejected(message, () -> new Sgd(rate));
        assertRejected(message, () -> new Momentum(rate, 0.9));
        assertRejected(message, () -> new Nesterov(rate, 0.9));
        assertRejected(message, () -> new RmsProp(rate));
        assertRejected(message, () -> new Adam(rate));
        assertRejected(message, () -> new AdamW(rate));
        assertRejected(message, () -> new Constant(rate));
        assertRejected(message, () -> new StepDecay(rate, 0.5, 10));
        assertRejected(message, () -> new ExponentialDecay(rate, 0.5));
        assertRejected(message, () -> new CosineDecay(rate, 0, 10));
    }

    /** The last number is less than 1 but rounds to 1 as float. */
    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN, 0.99999999})
    void rejectsFractionsOutOfRange(double part) {
        Schedule rate = new Constant(0.1);
        String message = " " + part + ": expected at least 0 and less than 1, such as 0.9";
        assertRejected("momentum" + message, () -> new Momentum(rate, part));
        assertRejected("momentum" + message, () -> new Nesterov(rate, part));
        assertRejected("rho" + message, () -> new RmsProp(rate, part, 1e-8));
        assertRejected("beta1" + message, () -> new Adam(rate, part, 0.999, 1e-8));
        assertRejected("beta2" + message, () -> new Adam(rate, 0.9, part, 1e-8));
        assertRejected("beta1" + message, () -> new AdamW(rate, part, 0.999, 1e-8, 0));
        assertRejected("beta2" + message, () -> new AdamW(rate, 0.9, part, 1e-8, 0));
    }

    /** The last number is 0 as float; padding, which has no gradient, would become 0/0. */
    @ParameterizedTest
    @ValueSource(doubles = {0, -1e-8, Double.NaN, Double.POSITIVE_INFINITY, 1e-46})
    void rejectsEpsilonsOutOfRange(double epsilon) {
        Schedule rate = new Constant(0.1);
        String message = "epsilon " + epsilon + ": expected a finite number above 0";
        assertRejected(message, () -> new RmsProp(rate, 0.9, epsilon));
        assertRejected(message, () -> new Adam(rate, 0.9, 0.999, epsilon));
        assertRejected(message, () -> new AdamW(rate, 0.9, 0.999, epsilon, 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsWeightDecaysOutOfRange(double decay) {
        assertRejected(
                "weight decay " + decay + ": expected a finite number of at least 0",
                () -> new AdamW(0.1, decay));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.01, Double.NaN})
    void rejectsDecayFactorsOutOfRange(double factor) {
        String message = "factor " + factor + ": expected above 0 and at most 1";
        assertRejected(message, () -> new StepDecay(0.1, factor, 10));
        assertRejected(message, () -> new ExponentialDecay(0.1, factor));
    }

    @Test
    void rejectsIterationCountsBelowOne() {
        assertRejected("between steps: 0: expected at least 1", () -> new StepDecay(0.1, 0.5, 0));
        assertRejected("minimum: 0: expected at least 1", () -> new CosineDecay(0.1, 0, 0));
        assertRejected("warm-up: -1: expected", () -> new WarmUp(-1, new Constant(0.1)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 0.2, Double.NaN})
    void rejectsMinimumsOutOfRange(double minimum) {
        assertRejected(
                "minimum " + minimum + " of a rate that starts at 0.1: expected 0 to 0.1",
                () -> new CosineDecay(0.1, minimum, 10));
    }

    @Test
    void rejectsNull() {
        Executable[] calls = {
            () -> new Sgd(null),
            () -> new Momentum(null, 0.9),
            () -> new Nesterov(null, 0.9),
            () -> new RmsProp(null),
            () -> new Adam(null),
            () -> new AdamW(null, 0.01),
            () -> new WarmUp(10, null)
        };
        for (Executable call : calls) {
            NullPointerException e = assertThrows(NullPointerException.class, call);
            assertTrue(e.getMessage().endsWith(" must not be null"), e.getMessage());
        }
    }

    @Test
    void hasTheUsualDefaults() {
        Schedule rate = new Constant(0.1);
        assertEquals(new RmsProp(rate, 0.99, 1e-8), new RmsProp(0.1));
        assertEquals(new Adam(rate, 0.9, 0.999, 1e-8), new Adam(0.1));
        assertEquals(new AdamW(rate, 0.9, 0.999, 1e-8, 0.01), new AdamW(0.1));
        assertEquals(rate, new Sgd(0.1).learningRate());
    }

    @Test
    void acceptsBoundaryValues() {
        new Momentum(0.1, 0);
        new AdamW(Float.MIN_VALUE, 0);
        new ExponentialDecay(Float.MAX_VALUE, 1);
        new StepDecay(0.1, Double.MIN_VALUE, 1);
        assertEquals(0.1, new CosineDecay(0.1, 0.1, 1).rate(0));
    }
}
