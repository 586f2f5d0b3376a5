package lanewise.spark.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The generated parts of the planning page, in Markdown. */
final class PlanTables {
    private static final double GIGABITS = 10;
    private static final int FEATURES = 64;
    private static final int[] CORES = {2, 16, 100, 1000};
    private static final double[] PARAMETERS = {2_410, 101_770, 1_000_000};

    private final ResultsFile results;
    private final String name;

    /**
     * Creates the parts of a file.
     *
     * @param name name of the file
     */
    PlanTables(ResultsFile results, String name) {
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
            case "constants" -> constants();
            case "checks" -> checks();
            case "plan step" -> planStep();
            case "break-even" -> breakEven();
            case "plan models" -> planModels();
            case "plan prediction" -> planPrediction();
            case "limits" -> limits();
            default ->
                    throw new IllegalArgumentException(
                            "no generated part is named " + part + ": see PlanTables");
        };
    }

    private Plan plan(int cores) {
        return new Plan(results, cores, GIGABITS);
    }

    /** A table whose first column is text and whose others are numbers. */
    private static String table(List<String> header, List<List<String>> rows) {
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

    private static List<String[]> tasks() {
        return List.of(
                new String[] {"iris", "iris, 150 rows, 4-8-3"},
                new String[] {"digits", "digits, 1437 rows, 64-32-10"},
                new String[] {"made", "made table, 1 million rows, 50-32-2"});
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

    private String checks() {
        Plan here = new Plan(results, 2, Double.POSITIVE_INFINITY);
        double made = results.median("transform.made.count");
        List<List<String>> rows = new ArrayList<>();
        check(
                rows,
                "step of %s rows, 50-32-2, 8 shards".formatted(Quantity.count(made)),
                here.step(made, 1698, 8),
                results.median("train.made.lanewise8.step") * 1e-3);
        check(
                rows,
                "step of 64 rows, 784-128-10, 64 shards",
                here.step(64, 101_770, 64),
                results.median("step.101770.shards64") * 1e-3);
        check(
                rows,
                "step of 1437 rows, 64-32-10, 8 shards",
                here.step(1437, 2410, 8),
                results.median("train.digits.lanewise8.step") * 1e-3);
        check(
                rows,
                "search of %d trials".formatted(SearchFigures.TRIALS),
                here.models(
                        SearchFigures.TRIALS,
                        results.median("search.engine.1") / SearchFigures.TRIALS,
                        Plan.bytes(1797, FEATURES)),
                results.median("search.spark.2"));
        check(
                rows,
                "prediction of %s rows, 50-32-2".formatted(Quantity.count(made)),
                here.predict(made, 50, 2),
                made / results.median("transform.made.lanewise"));
        return table(List.of("what", "expected", "measured", "measured / expected"), rows);
    }

    private static void check(
            List<List<String>> rows, String what, double expected, double measured) {
        rows.add(
                List.of(
                        what,
                        Quantity.time(expected),
                        Quantity.time(measured),
                        String.format(Locale.ROOT, "%.2f", measured / expected)));
    }

    private static List<String> coresHeader(String... first) {
        List<String> header = new ArrayList<>(List.of(first));
        Arrays.stream(CORES).forEach(cores -> header.add(cores + " cores"));
        return header;
    }

    private String planStep() {
        List<List<String>> rows = new ArrayList<>();
        for (double parameters : PARAMETERS) {
            for (double count : new double[] {1e5, 1e7, 1e9}) {
                List<String> row = new ArrayList<>();
                row.add(Quantity.count(count));
                row.add(Quantity.count(parameters));
                row.add(Quantity.time(plan(1).stepOfOneCore(count, parameters)));
                for (int cores : CORES) {
                    boolean fits = plan(cores).mostParameters() >= parameters;
                    row.add(
                            Quantity.time(plan(cores).step(count, parameters, cores))
                                    + (fits ? "" : " ¹"));
                }
                rows.add(row);
            }
        }
        return table(coresHeader("rows of the step", "parameters", "one task, one core"), rows);
    }

    private String breakEven() {
        List<List<String>> rows = new ArrayList<>();
        for (double parameters : PARAMETERS) {
            List<String> row = new ArrayList<>();
            row.add(Quantity.count(parameters));
            for (int cores : CORES) {
                row.add(Quantity.count(plan(cores).breakEven(parameters)));
            }
            rows.add(row);
        }
        return table(coresHeader("parameters"), rows);
    }

    private String planModels() {
        List<List<String>> rows = new ArrayList<>();
        for (double models : new double[] {200, 10_000}) {
            for (double[] size : new double[][] {{1e4, 1}, {1e6, 60}}) {
                List<String> row = new ArrayList<>();
                row.add("%.0f of %s".formatted(models, Quantity.time(size[1])));
                row.add(Quantity.count(size[0]));
                double bytes = Plan.bytes(size[0], FEATURES);
                row.add(Quantity.time(models * size[1]));
                for (int cores : CORES) {
                    row.add(Quantity.time(plan(cores).models(models, size[1], bytes)));
                }
                rows.add(row);
            }
        }
        return table(coresHeader("models", "rows broadcast", "one core"), rows);
    }

    private String planPrediction() {
        List<List<String>> rows = new ArrayList<>();
        for (double count : new double[] {1e6, 1e9}) {
            List<String> row = new ArrayList<>();
            row.add(Quantity.count(count));
            for (int cores : CORES) {
                row.add(Quantity.time(plan(cores).predict(count, FEATURES, 10)));
            }
            rows.add(row);
        }
        return table(coresHeader("rows, 64-32-10"), rows);
    }

    private String limits() {
        Plan large = plan(1000);
        double rows = 1e9;
        double mnist = 101_770;
        List<List<String>> lines = new ArrayList<>();
        lines.add(
                List.of(
                        "results of a job, `spark.driver.maxResultSize` (1 GiB): gradients of a"
                                + " step",
                        "%s for %s parameters; the job fails from %s parameters on"
                                .formatted(
                                        Quantity.bytes(large.returned(mnist, 1000)),
                                        Quantity.count(mnist),
                                        Quantity.count(large.mostParameters()))));
        lines.add(
                List.of(
                        "the driver's network, 10 Gbit/s: gradients of a step",
                        "%s of a step of %s with a billion rows and %s parameters"
                                .formatted(
                                        Quantity.time(large.network(mnist, 1000)),
                                        Quantity.time(large.step(rows, mnist, 1000)),
                                        Quantity.count(mnist))));
        lines.add(
                List.of(
                        "starting the tasks of a step",
                        "%s for 1000 tasks, %s tasks per second"
                                .formatted(
                                        Quantity.time(large.job(1000)),
                                        Quantity.count(1e3 / results.median("task")))));
        lines.add(
                List.of(
                        "memory of executors: a billion rows of 64 features",
                        "%s per core, twice that while rows are put in order"
                                .formatted(Quantity.bytes(large.bytesPerCore(rows, FEATURES)))));
        lines.add(
                List.of(
                        "number of rows of a training, an `int`",
                        "%s; a billion fits".formatted(Quantity.count(Integer.MAX_VALUE))));
        lines.add(
                List.of(
                        "numbers in one array, an `int`",
                        "%s rows of 64 features per task"
                                .formatted(Quantity.count((double) Integer.MAX_VALUE / FEATURES))));
        lines.add(
                List.of(
                        "broadcast of rows to search, 1 GiB",
                        "%s rows of 64 features"
                                .formatted(
                                        Quantity.count(
                                                Plan.MAX_BROADCAST / FEATURES / Float.BYTES))));
        StringBuilder text = new StringBuilder("| limit | 1000 cores |\n|---|---|\n");
        lines.forEach(line -> text.append("| " + String.join(" | ", line) + " |\n"));
        return text.toString();
    }
}
