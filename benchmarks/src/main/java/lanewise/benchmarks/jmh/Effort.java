package lanewise.benchmarks.jmh;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** How much time to spend on a measurement. */
public enum Effort {
    /**
     * Some half an hour for all of them: what the annotations of the benchmarks say, but for
     * kernels that take one number after the other, whose many functions get a JVM each.
     */
    FULL {
        @Override
        void apply(String benchmark, ChainedOptionsBuilder options) {
            if (isAny(benchmark, ELEMENTWISE)) {
                options.forks(1).warmupIterations(4).measurementIterations(3);
            } else if (!isAny(benchmark, AS_ANNOTATED) && !Session.isPeer(benchmark)) {
                options.warmupIterations(4).measurementIterations(4);
            }
        }
    },

    /**
     * Less than two minutes for all of them, with the smaller sizes and without most controls:
     * enough to see about how fast things are.
     */
    QUICK {
        @Override
        String obstacle(String benchmark) {
            return Session.isPeer(benchmark) && LARGE_PEERS.matcher(benchmark).find()
                    ? "peers take up to minutes for a training on large digits: not with --quick"
                    : "";
        }

        @Override
        void apply(String benchmark, ChainedOptionsBuilder options) {
            if (isAny(benchmark, COLD)) {
                options.forks(2);
                return;
            }
            // C2 needs about a second for vector kernels, as long as nobody else needs the cores.
            options.forks(1)
                    .warmupIterations(4)
                    .warmupTime(TimeValue.milliseconds(400))
                    .measurementIterations(3)
                    .measurementTime(TimeValue.milliseconds(200));
            if (isAny(benchmark, ELEMENTWISE)) {
                options.param("tier", "vector");
            }
            QUICK_SIZES.forEach(
                    (type, sizes) -> {
                        if (Session.is(benchmark, type)) {
                            sizes.accept(options);
                        }
                    });
        }
    };

    /** What is measured once in a JVM, cold. */
    private static final Set<Class<?>> COLD = Set.of(ColdStart.class, FirstFit.class);

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
                    LargeTrainingStep.class,
                    IndependentTrainingStep.class,
                    ColdStart.class,
                    FirstFit.class);

    private static final Set<Class<?>> ELEMENTWISE =
            Set.of(
                    ActivationKernel.class,
                    ActivationSlopeKernel.class,
                    UpdateKernel.class,
                    DropoutKernel.class);

    private static final Consumer<ChainedOptionsBuilder> SMALL_LAYERS =
            options -> options.param("shape", LayerShape.IRIS, LayerShape.SMALL);

    private static final Consumer<ChainedOptionsBuilder> SMALL_MATRICES =
            options -> options.param("form", "NN").param("size", "256");

    private static final Consumer<ChainedOptionsBuilder> ONE_FUNCTION =
            options -> options.param("function", "SIGMOID");

    private static final Map<Class<?>, Consumer<ChainedOptionsBuilder>> QUICK_SIZES =
            Map.ofEntries(
                    Map.entry(IrisLoop.class, options -> options.forks(2)),
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
                    Map.entry(IrisControl.class, options -> options.forks(2)),
                    Map.entry(IrisPair.class, options -> options.forks(2)),
                    Map.entry(LargeTrainingStep.class, options -> options.param("threads", "1")),
                    Map.entry(
                            IndependentTrainingStep.class,
                            options -> options.param("network", NetworkShape.MNIST)),
                    Map.entry(
                            PredictLatency.class, options -> options.param("network", "64-32-10")),
                    Map.entry(SgemmKernel.class, SMALL_MATRICES),
                    Map.entry(SgemmPeer.class, SMALL_MATRICES),
                    Map.entry(ForwardKernel.class, SMALL_LAYERS),
                    Map.entry(GradientKernel.class, SMALL_LAYERS),
                    Map.entry(BackwardKernel.class, SMALL_LAYERS),
                    Map.entry(ActivationKernel.class, ONE_FUNCTION),
                    Map.entry(ActivationSlopeKernel.class, ONE_FUNCTION),
                    Map.entry(
                            UpdateKernel.class,
                            options ->
                                    options.param("update", "SGD").param("parameters", "669706")),
                    Map.entry(
                            DropoutKernel.class,
                            options -> options.param("shape", LayerShape.SMALL)));

    /**
     * What keeps a benchmark from being run with so much time.
     *
     * @return the reason in one line, empty if it can be
     */
    String obstacle(String benchmark) {
        return "";
    }

    /** Sets what differs from the annotations of a benchmark. */
    abstract void apply(String benchmark, ChainedOptionsBuilder options);

    private static boolean isAny(String benchmark, Set<Class<?>> types) {
        return types.stream().anyMatch(type -> Session.is(benchmark, type));
    }
}
