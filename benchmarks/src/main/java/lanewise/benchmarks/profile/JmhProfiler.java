package lanewise.benchmarks.profile;

/** The JMH profilers that are useful for an iteration. */
public enum JmhProfiler {
    /** Allocation and garbage collection. */
    GC("gc"),

    /** Samples of the methods that threads are in. */
    STACK("stack"),

    /** Hot machine instructions, by {@code perf} and a disassembler. */
    PERFASM("perfasm");

    private final String id;

    JmhProfiler(String id) {
        this.id = id;
    }

    /**
     * JMH's name of the profiler.
     *
     * @return the name for {@code -prof}
     */
    public String id() {
        return id;
    }
}
