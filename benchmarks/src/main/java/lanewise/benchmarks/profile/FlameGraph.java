package lanewise.benchmarks.profile;

import one.profiler.AsyncProfiler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A flame graph of this JVM by async-profiler: where the processors' time goes, compiled Java, the
 * JVM's own code and the kernel's alike. One at a time.
 */
final class FlameGraph {
    private final AsyncProfiler profiler;

    private FlameGraph(AsyncProfiler profiler) {
        this.profiler = profiler;
    }

    /**
     * Begins to take samples, one in a millisecond of processor time: by the processor's counters,
     * or by timers where those may not be read.
     *
     * @return the graph to be; or why there will be none
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
     * What came of the start.
     *
     * @param graph the graph, if it was begun
     * @param problem else why not, in a line
     */
    record Result(Optional<FlameGraph> graph, String problem) {}

    /**
     * Ends it.
     *
     * @param file where the page goes, named .html
     * @param title its title
     * @return why there is none after all, in a line; empty if there is
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
