package lanewise.internal.pass;

import lanewise.internal.checkpoint.OptimizerState;
import lanewise.internal.kernel.FewRowKernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.plan.NetworkPlan;

import java.util.Arrays;

/**
 * What an iteration takes over from the one before.
 *
 * @param settings settings of all iterations
 * @param plan the network
 * @param parameters its parameters, padded, followed by at least {@link FewRowKernels#SLACK} floats
 * @param memory the optimizer's memory
 */
public record StepState(
        StepSettings settings, NetworkPlan plan, float[] parameters, OptimizerMemory memory) {

    /** The state before the first iteration. Copies the parameters. */
    public static StepState start(StepSettings settings, NetworkPlan plan, float[] parameters) {
        int padded = Lanes.pad(plan.parameterCount());
        return new StepState(
                settings,
                plan,
                Arrays.copyOf(parameters, padded + FewRowKernels.SLACK),
                new OptimizerMemory(settings.optimizer(), padded));
    }

    /** The state of a resumed run. Copies the arrays. */
    public static StepState resume(
            StepSettings settings, NetworkPlan plan, float[] parameters, OptimizerState memory) {
        int padded = Lanes.pad(plan.parameterCount());
        return new StepState(
                settings,
                plan,
                Arrays.copyOf(parameters, padded + FewRowKernels.SLACK),
                new OptimizerMemory(memory, padded));
    }

    /** A copy that shares no array with this one. */
    public StepState copy() {
        return new StepState(settings, plan, parameters.clone(), memory.copy());
    }
}
