package lanewise.benchmarks.workload;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import jdk.incubator.vector.FloatVector;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** The environment variables of this process as seen by native libraries that are loaded later. */
@SuppressWarnings("restricted")
public final class NativeEnvironment {
    private NativeEnvironment() {}

    /**
     * Configures OpenBLAS for one thread and its fastest kernels. An OpenBLAS that does not
     * recognise a newer processor selects kernels for an older one; if the processor has AVX-512,
     * this selects those for Skylake-X, whatever the environment specifies.
     */
    public static void prepareOpenBlas() {
        set("OPENBLAS_NUM_THREADS", "1");
        if (FloatVector.SPECIES_PREFERRED.vectorBitSize() == 512) {
            set("OPENBLAS_CORETYPE", "SkylakeX");
        }
    }

    /**
     * Sets a variable, replacing any previous value.
     *
     * @param name its name
     * @param value its value
     * @throws IllegalStateException if it cannot be set
     */
    public static void set(String name, String value) {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle setenv =
                    linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("setenv"),
                            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
            int overwrite = 1;
            int failed =
                    (int)
                            setenv.invokeExact(
                                    arena.allocateFrom(name), arena.allocateFrom(value), overwrite);
            if (failed != 0) {
                throw new IllegalStateException(name + " could not be set");
            }
        } catch (Throwable e) {
            throw new IllegalStateException("setenv could not be called", e);
        }
    }
}
