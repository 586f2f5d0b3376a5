package lanewise.internal.kernel.specialised;

import lanewise.internal.kernel.Dense;

import java.util.Arrays;
import java.util.List;

/** Generator of a stage. Stages with equal {@linkplain #key keys} are identical. */
interface StageCode {

    /**
     * Returns the cache key of the stage. The record itself is not used as key: the JDK implements
     * its {@code equals} and {@code hashCode} by method handles and keeps these softly reachable
     * from its own classes. They would retain the engine's class loader for hours after a program
     * has dropped it.
     *
     * @return a list of JDK values and enum constants
     */
    List<Object> key();

    /**
     * Builds a key.
     *
     * @param kind kind of stage
     * @param layer layer of the stage
     * @param more other values that the stage depends on; elements may be null
     * @return the key
     */
    static List<Object> key(String kind, Dense layer, Object... more) {
        return Arrays.asList(
                kind,
                layer.inputs(),
                layer.outputs(),
                layer.weights(),
                layer.biases(),
                Arrays.asList(more));
    }

    /**
     * Generates the stage.
     *
     * @return its class, not yet defined
     */
    StageClass write();
}
