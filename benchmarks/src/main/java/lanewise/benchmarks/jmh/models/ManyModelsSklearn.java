package lanewise.benchmarks.jmh.models;

import lanewise.benchmarks.workload.DigitsSearch;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * The control of {@link ManyModelsSearch}: the same search by scikit-learn's {@code GridSearchCV}
 * with two processes. Its mean accuracy must be close to the engine's.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Timeout(time = 1, timeUnit = TimeUnit.HOURS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 0)
@Measurement(iterations = 1, time = 1)
public class ManyModelsSklearn {
    private double expected;
    private double actual;
    private GridSearchInPython search;

    /** Creates the benchmark. */
    public ManyModelsSklearn() {}

    /**
     * The obstacle to measuring scikit-learn.
     *
     * @return the reason and its remedy in one line; empty if there is none
     */
    public static String obstacle() {
        return GridSearchInPython.obstacle();
    }

    /** Starts Python and its processes. */
    @Setup
    public void prepare() {
        DigitsSearch ours = new DigitsSearch();
        expected = ours.accuracy(ours.fit(2));
        search = new GridSearchInPython(ours);
        search.warmUp();
    }

    /**
     * Searches once.
     *
     * @param result receives the accuracy
     * @return the mean accuracy
     */
    @Benchmark
    @OperationsPerInvocation(DigitsSearch.TRAININGS)
    public double search(SearchAccuracy result) {
        actual = search.fit();
        result.accuracy = actual;
        return actual;
    }

    /**
     * Compares the accuracies and ends Python.
     *
     * @throws IllegalStateException if they are not close
     */
    @TearDown
    public void verify() {
        search.close();
        DigitsSearch.requireSimilarAccuracy("scikit-learn", expected, actual);
    }
}
