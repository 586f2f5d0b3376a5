package lanewise.select;

import lanewise.data.Dataset;
import lanewise.internal.text.Names;
import lanewise.metrics.Metric;
import lanewise.split.Fold;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Explains scores that are undefined though the training did not diverge. */
final class Warnings {
    private Warnings() {}

    /** A line for each fold and metric. */
    static List<String> of(
            Dataset data, List<Fold> folds, List<Metric> metrics, List<Trial> trials) {
        TreeSet<Integer> undefined = new TreeSet<>(); // fold · metrics + metric
        for (Trial trial : trials) {
            for (int k = 0; k < metrics.size() && !trial.diverged(); k++) {
                if (trial.scores().get(k).isNaN()) {
                    undefined.add(trial.fold() * metrics.size() + k);
                }
            }
        }
        List<String> lines = new ArrayList<>();
        for (int key : undefined) {
            int fold = key / metrics.size();
            int[] tested = folds.get(fold).testRows();
            lines.add(
                    "fold "
                            + fold
                            + ": "
                            + metrics.get(key % metrics.size())
                            + " is undefined, because "
                            + reason(data, tested));
        }
        return lines;
    }

    private static String reason(Dataset data, int[] tested) {
        List<String> missing = new ArrayList<>(data.classNames());
        for (int row : tested) {
            if (data.classification()) {
                missing.remove(data.classNames().get(data.label(row)));
            }
        }
        String rows = tested.length == 1 ? "1 test row" : tested.length + " test rows";
        return missing.isEmpty()
                ? "there are only " + rows + ": use fewer folds or another metric"
                : "none of "
                        + rows
                        + " has the "
                        + (missing.size() == 1 ? "class " : "classes ")
                        + Names.listed(missing)
                        + ": use stratified folds, fewer of them or another metric";
    }
}
