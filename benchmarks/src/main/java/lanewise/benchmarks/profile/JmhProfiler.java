package lanewise.benchmarks.profile;

/** Those of JMH's profilers that say something of an iteration. */
public enum JmhProfiler {
    /** What is allocated and collected. */
    GC("gc"),

    /** Which methods threads are in, by samples. */
    STACK("stack"),

    /** Which machine instructions take the time, by {@code perf} and a disassembler. */
    PERFASM("perfasm");

    private final String id;

    JmhProfiler(String id) {
        this.id = id;
    }

    /**
     * What JMH calls it.
     *
     * @return the name for {@code -prof}
     */
    public String id() {
        return id;
    }
}
