package lanewise.internal.tier;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.ActivationKernels;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.Gemm;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.LossFunction;
import lanewise.internal.kernel.gemm.VectorFewRows;
import lanewise.internal.kernel.gemm.VectorGemm;
import lanewise.internal.kernel.gemm.VectorRows;
import lanewise.internal.kernel.math.FusedMultiplyAdd;
import lanewise.internal.kernel.scalar.ScalarActivations;
import lanewise.internal.kernel.scalar.ScalarDense;
import lanewise.internal.kernel.scalar.ScalarDropout;
import lanewise.internal.kernel.scalar.ScalarGemm;
import lanewise.internal.kernel.scalar.ScalarLosses;
import lanewise.internal.kernel.scalar.ScalarRelaxation;
import lanewise.internal.kernel.scalar.ScalarUpdates;
import lanewise.internal.kernel.specialised.NetworkStages;
import lanewise.internal.kernel.stack.StackKernels;
import lanewise.internal.kernel.stack.VectorStack;
import lanewise.internal.kernel.vector.VectorActivations;
import lanewise.internal.kernel.vector.VectorDense;
import lanewise.internal.kernel.vector.VectorDropout;
import lanewise.internal.kernel.vector.VectorLosses;
import lanewise.internal.kernel.vector.VectorRelaxation;
import lanewise.internal.kernel.vector.VectorUpdates;
import lanewise.internal.kernel.vector.VectorWidth;
import lanewise.internal.kernel.vector.Vectors;
import lanewise.internal.profile.Recorder;
import lanewise.internal.profile.SpecialisationEvent;

import java.util.List;

/**
 * Provides the kernels, or the reason why the vector kernels cannot run in this JVM. Thread-safe.
 */
public final class KernelProvider {

    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    private static final Kernels SCALAR = scalarKernels();

    private KernelProvider() {}

    /**
     * Returns the scalar kernels, which run everywhere.
     *
     * @return the kernels
     */
    public static Kernels scalar() {
        return SCALAR;
    }

    /**
     * Returns the vector kernels.
     *
     * @return the kernels
     * @throws IllegalStateException if they cannot run in this JVM, or if the system property
     *     {@code lanewise.vectorBits} is set to a width that is invalid or not available on this
     *     machine; the message names the reason and the remedy
     */
    public static Kernels vector() {
        if (!obstacle().isEmpty()) {
            throw new IllegalStateException("the vector kernels cannot run: " + obstacle());
        }
        VectorWidth.species(); // throw its exception here: a class initialiser would wrap it
        return Vector.KERNELS;
    }

    /**
     * Returns the vector kernels for models side by side.
     *
     * @return the kernels
     * @throws IllegalStateException as {@link #vector}
     */
    public static StackKernels stack() {
        vector();
        return new VectorStack();
    }

    /**
     * Returns kernels specialised for the training of one network, with the families of {@link
     * #vector} for everything else.
     *
     * @param layers the layers
     * @param functions their activation functions
     * @param loss the loss to minimize
     * @return the kernels
     * @throws IllegalStateException if the vector kernels cannot run in this JVM
     * @throws IllegalArgumentException if such a network is not supported; check {@link
     *     NetworkStages#obstacle} first
     */
    public static Kernels specialised(
            List<Dense> layers, ActivationFunction[] functions, LossFunction loss) {
        Kernels vector = vector();
        SpecialisationEvent event = Recorder.isOn() ? new SpecialisationEvent() : null;
        if (event != null) {
            event.begin();
        }
        NetworkStages stages = new NetworkStages(layers, functions, loss, vector);
        if (event != null) {
            event.stages = stages.count();
            event.commit();
        }
        return new Kernels(
                vector.name().replace("vector", "specialised"),
                vector.dense(),
                vector.activations(),
                vector.losses(),
                vector.updates(),
                vector.dropout(),
                vector.relaxation(),
                vector.gemm(),
                vector.rows(),
                vector.fewRows(),
                stages);
    }

    /**
     * Returns why the vector kernels cannot run in this JVM.
     *
     * @return the reason and its remedy in one line; empty if they can run
     */
    public static String obstacle() {
        return Obstacle.TEXT;
    }

    private static Kernels scalarKernels() {
        ActivationKernels activations = new ScalarActivations();
        return new Kernels(
                "scalar",
                new ScalarDense(activations),
                activations,
                new ScalarLosses(),
                new ScalarUpdates(),
                new ScalarDropout(),
                new ScalarRelaxation(),
                new ScalarGemm(),
                null,
                null,
                null);
    }

    private static Kernels vectorKernels() {
        ActivationKernels activations = new VectorActivations(SCALAR.activations());
        Gemm gemm = new VectorGemm();
        return new Kernels(
                "vector-" + Vectors.SPECIES.vectorBitSize(),
                new VectorDense(activations, gemm),
                activations,
                new VectorLosses(),
                new VectorUpdates(),
                new VectorDropout(),
                new VectorRelaxation(),
                gemm,
                new VectorRows(activations),
                new VectorFewRows(activations),
                null);
    }

    private static String findObstacle() {
        if (!FusedMultiplyAdd.HARDWARE) {
            return "fused multiply-adds are emulated, several times slower: this processor has"
                    + " none, or -XX:-UseFMA is set; remove that option, or use another machine";
        }
        var module = ModuleLayer.boot().findModule(VECTOR_MODULE);
        if (module.isEmpty()) {
            return "the module "
                    + VECTOR_MODULE
                    + " is not loaded; start java with --add-modules "
                    + VECTOR_MODULE;
        }
        KernelProvider.class.getModule().addReads(module.get());
        if (!C2.obstacle().isEmpty()) {
            return C2.obstacle();
        }
        if (VectorWidth.preferredBits() < 128) {
            return "this machine's vectors have "
                    + VectorWidth.preferredBits()
                    + " bits; at least 128 are needed";
        }
        return "";
    }

    /** Initialised at first use. */
    private static final class Obstacle {
        static final String TEXT = findObstacle();
    }

    /** Defers loading of the Vector API's classes until they are used. */
    private static final class Vector {
        static final Kernels KERNELS = vectorKernels();
    }
}
