package lanewise.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What optimizers and schedules let pass, and what they refuse. */
class SettingsTest {

    private static void assertRefused(String message, Executable call) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY, 1e39, 1e-46})
    void refusesALearningRateThatIsNone(double rate) {
        String message = "learning rate " + rate + ": expected a finite number above 0";
        assertRefused(message, () -> new Sgd(rate));
        assertRefused(message, () -> new Momentum(rate, 0.9));
        assertRefused(message, () -> new Nesterov(rate, 0.9));
        assertRefused(message, () -> new RmsProp(rate));
        assertRefused(message, () -> new Adam(rate));
        assertRefused(message, () -> new AdamW(rate));
        assertRefused(message, () -> new Constant(rate));
        assertRefused(message, () -> new StepDecay(rate, 0.5, 10));
        assertRefused(message, () -> new ExponentialDecay(rate, 0.5));
        assertRefused(message, () -> new CosineDecay(rate, 0, 10));
    }

    /** The last of them is less than 1, but not once it is a float. */
    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN, 0.99999999})
    void refusesAPartThatIsNone(double part) {
        Schedule rate = new Constant(0.1);
        String message = " " + part + ": expected at least 0 and less than 1, such as 0.9";
        assertRefused("momentum" + message, () -> new Momentum(rate, part));
        assertRefused("momentum" + message, () -> new Nesterov(rate, part));
        assertRefused("rho" + message, () -> new RmsProp(rate, part, 1e-8));
        assertRefused("beta1" + message, () -> new Adam(rate, part, 0.999, 1e-8));
        assertRefused("beta2" + message, () -> new Adam(rate, 0.9, part, 1e-8));
        assertRefused("beta1" + message, () -> new AdamW(rate, part, 0.999, 1e-8, 0));
        assertRefused("beta2" + message, () -> new AdamW(rate, 0.9, part, 1e-8, 0));
    }

    /** The last of them is 0 as a float: padding, which has no gradient, would become 0/0. */
    @ParameterizedTest
    @ValueSource(doubles = {0, -1e-8, Double.NaN, Double.POSITIVE_INFINITY, 1e-46})
    void refusesAnEpsilonThatKeepsNothingFromZero(double epsilon) {
        Schedule rate = new Constant(0.1);
        String message = "epsilon " + epsilon + ": expected a finite number above 0";
        assertRefused(message, () -> new RmsProp(rate, 0.9, epsilon));
        assertRefused(message, () -> new Adam(rate, 0.9, 0.999, epsilon));
        assertRefused(message, () -> new AdamW(rate, 0.9, 0.999, epsilon, 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAWeightDecayThatIsNone(double decay) {
        assertRefused(
                "weight decay " + decay + ": expected a finite number of at least 0",
                () -> new AdamW(0.1, decay));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.01, Double.NaN})
    void refusesAFactorThatDoesNotDecay(double factor) {
        String message = "factor " + factor + ": expected above 0 and at most 1";
        assertRefused(message, () -> new StepDecay(0.1, factor, 10));
        assertRefused(message, () -> new ExponentialDecay(0.1, factor));
    }

    @Test
    void refusesTimesThatAreNone() {
        assertRefused("step to step: 0: expected at least 1", () -> new StepDecay(0.1, 0.5, 0));
        assertRefused("minimum: 0: expected at least 1", () -> new CosineDecay(0.1, 0, 0));
        assertRefused("warm-up: -1: expected", () -> new WarmUp(-1, new Constant(0.1)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 0.2, Double.NaN})
    void refusesAMinimumOutsideTheRates(double minimum) {
        assertRefused(
                "minimum " + minimum + " of a rate that begins with 0.1: expected 0 to 0.1",
                () -> new CosineDecay(0.1, minimum, 10));
    }

    @Test
    void refusesNull() {
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
            assertTrue(e.getMessage().contains(" is null: expected "), e.getMessage());
        }
    }

    @Test
    void theUsualSettings() {
        Schedule rate = new Constant(0.1);
        assertEquals(new RmsProp(rate, 0.99, 1e-8), new RmsProp(0.1));
        assertEquals(new Adam(rate, 0.9, 0.999, 1e-8), new Adam(0.1));
        assertEquals(new AdamW(rate, 0.9, 0.999, 1e-8, 0.01), new AdamW(0.1));
        assertEquals(rate, new Sgd(0.1).learningRate());
    }

    @Test
    void whatIsAtTheEdgeOfTheAllowedIsAllowed() {
        new Momentum(0.1, 0);
        new AdamW(Float.MIN_VALUE, 0);
        new ExponentialDecay(Float.MAX_VALUE, 1);
        new StepDecay(0.1, Double.MIN_VALUE, 1);
        assertEquals(0.1, new CosineDecay(0.1, 0.1, 1).rate(0));
    }
}
