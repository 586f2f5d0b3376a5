package lanewise.benchmarks.profile;

import one.profiler.AsyncProfiler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A flame graph of this JVM by async-profiler: CPU time in compiled Java, the JVM and the kernel.
 * One at a time.
 */
final class FlameGraph {
    private final AsyncProfiler profiler;

    private FlameGraph(AsyncProfiler profiler) {
        this.profiler = profiler;
    }

    /**
     * Starts sampling every millisecond of CPU time, by hardware counters, or by timers if those
     * are not accessible.
     *
     * @return the running sampler, or the reason why there is none
     */
    static Result start() {
        try {
            AsyncProfiler profiler = AsyncProfiler.getInstance();
            profiler.execute("start,event=cpu,interval=1ms,threads");
            return new Result(Optional.of(new FlameGraph(profiler)), "");
        } catch (LinkageError | IOException | RuntimeException e) {
            return new Result(
                    Optional.empty(),
                    "no flame graph: async-profiler cannot run here (" + e.getMessage() + ")");
        }
    }

    /**
     * The result of the start.
     *
     * @param graph the sampler, if it was started
     * @param problem otherwise the reason, in a line
     */
    record Result(Optional<FlameGraph> graph, String problem) {}

    /**
     * Stops sampling and writes the page.
     *
     * @param file the page, named .html
     * @param title its title
     * @return the problem in a line; empty on success
     */
    String stop(Path file, String title) {
        try {
            profiler.execute("stop,flamegraph,title=" + title.replace(',', ' ') + ",file=" + file);
            return "";
        } catch (IOException | RuntimeException e) {
            return "no flame graph: async-profiler could not write it (" + e.getMessage() + ")";
        }
    }
}
