package lanewise.internal.pass;

import lanewise.internal.checkpoint.OptimizerState;
import lanewise.optimize.Adam;
import lanewise.optimize.AdamW;
import lanewise.optimize.Optimizer;
import lanewise.optimize.RmsProp;
import lanewise.optimize.Sgd;

import java.util.Arrays;

/** The state of an optimizer between steps. */
public final class OptimizerMemory {
    private static final float[] NONE = {};

    /** Velocity, or first moment. */
    public final float[] first;

    /** Mean of squares, or second moment. */
    public final float[] second;

    /** β1 and β2 to the power of the number of completed steps. */
    double power1 = 1;

    double power2 = 1;

    /**
     * The state before the first step.
     *
     * @param optimizer the optimizer
     * @param count number of parameters, padded
     */
    public OptimizerMemory(Optimizer optimizer, int count) {
        boolean adam = optimizer instanceof Adam || optimizer instanceof AdamW;
        boolean rmsProp = optimizer instanceof RmsProp;
        first = optimizer instanceof Sgd || rmsProp ? NONE : new float[count];
        second = adam || rmsProp ? new float[count] : NONE;
    }

    /**
     * The state of a checkpoint.
     *
     * @param memory the state
     * @param count number of parameters, padded
     */
    public OptimizerMemory(OptimizerState memory, int count) {
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
     * The state, for a checkpoint.
     *
     * @param optimizer the optimizer
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

    /** A copy. */
    OptimizerMemory copy() {
        return new OptimizerMemory(this);
    }
}
