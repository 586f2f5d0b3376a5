package lanewise.benchmarks.jmh;

import org.openjdk.jmh.runner.RunnerException;

import java.io.Serial;

/** A benchmark failed, or JMH could not run it. The message is one line that names it. */
public final class BenchmarkFailure extends Exception {
    @Serial private static final long serialVersionUID = 1;

    private BenchmarkFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Creates an exception.
     *
     * @param what the benchmark
     * @param why JMH's exception
     * @return the exception
     */
    public static BenchmarkFailure of(String what, RunnerException why) {
        return new BenchmarkFailure(what + " failed: " + innermost(why), why);
    }

    /** The first line of the innermost exception; the outer ones only wrap it. */
    private static String innermost(Throwable thrown) {
        Throwable inner = thrown;
        while (inner.getCause() != null || inner.getSuppressed().length > 0) {
            inner = inner.getCause() != null ? inner.getCause() : inner.getSuppressed()[0];
        }
        String message = inner.getMessage();
        return message == null
                ? inner.getClass().getName()
                : message.lines().findFirst().orElse("").strip();
    }
}
