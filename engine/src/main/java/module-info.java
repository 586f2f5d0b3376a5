/**
 * Lanewise: trains and runs multilayer perceptrons with the JDK's Vector API.
 *
 * <p>The module deliberately does not require {@code jdk.incubator.vector}: such a requirement
 * would hand an "incubating" warning to everyone who compiles against Lanewise. Start the program
 * with {@code --add-modules jdk.incubator.vector} to enable the vector kernels; without it the
 * scalar kernels serve, with the same results to the bit.
 */
module lanewise.engine {
    requires static jdk.jfr; // lanewise.internal.profile; may be missing
    requires static jdk.management; // tells whether the JVM compiles vector code; may be missing

    exports lanewise;
    exports lanewise.data;
    exports lanewise.ensemble;
    exports lanewise.metrics;
    exports lanewise.recurrent;
    exports lanewise.train;
    exports lanewise.io;
    exports lanewise.optimize;
    exports lanewise.random;
    exports lanewise.select;
    exports lanewise.shard;
    exports lanewise.split;
    exports lanewise.table;
}
