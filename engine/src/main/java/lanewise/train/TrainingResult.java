package lanewise.train;

import lanewise.Model;
import lanewise.internal.parallel.RunOwner;

import java.util.Objects;
import java.util.Optional;

/**
 * The result of one model of a {@link TrainingGroup}.
 *
 * <pre>{@code
 * TrainingRequest request = TrainingRequest.of(start, trainer, train);
 * TrainingResult result = TrainingGroup.of(List.of(request)).fit().getFirst();
 * System.out.println(result.complete() + " " + result.stopReason()); // prints true ITERATIONS_DONE
 * }</pre>
 *
 * @param model the trained model; with early stopping the best; if the training diverged, the last
 *     finite one
 * @param stopReason the reason why the training stopped; {@link StopReason#CANCELLED} or {@link
 *     StopReason#INTERRUPTED} if the group was stopped before it was done, or before it began
 * @param iterations number of iterations done
 * @param loss as {@link TrainingRun#loss}
 * @param validationLoss as {@link TrainingRun#validationLoss}
 * @param history loss and accuracy of each iteration; empty if the trainer records none
 * @param kernels name of the kernels of the last iteration, as {@link TrainingRun#kernels}
 * @param seconds time of the training on its thread; in a group whose models are trained together,
 *     its share
 * @param divergence the exception if the training diverged, else empty
 */
public record TrainingResult(
        Model model,
        StopReason stopReason,
        int iterations,
        float loss,
        float validationLoss,
        History history,
        String kernels,
        double seconds,
        Optional<DivergenceException> divergence) {

    /**
     * Creates a result.
     *
     * @throws NullPointerException if an argument is null
     */
    public TrainingResult {
        Objects.requireNonNull(model, "model is null: expected the trained model");
        Objects.requireNonNull(stopReason, "stopReason is null: expected the reason of the end");
        Objects.requireNonNull(history, "history is null: expected the records, possibly none");
        Objects.requireNonNull(kernels, "kernels is null: expected the name of the kernels");
        Objects.requireNonNull(divergence, "divergence is null: expected an Optional");
    }

    /** The result of a run that has ended. */
    static TrainingResult of(TrainingRun run, StopReason reason, DivergenceException divergence) {
        double nanos = run.nanosPerIteration() * run.iteration();
        return new TrainingResult(
                divergence == null ? run.model() : divergence.lastFinite(),
                reason,
                run.iteration(),
                run.loss(),
                run.validationLoss(),
                run.history(),
                run.kernels(),
                Double.isNaN(nanos) ? 0 : nanos / 1e9,
                Optional.ofNullable(divergence));
    }

    /** The result of a training that was not begun. */
    static TrainingResult notBegun(TrainingRequest request, StopReason reason) {
        return new TrainingResult(
                request.start(),
                reason,
                0,
                Float.NaN,
                Float.NaN,
                new History(request.shape().network().loss(), new RunOwner()),
                "none",
                0,
                Optional.empty());
    }

    /**
     * Returns whether the training ended by itself, rather than by a stop of the group.
     *
     * @return true if all iterations are done, its own rules stopped it, or it diverged
     */
    public boolean complete() {
        return stopReason != StopReason.CANCELLED && stopReason != StopReason.INTERRUPTED;
    }
}
