package lanewise.benchmarks.jmh;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import java.util.Map;
import java.util.function.Consumer;

/** How much time to spend on a measurement. */
public enum Effort {
    /** What the annotations of the benchmarks say: less than 25 minutes for all of them. */
    FULL {
        @Override
        void apply(String benchmark, ChainedOptionsBuilder options) {}
    },

    /**
     * Less than two minutes for all of them, with the smaller sizes and without most controls:
     * enough to see about how fast things are.
     */
    QUICK {
        @Override
        void apply(String benchmark, ChainedOptionsBuilder options) {
            // C2 needs about a second for vector kernels, as long as nobody else needs the cores.
            options.warmupIterations(4)
                    .warmupTime(TimeValue.milliseconds(400))
                    .measurementIterations(3)
                    .measurementTime(TimeValue.milliseconds(200));
            options.forks(1);
            QUICK_SIZES.forEach(
                    (type, sizes) -> {
                        if (benchmark.startsWith(type.getName() + ".")) {
                            sizes.accept(options);
                        }
                    });
        }
    };

    private static final Consumer<ChainedOptionsBuilder> SMALL_LAYERS =
            options -> options.param("shape", LayerShape.IRIS, LayerShape.SMALL);

    private static final Map<Class<?>, Consumer<ChainedOptionsBuilder>> QUICK_SIZES =
            Map.of(
                    IrisLoop.class,
                    options -> options.forks(2),
                    TrainingStep.class,
                    options ->
                            options.param("tier", "vector")
                                    .param(
                                            "network",
                                            NetworkShape.IRIS,
                                            NetworkShape.DIGITS,
                                            NetworkShape.MNIST),
                    LargeTrainingStep.class,
                    options -> options.param("threads", "1"),
                    PredictLatency.class,
                    options -> options.param("network", "64-32-10"),
                    ForwardKernel.class,
                    SMALL_LAYERS,
                    GradientKernel.class,
                    SMALL_LAYERS,
                    BackwardKernel.class,
                    SMALL_LAYERS,
                    UpdateKernel.class,
                    options -> options.param("update", "SGD", "ADAM").param("parameters", "16"));

    /** Sets what differs from the annotations of a benchmark. */
    abstract void apply(String benchmark, ChainedOptionsBuilder options);
}
