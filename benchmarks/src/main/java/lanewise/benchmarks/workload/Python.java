package lanewise.benchmarks.workload;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where a Python is that has a library. */
public final class Python {
    /** A user's own comes first; Debian's packages are for the other. */
    private static final List<String> INTERPRETERS = List.of("python3", "/usr/bin/python3");

    private Python() {}

    /**
     * Looks for an interpreter.
     *
     * @param module what it must be able to import, such as {@code numpy}
     * @return how to start it, if there is one
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
