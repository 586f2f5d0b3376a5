package lanewise.spark.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The generated parts of the planning page: expected times, and those of {@link MeasuredTables}.
 */
final class PlanTables {
    private static final double GIGABITS = 10;
    private static final int FEATURES = 64;
    private static final int[] CORES = {2, 16, 100, 1000};
    private static final double[] PARAMETERS = {2_410, 101_770, 1_000_000};

    private final ResultsFile results;
    private final MeasuredTables measured;

    /**
     * Creates the parts of a file.
     *
     * @param name name of the file
     */
    PlanTables(ResultsFile results, String name) {
        this.results = results;
        measured = new MeasuredTables(results, name);
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
            case "checks" -> checks();
            case "plan step" -> planStep();
            case "break-even" -> breakEven();
            case "plan models" -> planModels();
            case "plan prediction" -> planPrediction();
            case "limits" -> limits();
            default -> measured.of(part);
        };
    }

    private Plan plan(int cores) {
        return new Plan(results, cores, GIGABITS);
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
        return MeasuredTables.table(
                List.of("what", "expected", "measured", "measured / expected"), rows);
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
        return MeasuredTables.table(
                coresHeader("rows of the step", "parameters", "one task, one core"), rows);
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
        return MeasuredTables.table(coresHeader("parameters"), rows);
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
        return MeasuredTables.table(coresHeader("models", "rows broadcast", "one core"), rows);
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
        return MeasuredTables.table(coresHeader("rows, 64-32-10"), rows);
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
