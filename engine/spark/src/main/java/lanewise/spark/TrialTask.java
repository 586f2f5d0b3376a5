package lanewise.spark;

import lanewise.select.TrialExecutor;
import lanewise.train.StopReason;

import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.broadcast.Broadcast;

import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Runs a chunk of trials on an executor. */
final class TrialTask extends AbstractFunction1<Iterator<byte[]>, byte[]> implements Serializable {
    private static final long serialVersionUID = 1;

    private final Broadcast<TrialJob> job;

    TrialTask(Broadcast<TrialJob> job) {
        this.job = job;
    }

    /**
     * Trains and scores the trials.
     *
     * @param chunk the tasks, as of {@link TrialBytes}
     * @return the outcomes or an exception, as of {@link TrialBytes}
     * @throws TaskKilledException if Spark kills the task: trials that it stopped do not count
     */
    @Override
    public byte[] apply(Iterator<byte[]> chunk) {
        TaskContext context = TaskContext.get();
        TrialJob trials = job.value(); // a failure to fetch it is repeated
        List<TrialExecutor.Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
        Optional<StopReason> stopped;
        try {
            stopped =
                    trials.executor(context.cpus())
                            .run(
                                    TrialBytes.tasks(chunk.next()),
                                    outcome -> {
                                        outcomes.add(outcome);
                                        return !context.isInterrupted();
                                    });
        } catch (RuntimeException e) {
            if (context.isInterrupted() || Thread.currentThread().isInterrupted()) {
                throw killed(context);
            }
            return TrialBytes.ofFailure(e); // a repetition would throw it again
        }
        if (stopped.isPresent() || context.isInterrupted()) {
            throw killed(context);
        }
        return TrialBytes.ofOutcomes(outcomes);
    }

    private static TaskKilledException killed(TaskContext context) {
        return new TaskKilledException(
                context.getKillReason().getOrElse(() -> "its thread was interrupted"));
    }
}
