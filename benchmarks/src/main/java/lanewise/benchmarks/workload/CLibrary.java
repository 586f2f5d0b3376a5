package lanewise.benchmarks.workload;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The controls in C: the functions of {@code src/main/c}, compiled by {@code src/main/c/build}.
 *
 * <p>The system property {@code lanewise.home} is the project's root directory.
 */
@SuppressWarnings("restricted")
public final class CLibrary {

    private CLibrary() {}

    private static Path path() {
        return Path.of(
                System.getProperty("lanewise.home", ".."),
                "benchmarks",
                "target",
                "libcontrols.so");
    }

    private static SymbolLookup symbols() {
        return SymbolLookup.libraryLookup(path(), Arena.global());
    }

    /**
     * The obstacle to calling a function.
     *
     * @param function its name
     * @return the reason and its remedy in one line; empty if it is available
     */
    public static String obstacle(String function) {
        if (!Files.isRegularFile(path())) {
            return "the C control has not been built and is not measured;"
                    + " benchmarks/src/main/c/build builds it if gcc is installed";
        }
        try {
            return symbols().find(function).isPresent()
                    ? ""
                    : path()
                            + " has no function "
                            + function
                            + "; benchmarks/src/main/c/build builds it afresh";
        } catch (IllegalArgumentException e) {
            return path() + " cannot be loaded; benchmarks/src/main/c/build builds it afresh";
        }
    }

    /**
     * A function.
     *
     * @param name its name
     * @param descriptor its parameters and result
     * @return the function
     * @throws IllegalStateException if there is an obstacle
     */
    public static MethodHandle function(String name, FunctionDescriptor descriptor) {
        String obstacle = obstacle(name);
        if (!obstacle.isEmpty()) {
            throw new IllegalStateException(obstacle);
        }
        return Linker.nativeLinker().downcallHandle(symbols().findOrThrow(name), descriptor);
    }
}
