package lanewise.spark.figures;

import static org.apache.spark.sql.functions.col;

import lanewise.spark.LanewiseClassifier;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import java.util.List;
import java.util.function.IntFunction;

/**
 * Training by Spark's perceptron and by Lanewise on the same tables and layers: time per full-batch
 * gradient step, and time to an accuracy. Spark's hidden layers are sigmoid, those of Lanewise are
 * relu, its default.
 */
final class TrainingFigures {
    /** Iterations or epochs to try until the accuracy is reached. */
    private static final List<Integer> BUDGETS = List.of(1, 2, 5, 10, 20, 40, 80, 160);

    /** A fit of more seconds is the last that is tried. */
    private static final double MAX_SECONDS = 45;

    private final Meter meter;
    private final Effort effort;

    /**
     * A table and what to reach on it.
     *
     * @param layers sizes of the layers
     * @param unseen rows that accuracy is measured on
     * @param target accuracy to reach, 0 to 1
     * @param batch rows per step of Lanewise when the time to the accuracy is measured
     */
    record Task(
            String name,
            Dataset<Row> train,
            Dataset<Row> unseen,
            int[] layers,
            double target,
            int batch) {}

    /** Trains for a number of iterations of Spark's, or epochs of ours. */
    private interface Fit extends IntFunction<Model<?>> {}

    TrainingFigures(Meter meter, Effort effort) {
        this.meter = meter;
        this.effort = effort;
    }

    /**
     * Measures a task.
     *
     * @param sparkSteps number of steps to time of Spark's
     * @param ourSteps number of steps to time of ours
     * @param shards number of shards of data-parallel training, measured too; 0 for none
     */
    void measure(Task task, int sparkSteps, int ourSteps, int shards) {
        String name = "train." + task.name;
        step(name + ".mlpc.step", task, spark(task, "gd"), sparkSteps);
        step(name + ".lanewise.step", task, ours(task, 0, 1), ourSteps);
        if (shards > 0) {
            int few = Math.min(ourSteps, 50);
            step(name + ".lanewise" + shards + ".step", task, ours(task, 0, shards), few);
        }
        toAccuracy(name + ".mlpc", task, spark(task, "l-bfgs"));
        toAccuracy(name + ".lanewise", task, ours(task, task.batch, 1));
    }

    private static Fit spark(Task task, String solver) {
        return iterations ->
                new MultilayerPerceptronClassifier()
                        .setLayers(task.layers)
                        .setSolver(solver)
                        .setTol(0)
                        .setSeed(1)
                        .setMaxIter(iterations)
                        .fit(task.train);
    }

    private static Fit ours(Task task, int batch, int shards) {
        return epochs ->
                new LanewiseClassifier()
                        .setLayers(task.layers)
                        .setBatchSize(batch)
                        .setRowIdCol("id")
                        .setNumShards(shards)
                        .setSeed(1)
                        .setMaxIter(epochs)
                        .fit(task.train);
    }

    /** The difference between a long and a short training, so that their preparation cancels. */
    private void step(String name, Task task, Fit fit, int fullSteps) {
        int few = effort.steps(fullSteps / 10);
        int steps = effort.steps(fullSteps);
        meter.measure(
                name,
                "ms",
                () -> {
                    double begin = Meter.seconds(() -> fit.apply(few));
                    double all = Meter.seconds(() -> fit.apply(few + steps));
                    return (all - begin) / steps * 1e3;
                });
    }

    /** Time of the first budget that reaches the accuracy, or else of the last that is tried. */
    private void toAccuracy(String name, Task task, Fit fit) {
        int budget = 0;
        double accuracy = 0;
        double latest = 0;
        for (int k = 0; k < BUDGETS.size() && accuracy < task.target; k++) {
            if (effort.steps() < 1 && k > 0 || latest > MAX_SECONDS) {
                break;
            }
            budget = BUDGETS.get(k);
            long begin = System.nanoTime();
            Model<?> model = fit.apply(budget);
            latest = (System.nanoTime() - begin) / 1e9;
            accuracy = accuracy(model, task.unseen);
        }
        meter.add(new Figure(name + ".accuracy", "share", List.of(accuracy)));
        meter.add(new Figure(name + ".target", "share", List.of(task.target)));
        meter.add(new Figure(name + ".budget", "passes", List.of((double) budget)));
        int passes = budget;
        meter.repeat(name + ".seconds", "s", () -> Meter.seconds(() -> fit.apply(passes)));
    }

    private static double accuracy(Model<?> model, Dataset<Row> rows) {
        long right = model.transform(rows).where(col("prediction").equalTo(col("label"))).count();
        return (double) right / rows.count();
    }
}
