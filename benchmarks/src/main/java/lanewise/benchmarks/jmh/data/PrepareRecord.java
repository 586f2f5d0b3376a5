package lanewise.benchmarks.jmh.data;

import lanewise.table.Preparation;
import lanewise.table.RecordReader;
import lanewise.table.Table;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The preparation of one record of ten columns, two of them texts: as a map, as values in order and
 * as a Java record. With {@code -prof gc} JMH shows that nothing is allocated.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class PrepareRecord {
    private static final int ROWS = 1000;
    private static final int COLUMNS = 10;
    private static final int ROW = 17;

    private Preparation preparation;
    private Map<String, Object> map;
    private Object[] values;
    private Row row;
    private RecordReader<Row> reader;
    private float[] inputs;
    private float[] expected;

    private record Row(
            double c0,
            double c1,
            double c2,
            double c3,
            String c4,
            double c5,
            double c6,
            double c7,
            double c8,
            String c9) {}

    /** Creates the benchmark. */
    public PrepareRecord() {}

    /** Makes a record. */
    @Setup
    public void prepare() {
        Table table = MadeTable.of(ROWS, COLUMNS);
        preparation = MadeTable.preparation(table);
        expected = preparation.features(table).row(ROW);
        map = new HashMap<>();
        values = new Object[COLUMNS];
        for (int k = 0; k < COLUMNS; k++) {
            boolean texts = k % 5 == 4;
            values[k] =
                    texts
                            ? table.columns().get(k).text(ROW)
                            : (Object) table.columns().get(k).number(ROW);
            map.put("c" + k, values[k]);
        }
        row =
                new Row(
                        (double) values[0],
                        (double) values[1],
                        (double) values[2],
                        (double) values[3],
                        (String) values[4],
                        (double) values[5],
                        (double) values[6],
                        (double) values[7],
                        (double) values[8],
                        (String) values[9]);
        reader = preparation.reader(Row.class);
        inputs = new float[preparation.inputs()];
    }

    /**
     * Prepares the map.
     *
     * @return the inputs
     */
    @Benchmark
    public Object map() {
        preparation.encode(map, inputs);
        return inputs;
    }

    /**
     * Prepares the values in order.
     *
     * @return the inputs
     */
    @Benchmark
    public Object values() {
        preparation.encode(values, inputs);
        return inputs;
    }

    /**
     * Prepares the Java record.
     *
     * @return the inputs
     */
    @Benchmark
    public Object javaRecord() {
        reader.encode(row, inputs);
        return inputs;
    }

    /** Checks the last inputs. */
    @TearDown
    public void verify() {
        if (!Arrays.equals(inputs, expected)) {
            throw new IllegalStateException(
                    "the inputs of the record differ from those of its row");
        }
    }
}
