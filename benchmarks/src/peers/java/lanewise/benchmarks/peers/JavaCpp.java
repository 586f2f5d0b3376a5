package lanewise.benchmarks.peers;

/** What DL4J and TensorFlow reach their natives by. */
final class JavaCpp {
    private JavaCpp() {}

    /**
     * Keeps JavaCPP from reading the size of the process from a file of the system for each piece
     * of native memory, which doubles the time of a small step. What was allocated through JavaCPP
     * stays limited. To be called before JavaCPP is loaded.
     */
    static void withoutWatchOnMemory() {
        System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }
}
