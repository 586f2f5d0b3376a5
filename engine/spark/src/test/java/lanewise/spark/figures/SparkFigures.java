package lanewise.spark.figures;

import org.apache.spark.ml.Model;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;

/** Measures all published figures of Lanewise on Spark: {@code scripts/spark-figures}. */
final class SparkFigures {
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
     * Measures and writes a results file.
     *
     * @param args nothing; {@code --tiny} for small sizes; {@code --out FILE} for another file;
     *     {@code --plan ROWS FEATURES PARAMETERS CORES GBIT} prints a plan instead
     */
    public static void main(String[] args) throws IOException {
        List<String> arguments = List.of(args);
        if (arguments.contains("--plan")) {
            System.out.print(PlanCommand.of(arguments));
            return;
        }
        Effort effort = arguments.contains("--tiny") ? Effort.TINY : Effort.FULL;
        Path file = null;
        int out = arguments.indexOf("--out");
        if (out >= 0 && out + 1 < arguments.size()) {
            file = Path.of(arguments.get(out + 1));
        } else if (out >= 0 || effort == Effort.TINY) {
            System.err.println("--out FILE is missing: --tiny has no figures to publish");
            System.exit(2);
        }
        try (SparkSession spark = session()) {
            SequencedMap<String, String> conditions = Conditions.here(spark.version(), effort);
            Path target =
                    file != null
                            ? file
                            : ResultsFile.directory().resolve(Conditions.fileName(conditions));
            Meter meter = new Meter(effort.repetitions());
            new SparkFigures(spark, meter, effort).measure();
            new ResultsFile(conditions, meter.figures()).write(target);
            System.err.println("wrote " + target);
        }
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

    /** Measures all groups; further ones are added here. */
    void measure() {
        new JobFigures(meter, effort).measure(spark);
        new StepFigures(meter, effort).measure(spark);
        iris();
        digits();
        made();
    }

    private void iris() {
        Dataset<Row> rows = Rows.cached(Rows.of(spark, Rows.data("iris.csv"), 1, 1));
        TrainingFigures.Task task =
                new TrainingFigures.Task("iris", rows, rows, new int[] {4, 8, 3}, 0.97, 32);
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
                                spark,
                                effort.madeRows(),
                                (long) effort.madeRows() + MADE_UNSEEN));
        int[] layers = {Rows.MADE_FEATURES, 32, 2};
        TrainingFigures.Task task =
                new TrainingFigures.Task("made", rows, unseen, layers, 0.93, 256);
        new TransformFigures(meter).measure("made", unseen, rows, layers);
        new TrainingFigures(meter, effort).measure(task, 3, 10, 8);
    }
}
