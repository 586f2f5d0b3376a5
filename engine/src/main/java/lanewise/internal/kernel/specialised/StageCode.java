package lanewise.internal.kernel.specialised;

import lanewise.internal.kernel.Dense;

import java.util.Arrays;
import java.util.List;

/** What describes a stage, and writes it. Stages of equal {@linkplain #key keys} are alike. */
interface StageCode {

    /**
     * All that tells the stage from others. Not the record itself, whose {@code equals} and {@code
     * hashCode} the JDK makes of method handles that it keeps, softly, in its own classes: they
     * would hold the engine's class loader for hours after a program has dropped it.
     *
     * @return a list of JDK's values and constants of enums
     */
    List<Object> key();

    /**
     * A key.
     *
     * @param kind of which kind the stage is
     * @param layer its layer
     * @param more what else it depends on; may be null
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
     * Writes the stage.
     *
     * @return its class, not yet defined
     */
    StageClass write();
}
