package lanewise.benchmarks.workload;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Search for a Python interpreter that has a library. */
public final class Python {
    /** A user's own Python first, then the system's, which has Debian's packages. */
    private static final List<String> INTERPRETERS = List.of("python3", "/usr/bin/python3");

    private Python() {}

    /**
     * Finds an interpreter.
     *
     * @param module a module that it can import, such as {@code numpy}
     * @return its command, if there is one
     */
    public static Optional<String> with(String module) {
        return INTERPRETERS.stream().filter(python -> imports(python, module)).findFirst();
    }

    private static boolean imports(String interpreter, String module) {
        try {
            return new ProcessBuilder(interpreter, "-c", "import " + module)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking for " + module, e);
        }
    }
}
