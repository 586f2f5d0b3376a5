package lanewise.benchmarks.workload;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import jdk.incubator.vector.FloatVector;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** The variables of this process, as native libraries see them that are loaded later. */
@SuppressWarnings("restricted")
public final class NativeEnvironment {
    private NativeEnvironment() {}

    /**
     * Asks OpenBLAS for one thread and its fastest kernels. An OpenBLAS older than the processor
     * takes the kernels for an older one; where the processor has AVX-512, those for Skylake-X are
     * asked for, whatever the environment said.
     */
    public static void prepareOpenBlas() {
        set("OPENBLAS_NUM_THREADS", "1");
        if (FloatVector.SPECIES_PREFERRED.vectorBitSize() == 512) {
            set("OPENBLAS_CORETYPE", "SkylakeX");
        }
    }

    /**
     * Sets a variable, in the place of another value if it has one.
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
