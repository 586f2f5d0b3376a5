package lanewise.internal.pass;

import lanewise.internal.checkpoint.OptimizerState;
import lanewise.optimize.Adam;
import lanewise.optimize.AdamW;
import lanewise.optimize.Optimizer;
import lanewise.optimize.RmsProp;
import lanewise.optimize.Sgd;

import java.util.Arrays;

/** What an optimizer remembers from step to step. */
public final class OptimizerMemory {
    private static final float[] NONE = {};

    /** The velocity, or the first moment. */
    public final float[] first;

    /** The mean of squares, or the second moment. */
    public final float[] second;

    /** β1 and β2 to the power of the number of steps done. */
    double power1 = 1;

    double power2 = 1;

    /**
     * Before the first step.
     *
     * @param optimizer the rule
     * @param count number of parameters, padded
     */
    OptimizerMemory(Optimizer optimizer, int count) {
        boolean adam = optimizer instanceof Adam || optimizer instanceof AdamW;
        boolean rmsProp = optimizer instanceof RmsProp;
        first = optimizer instanceof Sgd || rmsProp ? NONE : new float[count];
        second = adam || rmsProp ? new float[count] : NONE;
    }

    /**
     * Where a run goes on.
     *
     * @param memory what has been remembered
     * @param count number of parameters, padded
     */
    OptimizerMemory(OptimizerState memory, int count) {
        first = memory.rule().hasFirst() ? Arrays.copyOf(memory.first(), count) : NONE;
        second = memory.rule().hasSecond() ? Arrays.copyOf(memory.second(), count) : NONE;
        power1 = memory.power1();
        power2 = memory.power2();
    }

    private OptimizerMemory(OptimizerMemory other) {
        first = other.first.clone();
        second = other.second.clone();
        power1 = other.power1;
        power2 = other.power2;
    }

    /**
     * What is remembered, to be kept.
     *
     * @param optimizer the rule
     * @param count number of parameters, without padding
     */
    public OptimizerState toState(Optimizer optimizer, int count) {
        return new OptimizerState(
                OptimizerState.Rule.of(optimizer),
                first == NONE ? NONE : Arrays.copyOf(first, count),
                second == NONE ? NONE : Arrays.copyOf(second, count),
                power1,
                power2);
    }

    /** Another of the same content. */
    OptimizerMemory copy() {
        return new OptimizerMemory(this);
    }
}
