package lanewise.benchmarks.peers;

import lanewise.benchmarks.jmh.models.SearchAccuracy;
import lanewise.benchmarks.workload.DigitsSearch;
import lanewise.benchmarks.workload.Peer;

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
 * A control of {@code ManyModelsSearch}: the 48 settings in the same 10 folds by Smile's
 * cross-validation, which trains its {@code MLP} in one fold after the other on one thread. Its
 * mean accuracy must be close to the engine's.
 *
 * <p>The network, its initial distribution, the loss, the batches, the epochs and float parameters
 * are the same. These differ:
 *
 * <ul>
 *   <li>Smile has no Adam. Its nearest optimizer is RMSProp with momentum, both with coefficients
 *       of 0.9, without bias correction. The learning rate is a tenth of Adam's, as this momentum
 *       sums ten steps.
 *   <li>Its weight decay is not part of the gradient: each step multiplies the weights by 1 − lr ×
 *       decay, where lr is Adam's learning rate of the setting.
 *   <li>Its initial weights and orders of rows come from another random generator.
 *   <li>A batch is trained row by row, with products of a matrix and a row by OpenBLAS.
 *   <li>Beside accuracy, it computes other metrics of the test rows.
 * </ul>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Timeout(time = 1, timeUnit = TimeUnit.HOURS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 0)
@Measurement(iterations = 1, time = 1)
public class ManyModelsSmile {
    private double expected;
    private double actual;
    private SmileSearch search;

    /** Creates the benchmark. */
    public ManyModelsSmile() {}

    /** Prepares the search and warms up with two of its settings. */
    @Setup
    public void prepare() {
        DigitsSearch ours = new DigitsSearch();
        expected = ours.accuracy(ours.fit(2));
        search = new SmileSearch(ours);
        new SmileSearch(new DigitsSearch(2, 1)).fit();
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
     * Compares the accuracies.
     *
     * @throws IllegalStateException if they are not close
     */
    @TearDown
    public void verify() {
        DigitsSearch.requireSimilarAccuracy(Peer.SMILE.title(), expected, actual);
    }
}
