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
 * What an optimizer remembers from step to step, laid out like the parameters.
 *
 * @param rule which optimizer
 * @param first the velocity, or the first moment; empty if there is none
 * @param second the mean of squares, or the second moment; empty if there is none
 * @param power1 β1 to the power of the number of steps done
 * @param power2 β2 to the power of the number of steps done
 */
public record OptimizerState(
        Rule rule, float[] first, float[] second, double power1, double power2) {

    /** The optimizers by what they remember. */
    public enum Rule {
        /** Remembers nothing. */
        SGD(Sgd.class, false, false),
        /** Remembers a velocity. */
        MOMENTUM(Momentum.class, true, false),
        /** Remembers a velocity. */
        NESTEROV(Nesterov.class, true, false),
        /** Remembers a mean of squares. */
        RMSPROP(RmsProp.class, false, true),
        /** Remembers both moments. */
        ADAM(Adam.class, true, true),
        /** Remembers both moments. */
        ADAMW(AdamW.class, true, true);

        private final Class<? extends Optimizer> type;
        private final boolean first;
        private final boolean second;

        Rule(Class<? extends Optimizer> type, boolean first, boolean second) {
            this.type = type;
            this.first = first;
            this.second = second;
        }

        /** Whether there is a velocity or first moment. */
        public boolean hasFirst() {
            return first;
        }

        /** Whether there is a mean of squares or second moment. */
        public boolean hasSecond() {
            return second;
        }

        /** The rule of an optimizer. */
        public static Rule of(Optimizer optimizer) {
            return Arrays.stream(values())
                    .filter(rule -> rule.type == optimizer.getClass())
                    .findFirst()
                    .orElseThrow();
        }

        /** The optimizer's name in the API. */
        public String optimizer() {
            return type.getSimpleName();
        }
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if they cannot be what an optimizer remembers
     */
    public OptimizerState {
        requireFinite("first", first);
        requireFinite("second", second);
        for (int k = 0; k < second.length; k++) {
            require(second[k] >= 0, "mean of squares " + k + " is " + second[k]);
        }
        require(power1 >= 0 && power1 <= 1, "β1 to some power is " + power1);
        require(power2 >= 0 && power2 <= 1, "β2 to some power is " + power2);
    }

    private static void requireFinite(String name, float[] values) {
        for (int k = 0; k < values.length; k++) {
            require(Float.isFinite(values[k]), name + " moment " + k + " is " + values[k]);
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
