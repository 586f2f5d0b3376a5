package lanewise.internal.tier;

import lanewise.internal.kernel.Block;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.IterationKernels;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.Targets;
import lanewise.internal.kernel.Workspace;
import lanewise.internal.pass.RowBackpropagation;
import lanewise.internal.plan.NetworkPlan;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets C2 compile the code that was generated for a network after a few iterations on a few samples
 * of zeros. Otherwise C2 compiles it after hundreds of iterations, and not at once: meanwhile
 * vectors are objects, and C2 is busy with a hundred methods of the Vector API that no compiled
 * kernel calls.
 *
 * <p>C1 compiles a method after 200 calls. Its code counts branches, unless many methods are
 * waiting for C2. C2 compiles a method after 5000 calls of such code, or several times as many
 * while it is busy (HotSpot's options {@code Tier3InvocationThreshold}, {@code Tier3DelayOn},
 * {@code Tier4InvocationThreshold} and {@code Tier4LoadFeedback}). Calls without samples return at
 * once, but count. Calls with samples alternate with them, so that C2 knows all branches.
 */
final class Rehearsal {

    /**
     * Enough samples for each loop of the generated code, whose steps are 4 to 64, and the one for
     * what such a loop leaves: C2 would omit a loop that had not run.
     */
    private static final int SAMPLES = 80;

    /** Number of calls after which C1 compiles. */
    private static final int CALLS_FOR_C1 = 300;

    /**
     * Number of calls without samples before C1's code has seen samples: even a method that is
     * called a hundred times an iteration must not reach C2 earlier.
     */
    private static final int FIRST_CALLS = 50;

    /**
     * Number of calls without samples in a round; C2 compiles a method that is called once an
     * iteration after two rounds at least.
     */
    private static final int CALLS = 2500;

    /**
     * Number of rounds after which C2 needs time rather than calls: enough for a method that is
     * called once an iteration.
     */
    private static final int ROUNDS = 6;

    /** Period, in ns, for C2 to compile. */
    private static final long C2_NANOS = 20_000_000;

    /** Period, in ns, in which C1 compiles what it is to compile. */
    private static final long C1_NANOS = 100_000_000;

    /** Time of an iteration on some samples, in ns, that only compiled code achieves. */
    private static final long COMPILED_NANOS = 100_000;

    /**
     * Least speedup once C2 has compiled the code. It is a hundred times faster by then, but the
     * methods that fold its sums are not compiled yet.
     */
    private static final int SPEEDUP = 4;

    /** Period, in ns, after which C2 is not waited for: an iteration then compiles what is left. */
    private static final long LIMIT_NANOS = 600_000_000;

    private final IterationKernels kernels;
    private final boolean measure;
    private final Block block;

    private Rehearsal(NetworkPlan network, IterationKernels kernels, boolean measure) {
        this.kernels = kernels;
        this.measure = measure;
        List<Dense> layers = network.dense();
        float[][] units = new float[layers.size()][];
        Arrays.setAll(units, l -> new float[layers.get(l).outputs() * SAMPLES]);
        float[] gradient = new float[Lanes.pad(network.parameterCount())];
        block = new Block(units, units, units, gradient, new Workspace(layers, SAMPLES));
        int outputs = network.outputs();
        Targets targets =
                new Targets(
                        outputs,
                        new float[outputs * SAMPLES],
                        SAMPLES,
                        new float[SAMPLES],
                        new float[SAMPLES]);
        float[] x = new float[network.inputs() * SAMPLES];
        block.set(new float[gradient.length], x, 0, SAMPLES, SAMPLES, targets);
    }

    /**
     * Rehearses, if the iterations of a run use generated code.
     *
     * @param network the network
     * @param kernels its kernels
     * @param rows number of rows of the largest batch
     * @param measure whether iterations measure loss and hits
     * @param over whether to end early
     */
    static void perform(
            NetworkPlan network, Kernels kernels, int rows, boolean measure, BooleanSupplier over) {
        if (kernels.iteration() != null
                && kernels.iteration().areGenerated()
                && !RowBackpropagation.suits(network, rows)) {
            new Rehearsal(network, kernels.iteration(), measure).perform(over);
        }
    }

    private void perform(BooleanSupplier over) {
        nanos(); // loads classes
        if (nanos() < COMPILED_NANOS) {
            return; // compiled for an earlier run
        }
        for (int calls = 0; calls < CALLS_FOR_C1 && !over.getAsBoolean(); calls += FIRST_CALLS) {
            call(FIRST_CALLS, over);
            nanos();
        }
        pause(C1_NANOS, over);
        long slow = nanos();
        long begin = System.nanoTime();
        int fast = 0;
        for (int round = 1; round <= ROUNDS || fast < 2; round++) {
            call(CALLS, over);
            if (round > ROUNDS) {
                pause(C2_NANOS, over);
            }
            fast = SPEEDUP * nanos() < slow ? fast + 1 : 0;
            boolean late = round > ROUNDS && System.nanoTime() - begin > LIMIT_NANOS;
            if (late || over.getAsBoolean()) {
                return;
            }
        }
    }

    private static void pause(long nanos, BooleanSupplier over) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos && !over.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void call(int times, BooleanSupplier over) {
        block.n = 0;
        for (int k = 0; k < times && !over.getAsBoolean(); k++) {
            kernels.rehearse(block, measure);
        }
    }

    /** The time of an iteration on some samples, in ns. */
    private long nanos() {
        block.n = SAMPLES;
        long begin = System.nanoTime();
        kernels.rehearse(block, measure);
        return System.nanoTime() - begin;
    }
}
