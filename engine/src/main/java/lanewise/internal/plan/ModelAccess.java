package lanewise.internal.plan;

import java.util.List;

/**
 * Gives packages above {@code lanewise} what the public API of a model does not show: the plan of
 * its network, and a constructor that takes an array over. {@code lanewise.Model} registers itself
 * when it is initialized; this package lies below it and therefore cannot name its types. The JDK's
 * SharedSecrets work the same way.
 *
 * @param <N> {@code lanewise.Network}
 * @param <M> {@code lanewise.Model}
 */
public abstract class ModelAccess<N, M> {
    private static volatile ModelAccess<?, ?> registered;

    /** For {@code lanewise.Model}. */
    protected ModelAccess() {}

    /** The plan of a model's network. */
    public abstract NetworkPlan plan(M model);

    /**
     * Makes a model without copying or checking its parameters.
     *
     * @param network the network
     * @param parameters finite weights and biases, which must not change any more
     * @param classNames unmodifiable names of the network's classes, or none
     */
    public abstract M model(N network, float[] parameters, List<String> classNames);

    /** Registers the implementation. */
    public static void register(ModelAccess<?, ?> access) {
        registered = access;
    }

    /** The implementation; valid once the class of models is initialized. */
    @SuppressWarnings("unchecked") // there is one class of networks and one of models
    public static <N, M> ModelAccess<N, M> get() {
        return (ModelAccess<N, M>) registered;
    }
}
