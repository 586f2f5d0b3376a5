package lanewise.benchmarks.jmh;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints a line for each finished fork; all of JMH's output goes to its log. */
final class Progress implements OutputFormat {
    private final OutputFormat log;
    private final PrintStream lines;
    private final int total;
    private int finished;
    private String current = "JMH";

    /**
     * Creates the progress output of a session.
     *
     * @param log receives all of JMH's output
     * @param lines receives a line for each fork
     * @param total total number of forks
     */
    Progress(OutputFormat log, PrintStream lines, int total) {
        this.log = log;
        this.lines = lines;
        this.total = total;
    }

    /** The measurement started last, for messages. */
    String current() {
        return current;
    }

    @Override
    public void startBenchmark(BenchmarkParams params) {
        current = describe(params);
        log.startBenchmark(params);
    }

    @Override
    public void endBenchmark(BenchmarkResult result) {
        finished++;
        if (result != null) {
            lines.println(
                    String.format(
                            Locale.ROOT,
                            "[%d/%d] %s: %.3f %s",
                            finished,
                            total,
                            current,
                            result.getPrimaryResult().getScore(),
                            result.getScoreUnit()));
        }
        log.endBenchmark(result);
    }

    @Override
    public void iteration(BenchmarkParams params, IterationParams iterationParams, int iteration) {
        log.iteration(params, iterationParams, iteration);
    }

    @Override
    public void iterationResult(
            BenchmarkParams params,
            IterationParams iterationParams,
            int iteration,
            IterationResult result) {
        log.iterationResult(params, iterationParams, iteration, result);
    }

    @Override
    public void startRun() {
        log.startRun();
    }

    @Override
    public void endRun(Collection<RunResult> results) {
        log.endRun(results);
    }

    @Override
    public void print(String text) {
        log.print(text);
    }

    @Override
    public void println(String text) {
        log.println(text);
    }

    @Override
    public void verbosePrintln(String text) {
        log.verbosePrintln(text);
    }

    @Override
    public void write(int character) {
        log.write(character);
    }

    @Override
    public void write(byte[] characters) throws IOException {
        log.write(characters);
    }

    @Override
    public void flush() {
        log.flush();
    }

    @Override
    public void close() {
        log.close();
    }

    /** Describes a benchmark with its parameters in one line. */
    static String describe(BenchmarkParams params) {
        String name = params.getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
        return params.getParamsKeys().stream()
                .map(key -> key + "=" + params.getParam(key))
                .collect(Collectors.joining(", ", name + " (", ")"));
    }
}
