package lanewise.spark.internal.training;

import lanewise.spark.param.LanewiseParams;

import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Runs Spark jobs on the rows of a training. */
@SuppressWarnings("serial") // lambdas for Spark refer to private methods
public final class Jobs {
    private static final String INTERRUPT = "spark.job.interruptOnCancel";

    private Jobs() {}

    /** Reads each partition of a dataset into a table. */
    public static JavaRDD<RowTable> tables(
            Dataset<?> dataset,
            LanewiseParams params,
            RowFormat format,
            String featuresCol,
            String labelCol) {
        Dataset<Row> rows = RowFormat.select(dataset, params, featuresCol, labelCol);
        return rows.toJavaRDD()
                .mapPartitionsWithIndex(
                        (partition, part) ->
                                List.of(RowTable.read(part, format, partition)).iterator(),
                        true);
    }

    /**
     * Trains in one task, on an executor.
     *
     * @throws IllegalArgumentException if a row is invalid or the training diverges
     * @throws IllegalStateException if executors cannot run Lanewise
     */
    public static Training.Result fit(
            JavaRDD<RowTable> tables, TrainingSettings settings, RowFormat format) {
        JavaRDD<RowTable> together = tables.coalesce(1, tables.getNumPartitions() > 1);
        Training training = new Training(settings);
        List<Training.Result> results =
                run(
                        tables.context(),
                        () ->
                                together.mapPartitions(part -> fit(part, training, format))
                                        .collect());
        if (results.isEmpty()) { // a dataset without partitions
            return training.fit(RowTable.concat(format.features(), List.of())).required();
        }
        return results.getFirst().required();
    }

    private static Iterator<Training.Result> fit(
            Iterator<RowTable> part, Training training, RowFormat format) {
        List<RowTable> list = new ArrayList<>();
        part.forEachRemaining(list::add);
        RowTable rows = RowTable.concat(format.features(), list);
        return List.of(training.fit(rows.problem() == null ? rows.ordered() : rows)).iterator();
    }

    /**
     * Runs jobs. If this thread is interrupted, or a job is cancelled, their tasks end at once.
     *
     * @throws IllegalStateException if an executor's Java is too old for the classes of Lanewise,
     *     or this thread is interrupted; its interrupt status is then set
     */
    public static <T> T run(SparkContext context, Supplier<T> jobs) {
        String tag = "lanewise-" + UUID.randomUUID();
        String before = context.getLocalProperty(INTERRUPT);
        context.addJobTag(tag);
        context.setLocalProperty(INTERRUPT, "true"); // else a cancelled task trains to its end
        try {
            return jobs.get();
        } catch (Exception e) {
            if (e instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
                context.cancelJobsWithTag(tag);
                throw interrupted(e);
            }
            if (hasOldJava(e)) {
                throw oldJava(e);
            }
            throw Jobs.<RuntimeException>unchecked(e);
        } finally {
            context.setLocalProperty(INTERRUPT, before);
            context.removeJobTag(tag);
        }
    }

    /**
     * Starts {@link #run} on a new thread, which inherits the settings of Spark's jobs from this
     * one. To cancel the task with an interrupt also cancels its jobs.
     */
    public static <T> FutureTask<T> start(String name, SparkContext context, Supplier<T> jobs) {
        FutureTask<T> task = new FutureTask<>(() -> run(context, jobs));
        Thread.ofPlatform().daemon().name(name).start(task);
        return task;
    }

    /**
     * Waits until tasks of this JVM have ended.
     *
     * @return their results
     * @throws IllegalStateException if this thread is interrupted; the tasks are then cancelled
     */
    public static <T> List<T> results(List<FutureTask<T>> tasks) {
        List<T> results = new ArrayList<>();
        Exception failure = null;
        for (FutureTask<T> task : tasks) {
            try {
                results.add(task.get());
            } catch (InterruptedException e) {
                tasks.forEach(other -> other.cancel(true));
                throw interrupted(e);
            } catch (ExecutionException e) {
                Exception cause = e.getCause() instanceof Exception x ? x : e;
                failure = failure == null ? cause : failure;
            }
        }
        if (failure != null) {
            throw Jobs.<RuntimeException>unchecked(failure);
        }
        return results;
    }

    /** The exception for a thread that was interrupted, whose interrupt status is set again. */
    public static IllegalStateException interrupted(Exception cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("the thread was interrupted: there is no model", cause);
    }

    /** Scala throws checked exceptions, such as SparkException, from methods that declare none. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> E unchecked(Exception e) throws E {
        throw (E) e;
    }

    /** Whether a job failed because an executor's Java cannot read the classes of Lanewise. */
    public static boolean hasOldJava(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            // The executor's error arrives as text in the message of Spark's.
            if (String.valueOf(t.getMessage()).contains("UnsupportedClassVersionError")) {
                return true;
            }
        }
        return false;
    }

    /** The exception for {@link #hasOldJava}, with the remedy. */
    public static IllegalStateException oldJava(Throwable failure) {
        return new IllegalStateException(
                "an executor runs a Java that is older than 25, which Lanewise needs: set"
                        + " spark.executorEnv.JAVA_HOME, or the JAVA_HOME of the workers, to a JDK 25",
                failure);
    }
}
