package lanewise.shard;

import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.internal.plan.ModelAccess;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.tier.ShardAccess;
import lanewise.train.Checkpoint;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import java.lang.invoke.MethodHandles;

/** What this package needs of models and runs beyond their public API. */
final class Access {

    private Access() {}

    /** The plan of a model's network. */
    static NetworkPlan plan(Model model) {
        initialize(Model.class);
        return ModelAccess.<Network, Model>get().plan(model);
    }

    /** The runs of trainers. */
    static ShardAccess<Trainer, Model, Dataset, Checkpoint, TrainingRun> runs() {
        initialize(TrainingRun.class);
        return ShardAccess.get();
    }

    /** Initializes a class, which registers its access. */
    private static void initialize(Class<?> type) {
        try {
            MethodHandles.lookup().ensureInitialized(type);
        } catch (IllegalAccessException e) {
            throw new AssertionError("the class is public", e);
        }
    }
}
