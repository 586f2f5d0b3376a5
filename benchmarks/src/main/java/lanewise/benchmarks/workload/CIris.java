package lanewise.benchmarks.workload;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.ConfusionMatrix;
import lanewise.random.RandomState;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The reference workload in C: {@code iris.c} or {@code iris_intrinsics.c} in {@code src/main/c}.
 */
final class CIris implements IrisTraining {
    private static final int LD = 144;

    /** Alignment of the arrays: vectors that straddle cache lines would slow some JVMs only. */
    private static final int CACHE_LINE = 64;

    private final String implementation;
    private final boolean history;
    private final MethodHandle loop;
    private final int rows;
    private final MemorySegment x;
    private final MemorySegment y;
    private final MemorySegment mask;
    private final MemorySegment classes;
    private final MemorySegment start;
    private final MemorySegment weights;
    private final MemorySegment mse;
    private final MemorySegment hits;

    CIris(IrisData data, String implementation, boolean history) {
        this.implementation = implementation;
        this.history = history;
        Arena arena = Arena.ofAuto();
        loop =
                CLibrary.function(
                        function(implementation),
                        FunctionDescriptor.ofVoid(
                                JAVA_INT,
                                JAVA_INT,
                                JAVA_FLOAT,
                                ADDRESS,
                                ADDRESS,
                                ADDRESS,
                                ADDRESS,
                                ADDRESS,
                                ADDRESS,
                                ADDRESS));
        Dataset train = data.train();
        rows = train.rows();
        x = matrix(train.features(), arena);
        y = matrix(train.targets(), arena);
        mask = arena.allocate(Float.BYTES * LD, CACHE_LINE);
        classes = arena.allocate(Integer.BYTES * LD, CACHE_LINE);
        for (int s = 0; s < LD; s++) {
            mask.setAtIndex(JAVA_FLOAT, s, s < rows ? 1 : 0);
            classes.setAtIndex(JAVA_INT, s, s < rows ? train.label(s) : -1);
        }
        start =
                arena.allocateFrom(
                        JAVA_FLOAT,
                        Model.normal(
                                        network(),
                                        IrisData.WEIGHT_SCALE,
                                        new RandomState(IrisData.WEIGHT_SEED))
                                .parameters());
        weights = arena.allocate(start.byteSize());
        mse = history ? arena.allocate(JAVA_FLOAT, IrisData.ITERATIONS) : MemorySegment.NULL;
        hits = history ? arena.allocate(JAVA_INT, IrisData.ITERATIONS) : MemorySegment.NULL;
    }

    private static Network network() {
        return Network.of(
                IrisData.INPUTS,
                Layer.sigmoid(IrisData.HIDDEN).withoutBias(),
                Layer.sigmoid(IrisData.OUTPUTS).withoutBias());
    }

    private static String function(String implementation) {
        return implementation.equals(C) ? "iris_loop" : "iris_loop_intrinsics";
    }

    /**
     * The obstacle to measuring the C control.
     *
     * @param implementation {@value #C} or {@value #C_INTRINSICS}
     * @return the reason and its remedy in one line; empty if it is available
     */
    static String obstacle(String implementation) {
        String plain = CLibrary.obstacle(function(C));
        if (!plain.isEmpty() || implementation.equals(C)) {
            return plain;
        }
        return CLibrary.obstacle(function(implementation)).isEmpty()
                ? ""
                : "the C control with intrinsics needs a processor with AVX2 and FMA, and a library"
                        + " that benchmarks/src/main/c/build has built there";
    }

    private static MemorySegment matrix(FeatureMatrix matrix, Arena arena) {
        MemorySegment segment =
                arena.allocate((long) Float.BYTES * matrix.features() * LD, CACHE_LINE);
        for (int f = 0; f < matrix.features(); f++) {
            for (int s = 0; s < matrix.samples(); s++) {
                segment.setAtIndex(JAVA_FLOAT, f * LD + s, matrix.get(s, f));
            }
        }
        return segment;
    }

    @Override
    public Trained train() {
        weights.copyFrom(start);
        try {
            loop.invokeExact(
                    IrisData.ITERATIONS,
                    rows,
                    (float) IrisData.LEARNING_RATE,
                    x,
                    y,
                    mask,
                    classes,
                    weights,
                    mse,
                    hits);
        } catch (Throwable e) {
            throw new IllegalStateException(function(implementation) + " could not be called", e);
        }
        return new TrainedWeights();
    }

    private final class TrainedWeights implements Trained {
        @Override
        public String kernels() {
            return implementation;
        }

        @Override
        public List<Double> mseHistory() {
            return IntStream.range(0, history ? IrisData.ITERATIONS : 0)
                    .mapToObj(k -> (double) mse.getAtIndex(JAVA_FLOAT, k))
                    .toList();
        }

        @Override
        public List<Double> accuracyHistory() {
            return IntStream.range(0, history ? IrisData.ITERATIONS : 0)
                    .mapToObj(k -> (double) hits.getAtIndex(JAVA_INT, k) / rows)
                    .toList();
        }

        @Override
        public List<Double> weights() {
            int count = (int) (weights.byteSize() / Float.BYTES);
            return IntStream.range(0, count)
                    .mapToObj(k -> (double) weights.getAtIndex(JAVA_FLOAT, k))
                    .toList();
        }

        @Override
        public double testAccuracy() {
            float[] parameters = weights.toArray(JAVA_FLOAT);
            return ConfusionMatrix.of(Model.of(network(), parameters), IrisData.read().test())
                    .accuracy();
        }
    }
}
