package lanewise.train;

/**
 * Observes a {@link TrainingGroup}, and can stop it. Called on threads that train: the listener of
 * {@link TrainingGroup#withListener} by one at a time, that of {@link TrainingGroup#fitEach} by
 * several. If it throws an exception, the group stops and throws that.
 *
 * <pre>{@code
 * GroupListener untilGood = (index, result) -> result.loss() > 0.05f;
 * TrainingRequest request = TrainingRequest.of(start, trainer, train);
 * TrainingGroup.of(List.of(request, request)).withListener(untilGood).fit();
 * }</pre>
 */
@FunctionalInterface
public interface GroupListener {

    /**
     * Called when a model's training has ended, in the order in which they end, which differs from
     * run to run.
     *
     * @param index index of its request
     * @param result its result
     * @return true to continue, false to stop the group
     */
    boolean modelDone(int index, TrainingResult result);
}
