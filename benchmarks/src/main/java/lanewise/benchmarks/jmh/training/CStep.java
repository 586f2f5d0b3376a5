package lanewise.benchmarks.jmh.training;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import lanewise.benchmarks.jmh.gemm.OpenBlas;
import lanewise.benchmarks.workload.CLibrary;
import lanewise.benchmarks.workload.NetworkShape;
import lanewise.data.FeatureMatrix;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The training steps of {@code src/main/c/dense_step.c}, with OpenBLAS on one thread. */
final class CStep {
    private static final String FUNCTION = "dense_steps";

    private static final int CACHE_LINE = 64;

    private final MethodHandle steps =
            CLibrary.function(
                    FUNCTION,
                    FunctionDescriptor.ofVoid(
                            JAVA_INT,
                            JAVA_INT,
                            ADDRESS,
                            JAVA_INT,
                            JAVA_FLOAT,
                            ADDRESS,
                            ADDRESS,
                            ADDRESS,
                            ADDRESS,
                            ADDRESS));

    private final MemorySegment sgemm = OpenBlas.sgemm();
    private final int layers;
    private final int rows;
    private final MemorySegment sizes;
    private final MemorySegment x;
    private final MemorySegment y;
    private final MemorySegment theta;
    private final MemorySegment work;

    /**
     * Allocates the arrays.
     *
     * @param shape the network, its rows and its start
     * @throws IllegalStateException if there is an {@link #obstacle}
     */
    CStep(NetworkShape shape) {
        Arena arena = Arena.ofAuto();
        layers = shape.sizes().size() - 1;
        rows = shape.rows();
        sizes =
                arena.allocateFrom(
                        JAVA_INT, shape.sizes().stream().mapToInt(Integer::intValue).toArray());
        x = rowMajor(shape.data().features(), arena);
        y = rowMajor(shape.data().targets(), arena);
        float[] start = shape.model().parameters();
        theta = floats(start.length, arena);
        theta.copyFrom(MemorySegment.ofArray(start));
        long units = shape.sizes().stream().skip(1).mapToLong(Integer::longValue).sum();
        work = floats(2 * units * rows, arena);
    }

    /** The reason why these steps cannot run here, with its remedy; empty if they can. */
    static String obstacle() {
        String obstacle = CLibrary.obstacle(FUNCTION);
        return obstacle.isEmpty() ? OpenBlas.obstacle() : obstacle;
    }

    private static MemorySegment floats(long count, Arena arena) {
        return arena.allocate(Float.BYTES * count, CACHE_LINE);
    }

    private static MemorySegment rowMajor(FeatureMatrix matrix, Arena arena) {
        MemorySegment segment = floats((long) matrix.samples() * matrix.features(), arena);
        for (int r = 0; r < matrix.samples(); r++) {
            for (int k = 0; k < matrix.features(); k++) {
                segment.setAtIndex(JAVA_FLOAT, (long) r * matrix.features() + k, matrix.get(r, k));
            }
        }
        return segment;
    }

    /**
     * Trains on.
     *
     * @param count number of steps
     */
    void advance(int count) {
        try {
            steps.invokeExact(
                    count,
                    layers,
                    sizes,
                    rows,
                    (float) StepTraining.LEARNING_RATE,
                    x,
                    y,
                    theta,
                    work,
                    sgemm);
        } catch (Throwable e) {
            throw new IllegalStateException(FUNCTION + " could not be called", e);
        }
    }

    /** The current parameters, in the engine's order. */
    float[] parameters() {
        return theta.toArray(JAVA_FLOAT);
    }
}
