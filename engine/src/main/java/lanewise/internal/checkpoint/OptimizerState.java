package lanewise.internal.checkpoint;

import static lanewise.internal.checkpoint.RunState.require;

import lanewise.optimize.Adam;
import lanewise.optimize.AdamW;
import lanewise.optimize.Momentum;
import lanewise.optimize.Nesterov;
import lanewise.optimize.Optimizer;
import lanewise.optimize.RmsProp;
import lanewise.optimize.Sgd;

import java.util.Arrays;

/**
 * The state of an optimizer between steps, laid out like the parameters.
 *
 * @param rule the optimizer
 * @param first the velocity or first moment; empty if the optimizer has none
 * @param second the mean of squares or second moment; empty if the optimizer has none
 * @param power1 β1 to the power of the number of completed steps
 * @param power2 β2 to the power of the number of completed steps
 */
public record OptimizerState(
        Rule rule, float[] first, float[] second, double power1, double power2) {

    /** The optimizers with the kinds of state they keep. */
    public enum Rule {
        /** No state. */
        SGD(Sgd.class, false, false),
        /** A velocity. */
        MOMENTUM(Momentum.class, true, false),
        /** A velocity. */
        NESTEROV(Nesterov.class, true, false),
        /** A mean of squares. */
        RMSPROP(RmsProp.class, false, true),
        /** Both moments. */
        ADAM(Adam.class, true, true),
        /** Both moments. */
        ADAMW(AdamW.class, true, true);

        private final Class<? extends Optimizer> type;
        private final boolean first;
        private final boolean second;

        Rule(Class<? extends Optimizer> type, boolean first, boolean second) {
            this.type = type;
            this.first = first;
            this.second = second;
        }

        /** Returns whether the optimizer keeps a velocity or first moment. */
        public boolean hasFirst() {
            return first;
        }

        /** Returns whether the optimizer keeps a mean of squares or second moment. */
        public boolean hasSecond() {
            return second;
        }

        /** Returns the rule of an optimizer. */
        public static Rule of(Optimizer optimizer) {
            return Arrays.stream(values())
                    .filter(rule -> rule.type == optimizer.getClass())
                    .findFirst()
                    .orElseThrow();
        }

        /** Returns the optimizer's name in the API. */
        public String optimizer() {
            return type.getSimpleName();
        }
    }

    /**
     * Validates the numbers.
     *
     * @throws IllegalArgumentException if they cannot be the state of an optimizer
     */
    public OptimizerState {
        requireFinite("first", first);
        requireFinite("second", second);
        for (int k = 0; k < second.length; k++) {
            if (second[k] < 0) {
                throw new IllegalArgumentException(
                        "mean of squares " + k + " is " + second[k] + ": expected at least 0");
            }
        }
        require(power1 >= 0 && power1 <= 1, "power of β1 is " + power1 + ": expected 0 to 1");
        require(power2 >= 0 && power2 <= 1, "power of β2 is " + power2 + ": expected 0 to 1");
    }

    private static void requireFinite(String name, float[] values) {
        for (int k = 0; k < values.length; k++) {
            if (!Float.isFinite(values[k])) {
                throw new IllegalArgumentException(
                        name + " moment " + k + " is " + values[k] + ": expected a finite number");
            }
        }
    }

    void requireFits(int parameters) {
        requireLength("first", first, rule.first ? parameters : 0);
        requireLength("second", second, rule.second ? parameters : 0);
    }

    private void requireLength(String name, float[] values, int expected) {
        require(
                values.length == expected,
                rule
                        + " with "
                        + values.length
                        + " numbers in the "
                        + name
                        + " moment: expected "
                        + expected);
    }
}
