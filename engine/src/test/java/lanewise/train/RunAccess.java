package lanewise.train;

import lanewise.Network;
import lanewise.Tier;
import lanewise.internal.checkpoint.RunState;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.tier.TierChoice;
import lanewise.internal.tier.TieredRun;

import java.util.List;

/** Gives tests in other packages access to package-private members. */
public final class RunAccess {

    private RunAccess() {}

    /** Computes the iterations to come on other kernels. */
    public static void moveTo(TrainingRun run, Tier tier, Kernels kernels) {
        run.loop().moveTo(TierChoice.named(tier.name()), kernels);
    }

    /** The run as its kernels see it. */
    public static TieredRun tiered(TrainingRun run) {
        return run.loop();
    }

    /** The content of a checkpoint. */
    public static RunState state(Checkpoint checkpoint) {
        return checkpoint.state();
    }

    /** A checkpoint with a given content. */
    public static Checkpoint checkpoint(Network network, RunState state) {
        return new Checkpoint(network, List.of(), state);
    }
}
