package lanewise.benchmarks.cli;

import lanewise.io.SavedModel;

/** The description of a model in a line. */
final class ModelSummary {
    /** Maximum number of class names printed in a line. */
    private static final int MOST_SHOWN = 20;

    private ModelSummary() {}

    /** Such as {@code network 4-2-3, scaling, classes setosa, versicolor, virginica}. */
    static String of(SavedModel saved) {
        StringBuilder text = new StringBuilder("network ").append(saved.model().network());
        if (saved.scaling().isPresent()) {
            text.append(", scaling");
        }
        int classes = saved.classNames().size();
        if (classes > MOST_SHOWN) {
            text.append(", ").append(classes).append(" classes");
        } else if (classes > 0) {
            text.append(", classes ").append(String.join(", ", saved.classNames()));
        }
        return text.toString()
                .replaceAll("\\p{Cntrl}", "?"); // Class names may contain any character.
    }
}
