package lanewise.spark.figures;

import org.apache.spark.ml.Model;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Measures all published figures of Lanewise on Spark: {@code scripts/spark-figures}. */
final class SparkFigures {
    private static final List<String> GROUPS =
            List.of("iris", "digits", "search", "steps", "jobs", "made");

    private static final List<String> OPTIONS =
            List.of("--tiny", "--only", "--out", "--rows", "--jvms");

    private static final int MADE_UNSEEN = 50_000;

    private final SparkSession spark;
    private final Meter meter;
    private final Effort effort;

    SparkFigures(SparkSession spark, Meter meter, Effort effort) {
        this.spark = spark;
        this.meter = meter;
        this.effort = effort;
    }

    /**
     * Measures and writes a results file, or prints a plan.
     *
     * @param args as {@code scripts/spark-figures --help} has them
     */
    public static void main(String[] args) throws IOException {
        List<String> arguments = List.of(args);
        try {
            if (arguments.contains("--plan")) {
                System.out.print(PlanCommand.of(arguments));
            } else {
                run(arguments);
            }
        } catch (IllegalArgumentException e) {
            System.err.println("spark-figures: " + e.getMessage());
            System.exit(2);
        }
    }

    private static void run(List<String> arguments) throws IOException {
        SequencedMap<String, String> options = options(arguments);
        boolean tiny = options.containsKey("--tiny");
        String out = options.get("--out");
        String only = options.get("--only");
        if (out == null && (tiny || only != null)) {
            throw new IllegalArgumentException(
                    "--tiny and --only have no figures to publish: name a file with --out");
        }
        Effort standard = tiny ? Effort.TINY : Effort.FULL;
        Effort effort =
                new Effort(
                        standard.repetitions(),
                        standard.warmUpSeconds(),
                        number(options.get("--rows"), standard.madeRows()),
                        standard.copies(),
                        standard.steps(),
                        number(options.get("--jvms"), standard.coldJvms()));
        List<String> groups = only == null ? GROUPS : List.of(only.split(","));
        if (!GROUPS.containsAll(groups)) {
            throw new IllegalArgumentException(
                    "--only " + only + ": expected some of " + String.join(",", GROUPS));
        }
        try (SparkSession spark = session()) {
            SequencedMap<String, String> conditions = Conditions.here(spark.version(), effort);
            Meter meter = new Meter(effort.repetitions(), effort.warmUpSeconds());
            SparkFigures figures = new SparkFigures(spark, meter, effort);
            groups.forEach(figures::measure);
            conditions.put("loadAtEnd", Conditions.load());
            Path file =
                    out == null
                            ? ResultsFile.directory().resolve(Conditions.fileName(conditions))
                            : Path.of(out);
            new ResultsFile(conditions, meter.figures()).write(file);
            System.err.println("wrote " + file);
        }
    }

    /** Names of options with their values; that of {@code --tiny} is empty. */
    private static SequencedMap<String, String> options(List<String> arguments) {
        SequencedMap<String, String> options = new LinkedHashMap<>();
        Iterator<String> next = arguments.iterator();
        while (next.hasNext()) {
            String name = next.next();
            if (!OPTIONS.contains(name)) {
                throw new IllegalArgumentException(
                        name + ": expected " + String.join(", ", OPTIONS) + " or --plan");
            }
            if (!name.equals("--tiny") && !next.hasNext()) {
                throw new IllegalArgumentException(name + ": expected a value after it");
            }
            options.put(name, name.equals("--tiny") ? "" : next.next());
        }
        return options;
    }

    private static int number(String text, int otherwise) {
        return text == null ? otherwise : Integer.parseInt(text);
    }

    /** A session with two threads. */
    static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("lanewise-figures")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
    }

    /** Measures one of {@link #GROUPS}. */
    private void measure(String group) {
        switch (group) {
            case "jobs" -> new JobFigures(meter, effort).measure(spark);
            case "steps" -> new StepFigures(meter, effort).measure(spark);
            case "search" -> new SearchFigures(meter, effort).measure(spark);
            case "iris" -> iris();
            case "digits" -> digits();
            case "made" -> made();
            default -> throw new IllegalArgumentException("no group is named " + group);
        }
    }

    private void iris() {
        Dataset<Row> rows = Rows.cached(Rows.of(spark, Rows.data("iris.csv"), 1, 1));
        TrainingFigures.Task task =
                new TrainingFigures.Task("iris", rows, rows, new int[] {4, 8, 3}, 0.96, 32);
        new TrainingFigures(meter, effort).measure(task, 50, 300_000, 0);
        rows.unpersist();
    }

    private void digits() {
        lanewise.data.Dataset data = Rows.data("digits.csv.gz");
        Dataset<Row> rows = Rows.cached(Rows.of(spark, data, 1 / 16f, 1));
        int[] layers = {64, 32, 10};
        TrainingFigures.Task task =
                new TrainingFigures.Task(
                        "digits",
                        Rows.cached(Rows.where(rows, 5, false)),
                        Rows.cached(Rows.where(rows, 5, true)),
                        layers,
                        0.95,
                        32);
        new TrainingFigures(meter, effort).measure(task, 50, 2_000, 8);
        Dataset<Row> many = Rows.cached(Rows.of(spark, data, 1 / 16f, effort.copies()));
        TransformFigures transform = new TransformFigures(meter);
        List<Model<?>> models = transform.measure("digits", rows, many, layers);
        many.unpersist();
        transform.measureCold(models, effort.coldJvms());
    }

    private void made() {
        Dataset<Row> rows = Rows.cached(Rows.made(spark, 0, effort.madeRows()));
        Dataset<Row> unseen =
                Rows.cached(
                        Rows.made(
                                spark, effort.madeRows(), (long) effort.madeRows() + MADE_UNSEEN));
        int[] layers = {Rows.MADE_FEATURES, 32, 2};
        TrainingFigures.Task task =
                new TrainingFigures.Task("made", rows, unseen, layers, 0.93, 256);
        new TransformFigures(meter).measure("made", unseen, rows, layers);
        new TrainingFigures(meter.withAtMost(2), effort).measure(task, 3, 10, 8);
    }
}
