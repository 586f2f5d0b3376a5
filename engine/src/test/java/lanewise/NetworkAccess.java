package lanewise;

import lanewise.internal.plan.NetworkPlan;

/** Gives tests in other packages access to package-private members. */
public final class NetworkAccess {

    private NetworkAccess() {}

    /** The plan of a network. */
    public static NetworkPlan plan(Network network) {
        return network.plan();
    }

    /** The name of the kernels that a predictor uses for a number of rows. */
    public static String kernels(Predictor predictor, int rows) {
        return predictor.kernels(rows);
    }
}
