package lanewise.benchmarks.jmh;

import lanewise.benchmarks.jmh.data.CsvReading;
import lanewise.benchmarks.jmh.data.PrepareRecord;
import lanewise.benchmarks.jmh.data.PrepareTable;
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
import lanewise.benchmarks.workload.LayerShape;
import lanewise.benchmarks.workload.NetworkShape;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The time spent on a measurement. */
public enum Effort {
    /** As annotated on the benchmarks: several hours for all of them. */
    FULL {
        @Override
        void apply(String benchmark, ChainedOptionsBuilder options) {
            shareAmongProcessors(benchmark, options);
        }
    },

    /**
     * About an hour for all of them: as annotated for workloads, less for kernels, and a single
     * fork for elementwise kernels.
     */
    STANDARD {
        @Override
        void apply(String benchmark, ChainedOptionsBuilder options) {
            shareAmongProcessors(benchmark, options);
            if (isAny(benchmark, ELEMENTWISE)) {
                options.forks(1).warmupIterations(4).measurementIterations(3);
            } else if (Session.is(benchmark, PredictRows.class)
                    || Session.isInferencePeer(benchmark)) {
                // C2 takes slower machines several seconds for the kernels of many rows.
                options.warmupIterations(10).measurementIterations(4);
            } else if (!isAny(benchmark, AS_ANNOTATED) && !Session.isPeer(benchmark)) {
                options.warmupIterations(4).measurementIterations(4);
            }
        }
    },

    /**
     * Less than two minutes for all of them, with the smaller sizes and without most controls:
     * enough for rough figures.
     */
    QUICK {
        @Override
        String obstacle(String benchmark) {
            if (Session.isPeer(benchmark) && LARGE_PEERS.matcher(benchmark).find()) {
                return "peers take up to minutes for a training on large digits: not with --quick";
            }
            return isAny(benchmark, NOT_QUICK)
                            || Session.isSearchPeer(benchmark)
                            || Session.isReadingPeer(benchmark)
                    ? "takes too long for --quick"
                    : "";
        }

        @Override
        void apply(String benchmark, ChainedOptionsBuilder options) {
            if (isAny(benchmark, COLD)) {
                options.forks(2);
                return;
            }
            // C2 needs about a second for vector kernels if the cores are otherwise idle.
            options.forks(1)
                    .warmupIterations(4)
                    .warmupTime(TimeValue.milliseconds(400))
                    .measurementIterations(3)
                    .measurementTime(TimeValue.milliseconds(200));
            if (isAny(benchmark, ELEMENTWISE)) {
                options.param("tier", "vector");
            }
            if (Session.is(benchmark, PredictRows.class) || Session.isInferencePeer(benchmark)) {
                options.warmupTime(TimeValue.seconds(1));
            }
            if (Session.isInferencePeer(benchmark)) {
                QUICK_SIZES.get(PredictRows.class).accept(options);
            }
            QUICK_SIZES.forEach(
                    (type, sizes) -> {
                        if (Session.is(benchmark, type)) {
                            sizes.accept(options);
                        }
                    });
        }
    };

    /** Benchmarks measured once per JVM, cold. */
    private static final Set<Class<?>> COLD =
            Set.of(ColdStart.class, FirstFit.class, FirstGroup.class);

    private static final Set<Class<?>> NOT_QUICK =
            Set.of(
                    ActivationSlopeKernel.class,
                    CsvReading.class,
                    DropoutKernel.class,
                    EnlargedDigitsLoop.class,
                    IndependentTrainingStep.class,
                    IrisPair.class,
                    ManyModelsSklearn.class,
                    PrepareRecord.class,
                    PrepareTable.class,
                    RecordingControl.class,
                    RecordingCost.class,
                    ShardedStep.class,
                    StepPair.class);

    private static final Pattern LARGE_PEERS = Pattern.compile("(Enlarged|Large)DigitsLoop");

    private static final Set<Class<?>> AS_ANNOTATED =
            Set.of(
                    IrisLoop.class,
                    IrisControl.class,
                    IrisPair.class,
                    DigitsLoop.class,
                    EnlargedDigitsLoop.class,
                    LargeDigitsLoop.class,
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
                    RecordingControl.class,
                    RecordingCost.class,
                    CsvReading.class,
                    PrepareTable.class,
                    ColdStart.class,
                    FirstFit.class,
                    FirstGroup.class);

    private static final Set<Class<?>> ELEMENTWISE =
            Set.of(
                    ActivationKernel.class,
                    ActivationSlopeKernel.class,
                    UpdateKernel.class,
                    DropoutKernel.class,
                    LossKernel.class);

    private static final Consumer<ChainedOptionsBuilder> SMALL_LAYERS =
            options -> options.param("shape", LayerShape.SMALL);

    private static final Consumer<ChainedOptionsBuilder> RECORDED =
            options -> options.forks(2).param("history", "true");

    /** Of benchmarks whose set-up warms up, and whose calls take seconds. */
    private static final Consumer<ChainedOptionsBuilder> ONE_CALL =
            options -> options.warmupIterations(1).measurementIterations(1);

    private static final Consumer<ChainedOptionsBuilder> SMALL_MATRICES =
            options -> options.param("form", "NN").param("size", "256");

    private static final Consumer<ChainedOptionsBuilder> ONE_FUNCTION =
            options -> options.param("function", "SIGMOID");

    private static final Map<Class<?>, Consumer<ChainedOptionsBuilder>> QUICK_SIZES =
            Map.ofEntries(
                    Map.entry(IrisLoop.class, RECORDED),
                    Map.entry(
                            SweepKernel.class,
                            options ->
                                    options.param("shape", SweepKernel.SHAPE)
                                            .param("sweep", SweepKernel.FORWARD)),
                    Map.entry(
                            TrainingStep.class,
                            options ->
                                    options.param("tier", "vector")
                                            .param(
                                                    "network",
                                                    NetworkShape.IRIS,
                                                    NetworkShape.DIGITS)),
                    Map.entry(
                            SmallTrainingStep.class,
                            options -> options.param("network", NetworkShape.IRIS)),
                    Map.entry(
                            SmallBatchStep.class,
                            options ->
                                    options.param("tier", "specialised")
                                            .param("network", SmallBatchStep.ONE_ROW)),
                    Map.entry(
                            ManyModelsPair.class,
                            options -> options.param("network", ManyModelsPair.SMALL)),
                    Map.entry(ManyModelsRestarts.class, ONE_CALL),
                    Map.entry(ManyModelsSearch.class, ONE_CALL),
                    Map.entry(IrisControl.class, RECORDED),
                    Map.entry(MemoryBandwidth.class, options -> options.param("kibibytes", "16")),
                    Map.entry(
                            DigitsLoop.class,
                            options ->
                                    options.param(
                                            "implementation", IrisTraining.TEXTBOOK, "vector")),
                    Map.entry(LargeTrainingStep.class, options -> options.param("threads", "1")),
                    Map.entry(
                            PredictLatency.class, options -> options.param("network", "64-32-10")),
                    Map.entry(
                            PredictRows.class,
                            options -> options.param("network", "784-128-10").param("rows", "1")),
                    Map.entry(PredictTail.class, options -> options.param("network", "64-32-10")),
                    Map.entry(SgemmKernel.class, SMALL_MATRICES),
                    Map.entry(SgemmPeer.class, SMALL_MATRICES),
                    Map.entry(ForwardKernel.class, SMALL_LAYERS),
                    Map.entry(GradientKernel.class, SMALL_LAYERS),
                    Map.entry(BackwardKernel.class, SMALL_LAYERS),
                    Map.entry(ActivationKernel.class, ONE_FUNCTION),
                    Map.entry(
                            UpdateKernel.class,
                            options ->
                                    options.param("update", "SGD").param("parameters", "669706")),
                    Map.entry(
                            LossKernel.class,
                            options ->
                                    options.param("measure", "SQUARED_ERROR")
                                            .param("samples", "1040")));

    /**
     * The obstacle to running a benchmark with this effort.
     *
     * @return the reason in one line; empty if there is none
     */
    String obstacle(String benchmark) {
        return "";
    }

    /** Overrides a benchmark's annotations. */
    abstract void apply(String benchmark, ChainedOptionsBuilder options);

    /** Shares a step among one, two, four and so on threads, up to the number of processors. */
    private static void shareAmongProcessors(String benchmark, ChainedOptionsBuilder options) {
        int processors = Runtime.getRuntime().availableProcessors();
        if (Session.is(benchmark, LargeTrainingStep.class) && processors > 2) {
            options.param(
                    "threads",
                    IntStream.iterate(1, threads -> threads <= processors, threads -> 2 * threads)
                            .mapToObj(String::valueOf)
                            .toArray(String[]::new));
        }
    }

    /** True for benchmarks of fresh JVMs. */
    static boolean isCold(String benchmark) {
        return isAny(benchmark, COLD);
    }

    private static boolean isAny(String benchmark, Set<Class<?>> types) {
        return types.stream().anyMatch(type -> Session.is(benchmark, type));
    }
}
