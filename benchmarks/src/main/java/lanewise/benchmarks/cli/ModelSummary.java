package lanewise.benchmarks.cli;

import lanewise.io.SavedEnsemble;
import lanewise.io.SavedModel;
import lanewise.table.TableTarget;

import java.util.stream.Collectors;

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
        saved.preparation()
                .ifPresent(
                        preparation ->
                                text.append(", ")
                                        .append(preparation.columns().size())
                                        .append(
                                                preparation.columns().size() == 1
                                                        ? " column prepared"
                                                        : " columns prepared"));
        int classes = saved.classNames().size();
        if (classes > MOST_SHOWN) {
            text.append(", ").append(classes).append(" classes");
        } else if (classes > 0) {
            text.append(", classes ").append(String.join(", ", saved.classNames()));
        } else if (saved.preparation().isPresent()) {
            TableTarget target = saved.preparation().get().target();
            text.append(", ").append(target.kind()).append(' ');
            text.append(String.join(", ", target.columns()));
        }
        return text.toString()
                .replaceAll("\\p{Cntrl}", "?"); // Class names may contain any character.
    }

    /** Such as {@code the network 4-2-3} or {@code an ensemble of 5 networks 4-2-3}. */
    static String networks(SavedEnsemble saved) {
        int members = saved.ensemble().members().size();
        return members == 1
                ? "the network " + shapes(saved)
                : "an ensemble of " + members + " networks " + shapes(saved);
    }

    /** The different shapes of the networks, separated by commas. */
    static String shapes(SavedEnsemble saved) {
        return saved.ensemble().members().stream()
                .map(member -> member.network().toString())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
