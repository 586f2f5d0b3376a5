package lanewise.train;

import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.internal.plan.ModelAccess;
import lanewise.internal.plan.NetworkPlan;

import java.lang.invoke.MethodHandles;
import java.util.List;

/** What training needs of models beyond their public API. */
final class Models {
    private static final ModelAccess<Network, Model> ACCESS = access();

    private Models() {}

    /** The access that the class of models registers when it is initialized. */
    private static ModelAccess<Network, Model> access() {
        try {
            MethodHandles.lookup().ensureInitialized(Model.class);
        } catch (IllegalAccessException e) {
            throw new AssertionError("the class is public", e);
        }
        return ModelAccess.get();
    }

    /** The plan of a model's network. */
    static NetworkPlan plan(Model model) {
        return ACCESS.plan(model);
    }

    /**
     * The class names of a model after training: its own, else those of the data if the model has
     * an output for each.
     */
    static List<String> classNames(Model model, Dataset data) {
        int outputs = model.network().outputs();
        List<String> names = data.classNames();
        return model.classNames().isEmpty() && names.size() == (outputs == 1 ? 2 : outputs)
                ? names
                : model.classNames();
    }

    /** A model that takes an array over. */
    static Model of(Network network, float[] parameters, List<String> classNames) {
        return ACCESS.model(network, parameters, classNames);
    }
}
