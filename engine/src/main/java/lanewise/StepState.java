package lanewise;

import lanewise.kernel.Lanes;
import lanewise.state.RunState;

import java.util.Arrays;

/**
 * Where a run stands: all that an iteration takes over from the one before.
 *
 * @param trainer the settings
 * @param network the network
 * @param parameters its parameters, then padding
 * @param memory what the optimizer remembers
 */
record StepState(Trainer trainer, Network network, float[] parameters, OptimizerMemory memory) {

    /** Before the first iteration. */
    static StepState of(Trainer trainer, Model start) {
        int padded = Lanes.pad(start.network().parameterCount());
        return new StepState(
                trainer,
                start.network(),
                Arrays.copyOf(start.parameters(), padded),
                new OptimizerMemory(trainer.optimizer(), padded));
    }

    /** Where a run goes on. */
    static StepState of(Trainer trainer, RunState from) {
        Network network = from.current().network();
        int padded = Lanes.pad(network.parameterCount());
        return new StepState(
                trainer,
                network,
                Arrays.copyOf(from.current().parameters(), padded),
                new OptimizerMemory(from.memory(), padded));
    }

    /** Another whose arrays are not this one's. */
    StepState copy() {
        return new StepState(trainer, network, parameters.clone(), memory.copy());
    }
}
