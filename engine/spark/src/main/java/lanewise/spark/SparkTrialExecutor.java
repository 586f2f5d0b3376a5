package lanewise.spark;

import lanewise.select.TrialExecutor;
import lanewise.train.StopReason;

import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

import scala.concurrent.ExecutionContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;
import scala.util.Try;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;

/**
 * Runs trials as the tasks of a Spark job, a job for each call. Outcomes are passed on by the
 * calling thread when their task has ended. To be closed, which frees the rows on all executors.
 */
final class SparkTrialExecutor implements TrialExecutor, AutoCloseable {
    private static final String INTERRUPT = "spark.job.interruptOnCancel";
    private static final String DESCRIPTION = "spark.job.description";

    private final SparkContext context;
    private final TrialJob job;
    private final int partitions;

    /** The job on all executors; null before the first trials. Guarded by this object. */
    private Broadcast<TrialJob> broadcast;

    private volatile SimpleFutureAction<Object> running;
    private volatile boolean cancelled;

    /** The end of a task or, without a result, of the job. */
    private record Event(byte[] result, Try<?> end) {}

    /**
     * Creates an executor.
     *
     * @param partitions number of tasks of a call; 0 for one that depends on the cores
     */
    SparkTrialExecutor(SparkContext context, TrialJob job, int partitions) {
        this.context = context;
        this.job = job;
        this.partitions = partitions;
    }

    @Override
    public Optional<StopReason> run(List<Task> tasks, Receiver receiver) {
        if (cancelled) {
            return Optional.of(StopReason.CANCELLED);
        }
        if (tasks.isEmpty()) {
            return Optional.empty();
        }
        if (Thread.currentThread().isInterrupted()) { // Spark could not broadcast
            return Optional.of(StopReason.INTERRUPTED);
        }
        BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        SimpleFutureAction<Object> action = submit(tasks, events);
        running = action;
        if (cancelled) { // possibly before the action could be seen
            action.cancel();
        }
        boolean ended = false;
        try {
            Event event = events.take();
            while (event.end == null) {
                for (Outcome outcome : TrialBytes.outcomes(event.result)) {
                    if (!receiver.trialDone(outcome)) {
                        return Optional.of(StopReason.CANCELLED);
                    }
                }
                event = events.take();
            }
            ended = true;
            return end(event.end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(StopReason.INTERRUPTED);
        } finally {
            running = null;
            if (!ended) {
                action.cancel();
            }
        }
    }

    private SimpleFutureAction<Object> submit(List<Task> tasks, BlockingQueue<Event> events) {
        List<List<Task>> chunks = chunks(tasks);
        List<byte[]> encoded = chunks.stream().map(TrialBytes::ofTasks).toList();
        List<Object> all = IntStream.range(0, chunks.size()).<Object>mapToObj(k -> k).toList();
        String interrupt = context.getLocalProperty(INTERRUPT);
        String description = context.getLocalProperty(DESCRIPTION);
        // Otherwise a cancelled task would train to the end.
        context.setLocalProperty(INTERRUPT, "true");
        if (description == null) {
            context.setLocalProperty(DESCRIPTION, tasks.size() + " trials of Lanewise");
        }
        try {
            SimpleFutureAction<Object> action =
                    context.submitJob(
                            JavaSparkContext.fromSparkContext(context)
                                    .parallelize(encoded, chunks.size())
                                    .rdd(),
                            new TrialTask(broadcast()),
                            CollectionConverters.asScala(all).toSeq(),
                            (_, result) -> {
                                events.add(new Event(result, null));
                                return BoxedUnit.UNIT;
                            },
                            () -> null);
            action.onComplete(
                    end -> events.add(new Event(null, end)),
                    ExecutionContext.fromExecutor(Runnable::run));
            return action;
        } finally {
            context.setLocalProperty(INTERRUPT, interrupt);
            context.setLocalProperty(DESCRIPTION, description);
        }
    }

    private List<List<Task>> chunks(List<Task> tasks) {
        if (partitions > 0) {
            return TrialChunks.ofCount(tasks, partitions);
        }
        int cpus = context.conf().getInt("spark.task.cpus", 1);
        return TrialChunks.forCores(tasks, Math.max(1, context.defaultParallelism() / cpus));
    }

    private Optional<StopReason> end(Try<?> end) {
        if (end.isSuccess()) {
            return Optional.empty();
        }
        if (cancelled) {
            return Optional.of(StopReason.CANCELLED);
        }
        Throwable cause = end.failed().get();
        String message = String.valueOf(cause.getMessage());
        throw new IllegalStateException(
                message.contains("UnsupportedClassVersionError")
                        ? "the executors run an older Java than 25, which Lanewise needs: set"
                                + " spark.executorEnv.JAVA_HOME to a JDK 25"
                        : "Spark gave up the trials: " + message,
                cause);
    }

    @Override
    public void cancel() {
        cancelled = true;
        SimpleFutureAction<Object> action = running;
        if (action != null) {
            action.cancel();
        }
    }

    private synchronized Broadcast<TrialJob> broadcast() {
        if (broadcast == null) {
            broadcast = context.broadcast(job, ClassTag$.MODULE$.apply(TrialJob.class));
        }
        return broadcast;
    }

    @Override
    public synchronized void close() {
        if (broadcast != null) {
            broadcast.destroy();
        }
    }
}
