package lanewise.io;

import lanewise.data.Scaling;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks what a file holds about the features of a model or an ensemble. */
final class SavedFeatures {
    private SavedFeatures() {}

    /**
     * Checks scaling and names of features.
     *
     * @param owner the model in messages
     * @param inputs its number of inputs
     */
    static void require(String owner, int inputs, Optional<Scaling> scaling, List<String> names) {
        if (scaling.isPresent() && scaling.get().features() != inputs) {
            throw new IllegalArgumentException(
                    "scaling of "
                            + scaling.get().features()
                            + " features for "
                            + owner
                            + ": expected "
                            + inputs);
        }
        if (!names.isEmpty() && names.size() != inputs) {
            throw new IllegalArgumentException(
                    names.size()
                            + " feature names for "
                            + owner
                            + ": expected "
                            + inputs
                            + ", or none");
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name == null) {
                throw new NullPointerException(
                        "name of feature " + seen.size() + " is null: expected a name");
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        "feature name "
                                + Json.quote(name)
                                + " occurs twice: expected unique names");
            }
        }
    }
}
