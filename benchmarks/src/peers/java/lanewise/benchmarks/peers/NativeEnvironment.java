package lanewise.benchmarks.peers;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The environment of this process, as native libraries see it that are loaded later. */
@SuppressWarnings("restricted")
final class NativeEnvironment {
    private static final MethodHandle SETENV =
            Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().findOrThrow("setenv"),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_INT));

    private NativeEnvironment() {}

    /**
     * Keeps JavaCPP from reading the size of the process from a file of the system for each piece
     * of native memory, which doubles the time of a small step. What was allocated through JavaCPP
     * stays limited. To be called before JavaCPP is loaded.
     */
    static void withoutWatchOnMemory() {
        System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }

    /** Sets a variable, in the place of another value if it has one. */
    static void set(String name, String value) {
        try (Arena arena = Arena.ofConfined()) {
            int status =
                    (int)
                            SETENV.invokeExact(
                                    arena.allocateFrom(name), arena.allocateFrom(value), 1);
            if (status != 0) {
                throw new IllegalStateException(name + " could not be set to " + value);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("setenv could not be called", e);
        }
    }
}
