package lanewise.benchmarks.jmh.data;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.table.Preparation;
import lanewise.table.Table;
import lanewise.train.Trainer;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * The preparation of a table, to be compared with an epoch of training on its rows: a hidden layer
 * of 64 units and one of 32, in batches of 256.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 3,
        jvmArgsPrepend = {"--add-modules=jdk.incubator.vector", "-Xmx3g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class PrepareTable {
    private static final int COLUMNS = 20;

    /** Number of rows. */
    @Param("1000000")
    public int rows;

    private Table table;
    private Preparation preparation;
    private Dataset prepared;
    private Model start;

    /** Creates the benchmark; JMH sets its parameters. */
    public PrepareTable() {}

    /** Makes the table. */
    @Setup
    public void prepare() {
        table = MadeTable.of(rows, COLUMNS);
        preparation = MadeTable.preparation(table);
        prepared = preparation.apply(table);
        Network network =
                Network.of(preparation.inputs(), Layer.relu(64), Layer.relu(32), Layer.softmax(2));
        start = Model.initialize(network, Initializer.heUniform(), new RandomState(1));
    }

    /**
     * Fits a preparation.
     *
     * @return the preparation
     */
    @Benchmark
    public Object fit() {
        return MadeTable.preparation(table);
    }

    /**
     * Prepares all rows.
     *
     * @return the data set
     */
    @Benchmark
    public Object apply() {
        return preparation.apply(table);
    }

    /**
     * Trains for an epoch.
     *
     * @return the run
     */
    @Benchmark
    public Object epoch() {
        return Trainer.of(new Adam(0.001)).withBatches(256).withEpochs(1).fit(start, prepared);
    }
}
