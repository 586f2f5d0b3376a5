package lanewise.benchmarks.jmh;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How much time to spend on a measurement. */
public enum Effort {
    /** What the annotations of the benchmarks say: about a quarter of an hour for all of them. */
    FULL {
        @Override
        void apply(String benchmark, ChainedOptionsBuilder options) {}
    },

    /**
     * Less than two minutes for all of them, with the smaller layers only: enough to see about how
     * fast things are.
     */
    QUICK {
        @Override
        void apply(String benchmark, ChainedOptionsBuilder options) {
            // C2 needs about a second for vector kernels, as long as nobody else needs the cores.
            options.warmupIterations(4)
                    .warmupTime(TimeValue.milliseconds(400))
                    .measurementIterations(3)
                    .measurementTime(TimeValue.milliseconds(200));
            if (benchmark.startsWith(IrisLoop.class.getName())) {
                options.forks(2);
            } else {
                options.forks(1).param("shape", LayerShape.IRIS, LayerShape.SMALL);
            }
        }
    };

    /** Sets what differs from the annotations of a benchmark. */
    abstract void apply(String benchmark, ChainedOptionsBuilder options);
}
