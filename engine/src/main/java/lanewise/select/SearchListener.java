package lanewise.select;

/**
 * Observes a {@link Search}, and can stop it. Called by one thread at a time, which is one of those
 * that train. If it throws an exception, the search stops and throws that.
 *
 * <pre>{@code
 * SearchListener listener = progress -> {
 *     System.out.println(progress); // such as 12 of 48 trials, 3.2 s left, best so far: …
 *     return progress.elapsedSeconds() < 60; // stops after a minute
 * };
 * Search search = Search.grid(Choice.of("hidden", 4, 8)).withListener(listener);
 * }</pre>
 */
@FunctionalInterface
public interface SearchListener {

    /**
     * Called when a trial has ended and is in the journal, in the order in which they end, which
     * differs from run to run.
     *
     * @param progress the trial and what is left
     * @return true to continue, false to stop the search
     */
    boolean trialDone(SearchProgress progress);
}
