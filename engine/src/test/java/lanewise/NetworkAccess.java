package lanewise;

import lanewise.internal.plan.NetworkPlan;

/** Gives tests in other packages what this package does not export. */
public final class NetworkAccess {

    private NetworkAccess() {}

    /** The plan of a network. */
    public static NetworkPlan plan(Network network) {
        return network.plan();
    }

    /** The name of the kernels that compute a predictor's matrices. */
    public static String kernels(Predictor predictor) {
        return predictor.kernels();
    }
}
