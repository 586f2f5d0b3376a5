package lanewise.benchmarks.jmh.models;

import lanewise.benchmarks.workload.DigitsSearch;
import lanewise.select.SearchResult;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import java.util.concurrent.TimeUnit;

/**
 * A search of 48 settings by cross-validation, on one thread and on two, and the first fold of each
 * setting in a loop over {@code Trainer.fit} with the fastest tier, alternating in one JVM.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
public class ManyModelsSearch {
    private DigitsSearch search;

    /** Creates the benchmark. */
    public ManyModelsSearch() {}

    /**
     * Prepares the search and compares the results, which also warms up.
     *
     * @throws IllegalStateException if the scores differ
     */
    @Setup
    public void prepare() {
        prepare(new DigitsSearch());
    }

    void prepare(DigitsSearch search) {
        this.search = search;
        SearchResult expected = search.fit(1);
        search.requireSameScores(expected, search.fit(2));
        search.requireSameScores(expected, search.firstFoldOneByOne());
    }

    /**
     * Searches once with each number of threads, and trains one fold one by one.
     *
     * @param shares receives the times
     * @param results receives the results
     */
    @Benchmark
    public void search(TrainingShares shares, Blackhole results) {
        long start = System.nanoTime();
        SearchResult result = search.fit(1);
        long second = System.nanoTime();
        results.consume(search.fit(2));
        long third = System.nanoTime();
        results.consume(search.firstFoldOneByOne());
        shares.oneThread += second - start;
        shares.twoThreads += third - second;
        shares.oneByOne += System.nanoTime() - third;
        shares.trainings += search.trainings();
        shares.oneByOneTrainings += result.candidates().size();
        shares.accuracy = search.accuracy(result);
    }
}
