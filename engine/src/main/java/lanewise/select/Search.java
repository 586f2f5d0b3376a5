package lanewise.select;

import lanewise.data.Dataset;
import lanewise.internal.text.OneLine;
import lanewise.random.RandomState;
import lanewise.table.Table;
import lanewise.table.TableSchema;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Searches the best settings of a training: makes candidates from {@link Choice}s, estimates each
 * by {@link CrossValidation} and ranks them, as scikit-learn's {@code GridSearchCV}, {@code
 * RandomizedSearchCV} and their successive halving.
 *
 * <pre>{@code
 * Choice<Integer> hidden = Choice.of("hidden", 4, 8);
 * Choice<Double> rate = Choice.of("learning rate", 0.01, 0.03);
 * CrossValidation fiveFold = CrossValidation.of(StratifiedKFold.of(5), Metric.ACCURACY);
 * SearchResult result = Search.grid(hidden, rate).fit(data, fiveFold, candidate -> Estimator.of(
 *         Network.of(4, Layer.tanh(candidate.get(hidden)), Layer.softmax(3)),
 *         Initializer.glorotUniform(),
 *         Trainer.of(new Adam(candidate.get(rate))).withBatches(32).withEpochs(20)));
 * SavedModel best = result.best().estimator().fit(data); // trained on all rows
 * }</pre>
 *
 * <p>All trials, candidates × folds × seeds, are trained as a {@link lanewise.train.TrainingGroup}:
 * they share the rows in memory, and the models are dropped once they are scored. The table is the
 * same with any number of threads. A training that diverges is a score of NaN.
 *
 * <p>Immutable but for {@link #cancel}, and thread-safe.
 */
public final class Search {
    /** Maximum number of candidates. */
    private static final int MOST = 1_000_000;

    private final List<Candidate> candidates;
    private final Optional<Halving> halving;
    private final Optional<Path> journal;
    private final SearchListener listener;

    // Guarded by this object.
    private SearchRun running;
    private boolean cancelled;

    private Search(
            List<Candidate> candidates,
            Optional<Halving> halving,
            Optional<Path> journal,
            SearchListener listener) {
        this.candidates = candidates;
        this.halving = halving;
        this.journal = journal;
        this.listener = listener;
    }

    /**
     * Searches all combinations of values. The last choice varies fastest.
     *
     * @param choices lists of values, at least one, with unique names
     * @return the search
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if there is no choice, two have the same name, one is a
     *     range, or there are more than a million combinations
     */
    public static Search grid(Choice<?>... choices) {
        List<Choice<?>> list = checked(choices);
        long size = gridSize(list);
        for (Choice<?> choice : list) {
            if (choice.values().isEmpty()) {
                throw new IllegalArgumentException(
                        "choice \""
                                + OneLine.of(OneLine.cut(choice.name()))
                                + "\" is a range, which a grid cannot have: list its values, or use"
                                + " Search.random");
            }
        }
        requireCount(size);
        List<Candidate> candidates = new ArrayList<>();
        for (int index = 0; index < size; index++) {
            List<Object> values = new ArrayList<>();
            int rest = index;
            for (int k = list.size() - 1; k >= 0; k--) {
                List<?> all = list.get(k).values();
                values.addFirst(all.get(rest % all.size()));
                rest /= all.size();
            }
            candidates.add(new Candidate(index, list, values));
        }
        return of(candidates);
    }

    /**
     * Searches random combinations of values, no two of which are equal.
     *
     * @param candidates number of candidates, at least 1
     * @param seed seed of a {@link RandomState}, which draws a value of each choice in their order;
     *     a combination that is already there is drawn again
     * @param choices lists of values or ranges, at least one, with unique names
     * @return the search
     * @throws NullPointerException if {@code choices} or one of them is null
     * @throws IllegalArgumentException if a number is out of range, there is no choice, two have
     *     the same name, or there are fewer combinations than candidates
     */
    public static Search random(int candidates, long seed, Choice<?>... choices) {
        List<Choice<?>> list = checked(choices);
        requireCount(candidates);
        long size = gridSize(list);
        if (size < candidates) {
            throw new IllegalArgumentException(
                    candidates
                            + " candidates of only "
                            + size
                            + " combinations: use Search.grid, or fewer candidates");
        }
        RandomState random = new RandomState(seed);
        List<Candidate> drawn = new ArrayList<>();
        Set<List<String>> known = new HashSet<>();
        while (drawn.size() < candidates) {
            List<Object> values = new ArrayList<>();
            for (Choice<?> choice : list) {
                values.add(choice.draw(random));
            }
            Candidate candidate = new Candidate(drawn.size(), list, values);
            if (known.add(candidate.texts())) {
                drawn.add(candidate);
            }
        }
        return of(drawn);
    }

    private static Search of(List<Candidate> candidates) {
        return new Search(List.copyOf(candidates), Optional.empty(), Optional.empty(), _ -> true);
    }

    private static List<Choice<?>> checked(Choice<?>... choices) {
        Objects.requireNonNull(choices, "choices is null: expected the settings to try");
        Set<String> names = new HashSet<>();
        for (Choice<?> choice : choices) {
            Objects.requireNonNull(choice, "a choice is null: expected a setting to try");
            if (!names.add(choice.name())) {
                throw new IllegalArgumentException(
                        "two choices have the name \""
                                + OneLine.of(OneLine.cut(choice.name()))
                                + "\": expected unique names");
            }
        }
        if (choices.length == 0) {
            throw new IllegalArgumentException("no choices: expected at least one to search");
        }
        return List.of(choices);
    }

    /** Number of combinations; of ranges the largest long. */
    private static long gridSize(List<Choice<?>> choices) {
        long size = 1;
        for (Choice<?> choice : choices) {
            size =
                    choice.combinations() > Long.MAX_VALUE / size
                            ? Long.MAX_VALUE
                            : size * choice.combinations();
        }
        return size;
    }

    private static void requireCount(long candidates) {
        if (candidates < 1 || candidates > MOST) {
            throw new IllegalArgumentException(candidates + " candidates: expected 1 to " + MOST);
        }
    }

    /**
     * Returns this search with successive halving: few epochs or iterations for all candidates,
     * more for the best of them. The numbers of the rule replace those of the trainers.
     *
     * @param halving the rule
     * @return the search
     * @throws NullPointerException if {@code halving} is null
     */
    public Search withHalving(Halving halving) {
        Objects.requireNonNull(halving, "halving is null: expected one such as Halving.epochs");
        return new Search(candidates, Optional.of(halving), journal, listener);
    }

    /**
     * Returns this search with a journal: each finished trial is appended to a file at once. If the
     * file has trials of the same search, they are not repeated, so that a search that was stopped
     * or killed continues where it was, and ends with the same table.
     *
     * @param file the file, which is created if it is missing
     * @return the search
     * @throws NullPointerException if {@code file} is null
     */
    public Search withJournal(Path file) {
        Objects.requireNonNull(file, "file is null: expected the path of the journal");
        return new Search(candidates, halving, Optional.of(file), listener);
    }

    /**
     * Returns this search with a listener, which can stop it.
     *
     * @param listener called when a trial has ended
     * @return the search
     * @throws NullPointerException if {@code listener} is null
     */
    public Search withListener(SearchListener listener) {
        Objects.requireNonNull(listener, "listener is null: expected a search listener");
        return new Search(candidates, halving, journal, listener);
    }

    /**
     * Returns the candidates.
     *
     * @return the candidates in order of their index, unmodifiable
     */
    public List<Candidate> candidates() {
        return candidates;
    }

    /** The rule of the rungs. */
    Optional<Halving> halving() {
        return halving;
    }

    /** The file of finished trials. */
    Optional<Path> journal() {
        return journal;
    }

    SearchListener listener() {
        return listener;
    }

    /**
     * Trains and scores all candidates. If the listener returns false, {@link #cancel} is called,
     * or the calling thread is interrupted, in which case its interrupt status stays set, all
     * trainings stop, and the result is not complete; finished trials are in the journal.
     *
     * @param data the data set
     * @param validation estimates a candidate; its first metric ranks them
     * @param estimator makes the estimator of a candidate; called once for each, in order, on this
     *     thread
     * @return the table of candidates
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the function throws an exception for a candidate or its
     *     estimator does not suit the data or a metric; the message names the candidate. Or as for
     *     {@link CrossValidation#fit}
     * @throws java.io.UncheckedIOException if the journal cannot be used or is that of another
     *     search
     * @throws IllegalStateException if a trainer's tier cannot run on this machine
     */
    public SearchResult fit(
            Dataset data, CrossValidation validation, Function<Candidate, Estimator> estimator) {
        return fit(TrialRows.of(data), validation, estimator);
    }

    /**
     * Trains and scores all candidates on a table, as {@link #fit(Dataset, CrossValidation,
     * Function)} does on a data set.
     *
     * @param table rows that all have a target
     * @param schema the kinds of the columns, with a target
     * @param validation estimates a candidate, as {@link CrossValidation#fit(Table, TableSchema,
     *     Estimator)}; its first metric ranks them
     * @param estimator makes the estimator of a candidate; called once for each, in order, on this
     *     thread
     * @return the table of candidates
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the function throws an exception for a candidate or its
     *     estimator does not suit the table or a metric; the message names the candidate. Or as for
     *     {@link CrossValidation#fit(Table, TableSchema, Estimator)}
     * @throws java.io.UncheckedIOException if the journal cannot be used or is that of another
     *     search
     * @throws IllegalStateException if the schema has no target, or a trainer's tier cannot run on
     *     this machine
     */
    public SearchResult fit(
            Table table,
            TableSchema schema,
            CrossValidation validation,
            Function<Candidate, Estimator> estimator) {
        return fit(TrialRows.of(table, schema), validation, estimator);
    }

    private SearchResult fit(
            TrialRows rows, CrossValidation validation, Function<Candidate, Estimator> estimator) {
        SearchRun run = run(rows, validation, estimator);
        synchronized (this) {
            running = run;
            if (cancelled) {
                run.cancel();
                cancelled = false;
            }
        }
        try {
            return run.fit();
        } finally {
            synchronized (this) {
                running = running == run ? null : running;
            }
        }
    }

    /**
     * Returns an executor of this search's trials on threads of this JVM, for another executor that
     * sends trials to several JVMs: see {@link TrialExecutor}. It has neither journal nor listener.
     *
     * @param data the data set, the same as in {@link #fit}
     * @param validation estimates a candidate, as in {@link #fit}; its executor is not used
     * @param estimator makes the estimator of a candidate, the same as in {@link #fit}
     * @return the executor
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as for {@link #fit}
     */
    public TrialExecutor executor(
            Dataset data, CrossValidation validation, Function<Candidate, Estimator> estimator) {
        return run(TrialRows.of(data), validation, estimator).local();
    }

    /**
     * Returns an executor of this search's trials on a table, as {@link #executor(Dataset,
     * CrossValidation, Function)} does on a data set.
     *
     * @param table the rows, the same as in {@link #fit(Table, TableSchema, CrossValidation,
     *     Function)}
     * @param schema the kinds of the columns, the same, too
     * @param validation estimates a candidate; its executor is not used
     * @param estimator makes the estimator of a candidate, the same, too
     * @return the executor
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as for {@link #fit(Table, TableSchema, CrossValidation,
     *     Function)}
     * @throws IllegalStateException if the schema has no target
     */
    public TrialExecutor executor(
            Table table,
            TableSchema schema,
            CrossValidation validation,
            Function<Candidate, Estimator> estimator) {
        return run(TrialRows.of(table, schema), validation, estimator).local();
    }

    private SearchRun run(
            TrialRows rows, CrossValidation validation, Function<Candidate, Estimator> estimator) {
        Objects.requireNonNull(validation, "validation is null: expected a cross-validation");
        Objects.requireNonNull(
                estimator, "estimator is null: expected a function from candidate to estimator");
        return new SearchRun(this, rows, validation, estimator);
    }

    /**
     * Stops the latest call of {@link #fit} or, if none has begun to train, the next one. Any
     * thread may call this. Returns at once.
     */
    public synchronized void cancel() {
        if (running == null) {
            cancelled = true;
        } else {
            running.cancel();
        }
    }

    /**
     * Describes the search.
     *
     * @return such as {@code Search[48 candidates]}
     */
    @Override
    public String toString() {
        return "Search["
                + candidates.size()
                + (candidates.size() == 1 ? " candidate" : " candidates")
                + halving.map(rule -> ", " + rule).orElse("")
                + "]";
    }
}
