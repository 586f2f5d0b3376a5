package lanewise.spark.figures;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

import java.util.Collections;
import java.util.List;

/** What Spark itself takes for a job, a task, a result and a broadcast. */
final class JobFigures {
    private static final int MANY_TASKS = 202;
    private static final int RESULT_BYTES = 400_000;
    private static final int BROADCAST_FLOATS = 25_000_000;
    private static final int TASKS_TIMED = 2000;

    private final Meter meter;
    private final Effort effort;

    JobFigures(Meter meter, Effort effort) {
        this.meter = meter;
        this.effort = effort;
    }

    void measure(SparkSession spark) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        double job = meter.measure("job", "ms", () -> job(context, 2, 1)).median();
        double many =
                meter.measure("job." + MANY_TASKS, "ms", () -> job(context, MANY_TASKS, 1))
                        .median();
        double task = (many - job) / (MANY_TASKS - 2);
        meter.add(new Figure("task", "ms", List.of(task)));
        double megabytes = (double) MANY_TASKS * RESULT_BYTES / 1e6;
        meter.measure(
                "result",
                "ms/MB",
                () -> {
                    double empty = job(context, MANY_TASKS, 1);
                    return (job(context, MANY_TASKS, RESULT_BYTES) - empty) / megabytes;
                });
        meter.measure("broadcast", "ms/MB", () -> broadcast(context));
    }

    /** Time in ms of a job whose tasks return arrays. */
    private double job(JavaSparkContext context, int tasks, int bytes) {
        int jobs = effort.steps(Math.min(100, TASKS_TIMED / tasks));
        JavaRDD<Integer> rdd = context.parallelize(Collections.nCopies(tasks, bytes), tasks);
        double seconds =
                Meter.seconds(
                        () -> {
                            for (int k = 0; k < jobs; k++) {
                                rdd.map(size -> new byte[size]).collect();
                            }
                        });
        return seconds / jobs * 1e3;
    }

    /** Time in ms for each MB until a task has the values. */
    private double broadcast(JavaSparkContext context) {
        float[] values = new float[effort.steps(BROADCAST_FLOATS)];
        double seconds =
                Meter.seconds(
                        () -> {
                            Broadcast<float[]> sent = context.broadcast(values);
                            context.parallelize(List.of(0), 1)
                                    .map(index -> sent.value()[index])
                                    .collect();
                            sent.destroy();
                        });
        return seconds * 1e3 / (values.length * 4e-6);
    }
}
