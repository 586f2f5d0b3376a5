package lanewise.spark.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The generated parts of the planning page that have measured figures, in Markdown. */
final class MeasuredTables {
    private final ResultsFile results;
    private final String name;

    /**
     * Creates the parts of a file.
     *
     * @param name name of the file
     */
    MeasuredTables(ResultsFile results, String name) {
        this.results = results;
        this.name = name;
    }

    /**
     * A part.
     *
     * @param part its name
     * @return lines, each with a line feed
     * @throws IllegalArgumentException if there is no such part
     */
    String of(String part) {
        return switch (part) {
            case "machine" -> machine();
            case "training steps" -> trainingSteps();
            case "time to accuracy" -> timeToAccuracy();
            case "prediction" -> prediction();
            case "step overhead" -> stepOverhead();
            case "search" -> search();
            case "validators" -> validators();
            case "constants" -> constants();
            default ->
                    throw new IllegalArgumentException(
                            "no generated part is named "
                                    + part
                                    + ": see PlanTables and MeasuredTables");
        };
    }

    /** A table whose first column is text and whose others are numbers. */
    static String table(List<String> header, List<List<String>> rows) {
        StringBuilder text = new StringBuilder("| " + String.join(" | ", header) + " |\n|---|");
        text.append("---:|".repeat(header.size() - 1)).append('\n');
        rows.forEach(row -> text.append("| ").append(String.join(" | ", row)).append(" |\n"));
        return text.toString();
    }

    /** Median, and the range of the samples. */
    private static String range(Figure figure, double scale) {
        return "%s (%s–%s)"
                .formatted(
                        Quantity.number(figure.median() * scale),
                        Quantity.number(figure.min() * scale),
                        Quantity.number(figure.max() * scale));
    }

    private String range(String figure, double scale) {
        return range(results.figure(figure), scale);
    }

    private String ratio(String larger, String smaller) {
        double ratio = results.median(larger) / results.median(smaller);
        return ratio >= 1000 ? Quantity.count(ratio) : Quantity.number(ratio);
    }

    private String machine() {
        return "Measured %s UTC on %s with %s cores, %s, %s, Spark %s, `local[2]`, at commit `%s`, with a load of %s at its begin: [%s](../../../benchmarks/results/spark/%s).\n"
                .formatted(
                        results.conditions().get("date"),
                        results.conditions().get("cpu"),
                        results.conditions().get("cores"),
                        results.conditions().get("os"),
                        "JDK " + results.conditions().get("jdk").replaceFirst("^\\D*", ""),
                        results.conditions().get("spark"),
                        results.conditions().get("commit"),
                        results.conditions().get("loadAtBegin"),
                        name,
                        name);
    }

    private String trainingSteps() {
        List<List<String>> rows = new ArrayList<>();
        for (String[] task : tasks()) {
            String prefix = "train." + task[0];
            rows.add(
                    List.of(
                            task[1],
                            range(prefix + ".mlpc.step", 1),
                            range(prefix + ".lanewise.step", 1),
                            ratio(prefix + ".mlpc.step", prefix + ".lanewise.step"),
                            task[0].equals("iris") ? "–" : range(prefix + ".lanewise8.step", 1)));
        }
        return table(
                List.of(
                        "table and layers",
                        "Spark's perceptron, ms",
                        "Lanewise, one task, ms",
                        "ratio",
                        "Lanewise, 8 shards, ms"),
                rows);
    }

    private List<String[]> tasks() {
        String made = Quantity.count(results.median("transform.made.count"));
        return List.of(
                new String[] {"iris", "iris, 150 rows, 4-8-3"},
                new String[] {"digits", "digits, 1437 rows, 64-32-10"},
                new String[] {"made", "made table, " + made + " rows, 50-32-2"});
    }

    private String timeToAccuracy() {
        List<List<String>> rows = new ArrayList<>();
        for (String[] task : tasks()) {
            String prefix = "train." + task[0];
            rows.add(
                    List.of(
                            task[1],
                            Quantity.number(results.median(prefix + ".mlpc.target") * 100) + " %",
                            reached(prefix + ".mlpc"),
                            range(prefix + ".mlpc.seconds", 1),
                            reached(prefix + ".lanewise"),
                            range(prefix + ".lanewise.seconds", 1),
                            ratio(prefix + ".mlpc.seconds", prefix + ".lanewise.seconds")));
        }
        return table(
                List.of(
                        "table and layers",
                        "to reach",
                        "Spark: passes, accuracy",
                        "Spark, s",
                        "Lanewise: epochs, accuracy",
                        "Lanewise, s",
                        "ratio"),
                rows);
    }

    private String reached(String prefix) {
        return "%s, %s"
                .formatted(
                        Quantity.number(results.median(prefix + ".budget")),
                        percent(results.median(prefix + ".accuracy")));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    private String prediction() {
        List<List<String>> rows = new ArrayList<>();
        String[][] tables = {{"digits", "64-32-10"}, {"made", "50-32-2"}};
        for (String[] table : tables) {
            String prefix = "transform." + table[0];
            rows.add(
                    List.of(
                            "%s rows, %s, thousand rows/s"
                                    .formatted(
                                            Quantity.count(results.median(prefix + ".count")),
                                            table[1]),
                            range(prefix + ".scan", 1e-3),
                            range(prefix + ".mlpc", 1e-3),
                            range(prefix + ".lanewise", 1e-3),
                            ratio(prefix + ".lanewise", prefix + ".mlpc")));
        }
        for (String when : List.of("first", "later")) {
            String prefix = "transform.200.";
            rows.add(
                    List.of(
                            "200 rows, 64-32-10, %s, ms"
                                    .formatted(
                                            when.equals("first")
                                                    ? "first call in the JVM"
                                                    : "later calls"),
                            "–",
                            range(prefix + "mlpc." + when, 1),
                            range(prefix + "lanewise." + when, 1),
                            ratio(prefix + "mlpc." + when, prefix + "lanewise." + when)));
        }
        return table(List.of("what", "scan only", "Spark's perceptron", "Lanewise", "ratio"), rows);
    }

    private String stepOverhead() {
        List<List<String>> rows = new ArrayList<>();
        for (int parameters : new int[] {2410, 101_770}) {
            String prefix = "step." + parameters;
            rows.add(
                    List.of(
                            Quantity.count(parameters),
                            range(prefix + ".shards8", 1),
                            range(prefix + ".shards64", 1)));
        }
        return table(List.of("parameters", "8 shards, ms", "64 shards, ms"), rows);
    }

    private String search() {
        List<List<String>> rows = new ArrayList<>();
        for (int threads : new int[] {1, 2}) {
            String engine = "search.engine." + threads;
            String spark = "search.spark." + threads;
            rows.add(
                    List.of(
                            "" + threads,
                            range(engine, 1),
                            range(spark, 1),
                            "%.0f %%"
                                    .formatted(
                                            (results.median(spark) / results.median(engine) - 1)
                                                    * 100)));
        }
        return table(
                List.of("threads or tasks", "engine, s", "Spark, s", "Spark's overhead"), rows);
    }

    private String validators() {
        String spark = "validator.spark";
        String ours = "validator.lanewise";
        double ratio = results.median(spark) / results.median(ours);
        return table(
                List.of("validator", "s"),
                List.of(
                        List.of("`CrossValidator` of Spark", range(spark, 1)),
                        List.of("`LanewiseCrossValidator`", range(ours, 1)),
                        List.of("times as fast", "%.1f".formatted(ratio))));
    }

    private String constants() {
        List<List<String>> rows = new ArrayList<>();
        String[][] constants = {
            {"job", "job with two empty tasks"},
            {"task", "each further task of a job"},
            {"result", "results of tasks at the driver"},
            {"broadcast", "broadcast to one executor JVM"},
            {"fold", "adding gradients on the driver"},
            {"update", "optimizer step (Adam)"},
            {"gradient.1698", "gradient, 50-32-2, one core"},
            {"gradient.1698.both", "the same, two cores busy, for each"},
            {"gradient.2410", "gradient, 64-32-10, one core"},
            {"gradient.2410.both", "the same, two cores busy, for each"},
            {"gradient.101770", "gradient, 784-128-10, one core"},
            {"gradient.101770.both", "the same, two cores busy, for each"}
        };
        for (String[] constant : constants) {
            Figure figure = results.figure(constant[0]);
            rows.add(List.of(constant[1], figure.unit(), range(figure, 1)));
        }
        return table(List.of("what", "unit", "median (range)"), rows);
    }
}
