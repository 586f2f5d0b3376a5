package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Restarts and searches: whole trainings together, one by one, and by other libraries. */
public final class ManyTrainingsTable {
    /** Names of the columns. */
    public static final List<String> HEADER =
            List.of(
                    "trainings",
                    "way",
                    "threads",
                    "ms per training",
                    "min … max",
                    "over one thread",
                    "over one by one",
                    "over scikit-learn",
                    "over Smile",
                    "accuracy",
                    "each fork");

    private static final String RESTARTS = "100 restarts of iris, 4-2-3, 5000 iterations";
    private static final String SEARCH = "48 settings x 10 folds of digits, 64-32-10, 10 epochs";

    private ManyTrainingsTable() {}

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return the table of restarts and searches; empty if there are none
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        Optional<Measurement> restarts = find(measurements, "ManyModelsRestarts.");
        Optional<Measurement> search = find(measurements, "ManyModelsSearch.");
        Optional<Measurement> sklearn = find(measurements, "ManyModelsSklearn.");
        Optional<Measurement> smile = find(measurements, "ManyModelsSmile.");
        Controls none = new Controls(Optional.empty(), Optional.empty());
        Controls controls = new Controls(sklearn, smile);
        List<List<String>> rows = new ArrayList<>();
        restarts.ifPresent(
                of -> {
                    rows.add(oneByOne(RESTARTS, "Trainer.fit one by one, AUTO", of, none));
                    rows.add(together(RESTARTS, "TrainingGroup", 1, of, none));
                    rows.add(together(RESTARTS, "TrainingGroup", 2, of, none));
                });
        search.ifPresent(
                of -> {
                    rows.add(
                            oneByOne(SEARCH, "Trainer.fit one by one, fastest tier", of, controls));
                    rows.add(together(SEARCH, "Search", 1, of, controls));
                    rows.add(together(SEARCH, "Search", 2, of, controls));
                });
        sklearn.ifPresent(of -> rows.add(control("scikit-learn, GridSearchCV", 2, of)));
        smile.ifPresent(of -> rows.add(control("Smile, cross-validation of MLP", 1, of)));
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Many trainings together, one by one (alternating in one JVM), by"
                                        + " scikit-learn's GridSearchCV and by Smile's"
                                        + " cross-validation: ms per training and speed-ups,"
                                        + " medians over forks",
                                2,
                                HEADER,
                                rows));
    }

    private static Optional<Measurement> find(List<Measurement> measurements, String benchmark) {
        return measurements.stream()
                .filter(measurement -> measurement.benchmark().startsWith(benchmark))
                .findFirst();
    }

    private static List<String> oneByOne(
            String trainings, String way, Measurement of, Controls controls) {
        Measurement times = of.ratio("oneByOne", "oneByOneTrainings");
        return row(
                List.of(trainings, way, "1"),
                times,
                List.of(
                        Figures.NONE,
                        Figures.NONE,
                        speedup(times, controls.sklearn),
                        speedup(times, controls.smile),
                        Figures.NONE));
    }

    private static List<String> together(
            String trainings, String way, int threads, Measurement of, Controls controls) {
        String share = threads == 1 ? "oneThread" : "twoThreads";
        Measurement times = of.ratio(share, "trainings");
        Measurement oneByOne = of.ratio("oneByOne", "oneByOneTrainings");
        return row(
                List.of(trainings, way, String.valueOf(threads)),
                times,
                List.of(
                        threads == 1
                                ? Figures.NONE
                                : Figures.speedup(of.ratio("oneThread", share).median()),
                        Figures.speedup(oneByOne.over(times).median()),
                        speedup(times, controls.sklearn),
                        speedup(times, controls.smile),
                        accuracy(of)));
    }

    private static List<String> control(String way, int threads, Measurement of) {
        return row(
                List.of(SEARCH, way, String.valueOf(threads)),
                of,
                List.of(Figures.NONE, Figures.NONE, Figures.NONE, Figures.NONE, accuracy(of)));
    }

    private static List<String> row(List<String> keys, Measurement times, List<String> figures) {
        List<String> row = new ArrayList<>(keys);
        row.add(millis(times.median()));
        row.add(millis(times.min()) + " … " + millis(times.max()));
        row.addAll(figures);
        row.add(Figures.each(times.forks(), ManyTrainingsTable::millis));
        return row;
    }

    private static String speedup(Measurement times, Optional<Measurement> control) {
        return control.map(of -> Figures.speedup(times.speedupOver(of))).orElse(Figures.NONE);
    }

    private static String millis(double nanos) {
        return Figures.significant(nanos / 1e6);
    }

    private static String accuracy(Measurement of) {
        double accuracy = of.part("accuracy").median();
        return accuracy == 0 ? Figures.NONE : String.format(Locale.ROOT, "%.3f", accuracy);
    }

    /** The same trainings by other libraries, where measured. */
    private record Controls(Optional<Measurement> sklearn, Optional<Measurement> smile) {}
}
