package lanewise.benchmarks.jmh;

import java.io.Serial;

/** A benchmark failed, or JMH could not run it. The message is one line that names it. */
public final class BenchmarkFailure extends Exception {
    @Serial private static final long serialVersionUID = 1;

    BenchmarkFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
