package lanewise.train;

import lanewise.Model;
import lanewise.Network;
import lanewise.internal.plan.ModelAccess;
import lanewise.internal.plan.NetworkPlan;

/** What training needs of models beyond their public API. */
final class Models {
    private static final ModelAccess<Network, Model> ACCESS = ModelAccess.get();

    private Models() {}

    /** The plan of a model's network. */
    static NetworkPlan plan(Model model) {
        return ACCESS.plan(model);
    }

    /** A model that takes an array over. */
    static Model of(Network network, float[] parameters) {
        return ACCESS.model(network, parameters);
    }
}
