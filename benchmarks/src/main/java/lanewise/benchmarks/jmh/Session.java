package lanewise.benchmarks.jmh;

import lanewise.benchmarks.jmh.data.CsvReading;
import lanewise.benchmarks.jmh.data.PrepareRecord;
import lanewise.benchmarks.jmh.data.PrepareTable;
import lanewise.benchmarks.jmh.gemm.OpenBlas;
import lanewise.benchmarks.jmh.gemm.SgemmKernel;
import lanewise.benchmarks.jmh.gemm.SgemmPeer;
import lanewise.benchmarks.jmh.kernel.ActivationKernel;
import lanewise.benchmarks.jmh.kernel.ActivationSlopeKernel;
import lanewise.benchmarks.jmh.kernel.BackwardKernel;
import lanewise.benchmarks.jmh.kernel.DropoutKernel;
import lanewise.benchmarks.jmh.kernel.ForwardKernel;
import lanewise.benchmarks.jmh.kernel.GradientKernel;
import lanewise.benchmarks.jmh.kernel.LossKernel;
import lanewise.benchmarks.jmh.kernel.SweepKernel;
import lanewise.benchmarks.jmh.kernel.UpdateKernel;
import lanewise.benchmarks.jmh.latency.ColdStart;
import lanewise.benchmarks.jmh.latency.FirstFit;
import lanewise.benchmarks.jmh.latency.PredictLatency;
import lanewise.benchmarks.jmh.latency.PredictRows;
import lanewise.benchmarks.jmh.latency.PredictTail;
import lanewise.benchmarks.jmh.machine.FmaPeak;
import lanewise.benchmarks.jmh.machine.MemoryBandwidth;
import lanewise.benchmarks.jmh.models.FirstGroup;
import lanewise.benchmarks.jmh.models.ManyModelsPair;
import lanewise.benchmarks.jmh.models.ManyModelsRestarts;
import lanewise.benchmarks.jmh.models.ManyModelsSearch;
import lanewise.benchmarks.jmh.models.ManyModelsSklearn;
import lanewise.benchmarks.jmh.recording.RecordingControl;
import lanewise.benchmarks.jmh.recording.RecordingCost;
import lanewise.benchmarks.jmh.training.DigitsLoop;
import lanewise.benchmarks.jmh.training.EnlargedDigitsLoop;
import lanewise.benchmarks.jmh.training.IndependentTrainingStep;
import lanewise.benchmarks.jmh.training.IrisControl;
import lanewise.benchmarks.jmh.training.IrisLoop;
import lanewise.benchmarks.jmh.training.IrisPair;
import lanewise.benchmarks.jmh.training.LargeDigitsLoop;
import lanewise.benchmarks.jmh.training.LargeTrainingStep;
import lanewise.benchmarks.jmh.training.ShardedStep;
import lanewise.benchmarks.jmh.training.SmallBatchStep;
import lanewise.benchmarks.jmh.training.SmallTrainingStep;
import lanewise.benchmarks.jmh.training.StepPair;
import lanewise.benchmarks.jmh.training.TrainingStep;
import lanewise.benchmarks.workload.IrisTraining;
import lanewise.benchmarks.workload.Peer;
import lanewise.benchmarks.workload.Task;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A selection of benchmarks on the class path, to run one after the other.
 *
 * <pre>{@code
 * Session session = Session.matching(List.of(Pattern.compile("Iris")));
 * List<RunResult> results = session.run(Effort.QUICK, JmhOptions.NONE, System.err, log);
 * }</pre>
 */
public final class Session {
    /** Workloads first, then kernels in the order of an iteration. */
    private static final List<Class<?>> ORDER =
            List.of(
                    IrisLoop.class,
                    IrisControl.class,
                    IrisPair.class,
                    DigitsLoop.class,
                    EnlargedDigitsLoop.class,
                    LargeDigitsLoop.class,
                    ColdStart.class,
                    FirstFit.class,
                    FirstGroup.class,
                    TrainingStep.class,
                    SmallTrainingStep.class,
                    SmallBatchStep.class,
                    LargeTrainingStep.class,
                    IndependentTrainingStep.class,
                    ShardedStep.class,
                    StepPair.class,
                    ManyModelsPair.class,
                    ManyModelsRestarts.class,
                    ManyModelsSearch.class,
                    ManyModelsSklearn.class,
                    PredictLatency.class,
                    PredictRows.class,
                    PredictTail.class,
                    CsvReading.class,
                    PrepareTable.class,
                    PrepareRecord.class,
                    RecordingControl.class,
                    RecordingCost.class,
                    FmaPeak.class,
                    MemoryBandwidth.class,
                    SgemmKernel.class,
                    SgemmPeer.class,
                    ForwardKernel.class,
                    GradientKernel.class,
                    BackwardKernel.class,
                    SweepKernel.class,
                    ActivationKernel.class,
                    ActivationSlopeKernel.class,
                    DropoutKernel.class,
                    LossKernel.class,
                    UpdateKernel.class);

    private static final String OURS = Session.class.getPackageName() + ".";

    /**
     * The package of the peers' benchmarks, present only in builds with the Maven profile {@code
     * peers}.
     */
    private static final String PEERS = "lanewise.benchmarks.peers.";

    /** Trainings of peers come after the benchmarks they are compared with. */
    private static final int RANK_OF_PEERS = ORDER.indexOf(LargeDigitsLoop.class);

    private final List<BenchmarkListEntry> benchmarks;

    private Session(List<BenchmarkListEntry> benchmarks) {
        this.benchmarks = benchmarks;
    }

    /**
     * Selects benchmarks by name.
     *
     * @param filters a benchmark is selected if one of them matches anywhere in its name; empty
     *     selects all
     * @return the session, possibly empty
     */
    public static Session matching(List<Pattern> filters) {
        OutputFormat silent =
                OutputFormatFactory.createFormatInstance(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                        VerboseMode.SILENT);
        return new Session(
                BenchmarkList.defaultList().getAll(silent, List.of()).stream()
                        .filter(benchmark -> isSelected(benchmark, filters))
                        .sorted(
                                Comparator.comparingInt(Session::rank)
                                        .thenComparing(Comparator.naturalOrder()))
                        .toList());
    }

    /**
     * The names of the benchmarks.
     *
     * @return such as {@code lanewise.benchmarks.jmh.training.IrisLoop.train}
     */
    public List<String> names() {
        return benchmarks.stream().map(BenchmarkListEntry::getUsername).toList();
    }

    /**
     * The classes of the benchmarks.
     *
     * @return their names without package, such as {@code IrisLoop}, each once
     */
    public List<String> classes() {
        return benchmarks.stream()
                .map(BenchmarkListEntry::getUserClassQName)
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .distinct()
                .toList();
    }

    /**
     * Runs the benchmarks, each in JVMs of its own. Skips those that cannot run on this machine.
     *
     * @param effort the time to spend
     * @param jmh overriding options
     * @param progress receives a line for each fork and for each skipped benchmark
     * @param log receives all of JMH's output
     * @return a result for each measurement
     * @throws BenchmarkFailure if a benchmark fails; the remaining ones are not run
     */
    public List<RunResult> run(
            Effort effort, JmhOptions jmh, PrintStream progress, OutputStream log)
            throws BenchmarkFailure {
        Session possible =
                possible(effort::obstacle, progress).possible(Session::obstacle, progress);
        if (possible.names().stream().anyMatch(name -> is(name, SgemmPeer.class))) {
            progress.println("OpenBLAS uses its kernels for " + OpenBlas.core());
        }
        if (possible.names().stream().anyMatch(Session::isTrainingPeer)) {
            PeersHere.OBSTACLES.forEach(
                    (peer, obstacle) -> {
                        if (!obstacle.isEmpty()) {
                            progress.println("skipped " + peer.title() + ": " + obstacle);
                        }
                    });
        }
        for (BenchmarkListEntry benchmark : possible.benchmarks) {
            if (isInferencePeer(benchmark.getUsername())) {
                Options options = options(benchmark, effort, jmh).build();
                new PeerCalls(benchmark, options)
                        .tooSlow()
                        .forEach(call -> progress.println("skipped " + call));
            }
        }
        return possible.runAll(effort, jmh, progress, log);
    }

    /** Obstacles to measuring other libraries; checking them takes seconds. */
    private static final class PeersHere {
        static final Map<Peer, String> OBSTACLES = new EnumMap<>(Peer.class);

        static {
            for (Peer peer : Peer.values()) {
                OBSTACLES.put(peer, peer.obstacle());
            }
        }
    }

    /** The obstacle to running a benchmark here and its remedy; empty if there is none. */
    private static String obstacle(String benchmark) {
        if (is(benchmark, IrisControl.class)) {
            return IrisTraining.obstacle(IrisTraining.C);
        }
        if (is(benchmark, IrisPair.class)) {
            return IrisTraining.obstacle(IrisTraining.C_INTRINSICS);
        }
        if (is(benchmark, StepPair.class)) {
            return StepPair.obstacle();
        }
        if (is(benchmark, ManyModelsSklearn.class)) {
            return ManyModelsSklearn.obstacle();
        }
        return is(benchmark, SgemmPeer.class) ? OpenBlas.obstacle() : "";
    }

    /**
     * This session without benchmarks that cannot run.
     *
     * @param obstacle maps a benchmark's name to its obstacle; empty if there is none
     * @param lines receives a line for each skipped benchmark
     */
    Session possible(UnaryOperator<String> obstacle, PrintStream lines) {
        List<BenchmarkListEntry> possible = new ArrayList<>();
        for (BenchmarkListEntry benchmark : benchmarks) {
            String reason = obstacle.apply(benchmark.getUsername());
            if (reason.isEmpty()) {
                possible.add(benchmark);
            } else {
                lines.println("skipped " + benchmark.getUsername() + ": " + reason);
            }
        }
        return new Session(possible);
    }

    private List<RunResult> runAll(
            Effort effort, JmhOptions jmh, PrintStream progress, OutputStream log)
            throws BenchmarkFailure {
        PrintStream logPrinter = new PrintStream(log, true, StandardCharsets.UTF_8);
        Progress format =
                new Progress(
                        OutputFormatFactory.createFormatInstance(logPrinter, VerboseMode.NORMAL),
                        progress,
                        forksInAll(effort, jmh));
        List<SequencedMap<String, RunResult>> results = new ArrayList<>();
        benchmarks.forEach(benchmark -> results.add(new LinkedHashMap<>()));
        for (int round = 0; true; round++) {
            boolean done = true;
            for (int b = 0; b < benchmarks.size(); b++) {
                if (round < forks(benchmarks.get(b), effort, jmh)) {
                    runOnce(benchmarks.get(b), effort, jmh, format, results.get(b));
                    done = false;
                }
            }
            if (done) {
                return results.stream().flatMap(ofOne -> ofOne.values().stream()).toList();
            }
        }
    }

    /**
     * Runs a benchmark in one fork for each choice of parameters. All benchmarks run in such
     * rounds: interference from a neighbour for some minutes then slows one fork of each, not all
     * forks of one.
     */
    private static void runOnce(
            BenchmarkListEntry benchmark,
            Effort effort,
            JmhOptions jmh,
            Progress format,
            SequencedMap<String, RunResult> results)
            throws BenchmarkFailure {
        try {
            for (Options options : runs(benchmark, effort, jmh)) {
                for (RunResult result : new Runner(options, format).run()) {
                    results.merge(Progress.describe(result.getParams()), result, Session::merge);
                }
            }
        } catch (RunnerException e) {
            throw BenchmarkFailure.of(format.current(), e);
        }
    }

    /** The runs of a benchmark, in one fork for each choice of parameters. */
    private static List<Options> runs(BenchmarkListEntry benchmark, Effort effort, JmhOptions jmh) {
        Options options = options(benchmark, effort, jmh).forks(1).build();
        return isInferencePeer(benchmark.getUsername())
                ? new PeerCalls(benchmark, options).runs()
                : List.of(options);
    }

    private static RunResult merge(RunResult earlier, RunResult later) {
        List<BenchmarkResult> forks = new ArrayList<>(earlier.getBenchmarkResults());
        forks.addAll(later.getBenchmarkResults());
        return new RunResult(earlier.getParams(), forks);
    }

    private static ChainedOptionsBuilder options(
            BenchmarkListEntry benchmark, Effort effort, JmhOptions jmh) {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include("^" + Pattern.quote(benchmark.getUsername()) + "$")
                        .shouldFailOnError(true);
        effort.apply(benchmark.getUsername(), options);
        if (!Effort.isCold(benchmark.getUsername())) {
            options.addProfiler(GCProfiler.class);
        }
        if (isTrainingPeer(benchmark.getUsername())) {
            options.param(
                    "peer",
                    PeersHere.OBSTACLES.entrySet().stream()
                            .filter(peer -> peer.getValue().isEmpty())
                            .map(Map.Entry::getKey)
                            .filter(peer -> !isTooSlow(peer, benchmark.getUsername()))
                            .map(Peer::name)
                            .toArray(String[]::new));
        }
        return jmh.over(options.build(), benchmark.getParams().orElse(Map.of()).keySet());
    }

    private static int forks(BenchmarkListEntry benchmark, Effort effort, JmhOptions jmh) {
        Options options = options(benchmark, effort, jmh).build();
        return jmh.forks()
                .orElseGet(() -> options.getForkCount().orElse(benchmark.getForks().orElse(1)));
    }

    /**
     * Total number of forks: for each benchmark, forks times the product of its parameters' numbers
     * of values.
     */
    private int forksInAll(Effort effort, JmhOptions jmh) {
        int all = 0;
        for (BenchmarkListEntry benchmark : benchmarks) {
            for (Options options : runs(benchmark, effort, jmh)) {
                int combinations = 1;
                for (String param : benchmark.getParams().orElse(Map.of()).keySet()) {
                    combinations *= values(benchmark, options, param).size();
                }
                all += combinations * forks(benchmark, effort, jmh);
            }
        }
        return all;
    }

    /** The values of a parameter to measure. */
    static Collection<String> values(BenchmarkListEntry benchmark, Options options, String param) {
        return options.getParameter(param)
                .orElseGet(() -> List.of(benchmark.getParams().orElse(Map.of()).get(param)));
    }

    private static boolean isSelected(BenchmarkListEntry benchmark, List<Pattern> filters) {
        String name = benchmark.getUsername();
        String shortName = withoutGroup(name);
        // Benchmarks in other packages belong to a command, which sets their parameters.
        return (isPeer(name) || name.startsWith(OURS))
                && (filters.isEmpty()
                        || filters.stream().anyMatch(filter -> filter.matcher(shortName).find()));
    }

    /**
     * A benchmark's name without the subpackage of its class. Filters match this name, so that the
     * grouping of classes into packages does not affect the selection.
     */
    private static String withoutGroup(String benchmark) {
        int type = benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1;
        return isPeer(benchmark) ? benchmark : OURS + benchmark.substring(type);
    }

    private static int rank(BenchmarkListEntry benchmark) {
        if (isInferencePeer(benchmark.getUsername())) {
            return ORDER.indexOf(PredictRows.class); // after it by name
        }
        if (isSearchPeer(benchmark.getUsername())) {
            return ORDER.indexOf(ManyModelsSklearn.class); // after it by name
        }
        if (isReadingPeer(benchmark.getUsername())) {
            return ORDER.indexOf(CsvReading.class); // after it by name
        }
        if (isPeer(benchmark.getUsername())) {
            return RANK_OF_PEERS; // then ordered by name
        }
        for (int rank = 0; rank < ORDER.size(); rank++) {
            if (is(benchmark.getUsername(), ORDER.get(rank))) {
                return rank;
            }
        }
        return ORDER.size();
    }

    private static boolean isTooSlow(Peer peer, String benchmark) {
        return benchmark.startsWith(PEERS + "PeerLargeDigitsLoop.")
                && peer.isTooSlowFor(Task.TWO_LARGE_LAYERS);
    }

    /** True if a benchmark, given by name, measures another library. */
    static boolean isPeer(String benchmark) {
        return benchmark.startsWith(PEERS);
    }

    /** True if a benchmark, given by name, measures predictions by another library. */
    static boolean isInferencePeer(String benchmark) {
        return benchmark.startsWith(PEERS + "Peer" + PredictRows.class.getSimpleName() + ".");
    }

    /** True if a benchmark, given by name, measures a search by another library. */
    static boolean isSearchPeer(String benchmark) {
        return benchmark.startsWith(PEERS + "ManyModels");
    }

    /** True if a benchmark, given by name, measures reading by another library. */
    static boolean isReadingPeer(String benchmark) {
        return benchmark.startsWith(PEERS + "Peer" + CsvReading.class.getSimpleName() + ".");
    }

    private static boolean isTrainingPeer(String benchmark) {
        return isPeer(benchmark)
                && !isInferencePeer(benchmark)
                && !isSearchPeer(benchmark)
                && !isReadingPeer(benchmark);
    }

    /** True if a benchmark, given by name, is a method of the class. */
    static boolean is(String benchmark, Class<?> type) {
        return benchmark.startsWith(type.getName() + ".");
    }
}
