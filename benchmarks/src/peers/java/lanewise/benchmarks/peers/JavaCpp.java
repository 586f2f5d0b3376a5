package lanewise.benchmarks.peers;

/** Settings of JavaCPP, through which DL4J and TensorFlow call native code. */
final class JavaCpp {
    private JavaCpp() {}

    /**
     * Keeps JavaCPP from reading the process's size from a system file for each native allocation,
     * which doubles the time of a small step. Allocations through JavaCPP stay limited. Call this
     * before JavaCPP is loaded.
     */
    static void withoutWatchOnMemory() {
        System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }
}
