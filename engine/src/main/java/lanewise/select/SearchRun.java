package lanewise.select;

import lanewise.data.Dataset;
import lanewise.metrics.Metric;
import lanewise.split.Fold;
import lanewise.train.StopReason;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** One call of {@link Search#fit}: rung by rung, the trials that are not in the journal. */
final class SearchRun {
    private final Search search;
    private final TrialRows rows;

    /** The rows for folds and scores. */
    private final Dataset data;

    private final CrossValidation validation;
    private final Metric ranking;
    private final List<Fold> folds;
    private final List<Estimator> estimators;

    /** Epochs or iterations of each rung; a single 0 without halving. */
    private final List<Integer> resources;

    /** The trials of this search in this JVM. */
    private final TrialExecutor local;

    private final TrialExecutor executor;
    private final Map<TrialPlan.Key, Trial> done = new ConcurrentHashMap<>();
    private volatile boolean cancelled;

    // Guarded by this object while trials are running.
    private Optional<SearchJournal> journal = Optional.empty();
    private TrialClock clock;
    private Standings standings;

    SearchRun(
            Search search,
            TrialRows rows,
            CrossValidation validation,
            Function<Candidate, Estimator> builder) {
        this.search = search;
        this.rows = rows;
        data = rows.data();
        this.validation = validation;
        ranking = validation.metrics().getFirst();
        folds = validation.folds(data);
        estimators = estimators(builder);
        resources =
                search.halving().map(rule -> rule.resources(estimators.size())).orElse(List.of(0));
        local = new TrialRunner(rows, folds, validation, TrialRunner.Kept.SCORES, this::estimator);
        executor = validation.executor().orElse(local);
    }

    TrialExecutor local() {
        return local;
    }

    private List<Estimator> estimators(Function<Candidate, Estimator> builder) {
        List<Estimator> made = new ArrayList<>();
        Set<Integer> suitable = new HashSet<>();
        for (Candidate candidate : search.candidates()) {
            String where = "candidate " + candidate.index() + " (" + candidate + ")";
            Estimator estimator = estimator(where, candidate, builder);
            int outputs = estimator.network().outputs();
            if (suitable.add(outputs)) {
                Evaluation.requireSuitable(where, validation.metrics(), outputs, data);
            }
            made.add(estimator);
        }
        return made;
    }

    private Estimator estimator(
            String where, Candidate candidate, Function<Candidate, Estimator> builder) {
        try {
            Estimator made = builder.apply(candidate);
            if (made == null) {
                throw new NullPointerException("the estimator is null: expected one");
            }
            rows.requireSuitable(made);
            rows.requirePreparable(made, folds);
            return made;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    /** Stops the trials. Any thread may call this. */
    void cancel() {
        cancelled = true;
        executor.cancel();
    }

    SearchResult fit() {
        try (SearchJournal opened = search.journal().map(this::open).orElse(null)) {
            journal = Optional.ofNullable(opened);
            for (Trial trial :
                    journal.map(j -> j.trials(validation.metrics().size())).orElse(List.of())) {
                done.putIfAbsent(TrialPlan.Key.of(trial), trial);
            }
            return runRungs();
        }
    }

    private SearchJournal open(Path file) {
        return SearchJournal.open(file, rows, folds, validation, search, estimators);
    }

    private SearchResult runRungs() {
        List<List<CandidateResult>> rungs = new ArrayList<>();
        List<Integer> active = IntStream.range(0, estimators.size()).boxed().toList();
        clock = clock(active);
        Optional<StopReason> stopped = Optional.empty();
        for (int rung = 0; rung < resources.size() && stopped.isEmpty(); rung++) {
            List<TrialPlan> plans = plans(rung, active);
            begin(plans);
            stopped = run(plans.stream().filter(plan -> !done.containsKey(plan.key())).toList());
            List<CandidateResult> rows = rows(rung, active);
            rungs.add(rows);
            boolean last = rung == resources.size() - 1;
            if (last && rows.stream().allMatch(CandidateResult::complete)) {
                stopped = Optional.empty(); // stopped after the last trial
            }
            active = survivors(rows);
        }
        List<String> warnings = new ArrayList<>();
        warnings.addAll(Warnings.of(data, folds, validation.metrics(), List.copyOf(done.values())));
        journal.flatMap(SearchJournal::problem).ifPresent(warnings::add);
        return new SearchResult(validation.metrics(), table(rungs), rungs, warnings, stopped);
    }

    private Optional<StopReason> run(List<TrialPlan> plans) {
        if (cancelled) {
            return Optional.of(StopReason.CANCELLED);
        }
        Map<TrialPlan.Key, TrialPlan> asked = new HashMap<>();
        plans.forEach(plan -> asked.put(plan.key(), plan));
        int scores = validation.metrics().size();
        return executor.run(
                plans.stream().map(plan -> plan.task(data)).toList(),
                outcome -> {
                    Trial trial = outcome.trial();
                    TrialPlan.Key key = TrialPlan.checked(trial, asked.keySet(), scores);
                    return finished(asked.get(key), trial) && !cancelled;
                });
    }

    private TrialClock clock(List<Integer> all) {
        int trials = 0;
        double work = 0;
        for (int rung = 0; rung < resources.size(); rung++) {
            List<TrialPlan> plans = plans(rung, all);
            double cost = 0;
            for (TrialPlan plan : plans) {
                cost += plan.cost(data);
            }
            int count = candidates(rung) * plans.size() / all.size();
            trials += count;
            work += cost / plans.size() * count;
        }
        return new TrialClock(trials, work);
    }

    /** Number of candidates of a rung. */
    private int candidates(int rung) {
        return search.halving()
                .map(rule -> rule.candidates(estimators.size()).get(rung))
                .orElse(estimators.size());
    }

    private List<TrialPlan> plans(int rung, List<Integer> active) {
        List<TrialPlan> plans = new ArrayList<>();
        for (int candidate : active) {
            plans.addAll(
                    validation.plans(rung, candidate, folds.size(), estimator(candidate, rung)));
        }
        return plans;
    }

    /** The estimator of a task, which another JVM may have sent. */
    private Estimator estimator(TrialExecutor.Task task) {
        boolean known =
                task.candidate() >= 0
                        && task.candidate() < estimators.size()
                        && task.rung() >= 0
                        && task.rung() < resources.size();
        if (!known) {
            throw new IllegalArgumentException(
                    task
                            + " is not of this search, which has "
                            + estimators.size()
                            + " candidates and "
                            + resources.size()
                            + " rungs: both sides need the same settings");
        }
        return estimator(task.candidate(), task.rung());
    }

    private Estimator estimator(int candidate, int rung) {
        Estimator estimator = estimators.get(candidate);
        return search.halving()
                .map(rule -> rule.applied(estimator, resources.get(rung)))
                .orElse(estimator);
    }

    /** Counts the trials of the journal. */
    private synchronized void begin(List<TrialPlan> plans) {
        standings = new Standings(ranking, validation.metrics(), plans);
        for (TrialPlan plan : plans) {
            Trial trial = done.get(plan.key());
            if (trial != null) {
                clock.restored(plan.cost(data));
                standings.add(trial);
            }
        }
    }

    private synchronized boolean finished(TrialPlan plan, Trial trial) {
        if (done.putIfAbsent(plan.key(), trial) != null) {
            return true; // an executor may repeat what it has lost
        }
        journal.ifPresent(file -> file.add(trial));
        clock.trained(plan.cost(data));
        standings.add(trial);
        return search.listener()
                .trialDone(
                        new SearchProgress(
                                trial,
                                clock.done(),
                                clock.total(),
                                clock.elapsedSeconds(),
                                clock.remainingSeconds(),
                                ranking,
                                standings.best().map(search.candidates()::get),
                                standings.bestMean(),
                                journal.flatMap(SearchJournal::problem)));
    }

    /** The candidates of a rung in their order. */
    private List<CandidateResult> rows(int rung, List<Integer> active) {
        List<CandidateResult> rows = new ArrayList<>();
        for (int candidate : active) {
            Estimator estimator = estimator(candidate, rung);
            List<TrialPlan> plans = validation.plans(rung, candidate, folds.size(), estimator);
            List<Trial> trials = new ArrayList<>();
            for (TrialPlan plan : plans) {
                if (done.containsKey(plan.key())) {
                    trials.add(done.get(plan.key()));
                }
            }
            FoldScores scores = new FoldScores(validation.metrics(), plans.size(), trials);
            Candidate values = search.candidates().get(candidate);
            rows.add(new CandidateResult(values, estimator, scores, rung, 0));
        }
        return ranked(rows);
    }

    /** The indices of the best candidates of a rung, ascending. */
    private List<Integer> survivors(List<CandidateResult> rows) {
        int kept = search.halving().map(rule -> Math.ceilDiv(rows.size(), rule.factor())).orElse(0);
        return rows.stream()
                .filter(row -> row.rank() <= kept)
                .map(row -> row.candidate().index())
                .toList();
    }

    /** All candidates in their order, each with its last complete rung. */
    private List<CandidateResult> table(List<List<CandidateResult>> rungs) {
        List<CandidateResult> table = new ArrayList<>(rungs.getFirst());
        for (List<CandidateResult> rows : rungs) {
            for (CandidateResult row : rows) {
                if (row.complete()) {
                    table.set(row.candidate().index(), row);
                }
            }
        }
        return ranked(table);
    }

    /**
     * The same rows in the same order with their ranks: those without a mean score last, then by
     * rung, mean score and index.
     */
    private List<CandidateResult> ranked(List<CandidateResult> rows) {
        List<CandidateResult> order = new ArrayList<>(rows);
        order.sort(
                Comparator.comparing((CandidateResult row) -> Double.isNaN(row.mean(ranking)))
                        .thenComparing(CandidateResult::rung, Comparator.reverseOrder())
                        .thenComparing(row -> row.mean(ranking), ranking::compare)
                        .thenComparing(row -> row.candidate().index()));
        int[] ranks = new int[estimators.size()];
        for (int k = 0; k < order.size(); k++) {
            ranks[order.get(k).candidate().index()] = k + 1;
        }
        List<CandidateResult> ranked = new ArrayList<>();
        for (CandidateResult row : rows) {
            ranked.add(row.withRank(ranks[row.candidate().index()]));
        }
        return List.copyOf(ranked);
    }
}
