package lanewise.benchmarks.jmh.data;

import lanewise.benchmarks.workload.NumbersFile;
import lanewise.data.Csv;
import lanewise.data.CsvFormat;
import lanewise.data.CsvRows;
import lanewise.data.Dataset;
import lanewise.table.Table;
import lanewise.table.TableColumn;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Reading a CSV file of numbers on one thread. The score is the time for a megabyte. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(NumbersFile.MEGABYTES)
@Fork(value = 5, jvmArgsPrepend = "-Xmx1g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CsvReading {
    /** How the numbers are written. */
    @Param public NumbersFile.Kind numbers;

    private NumbersFile file;

    /** Creates the benchmark; JMH sets its parameters. */
    public CsvReading() {}

    /**
     * Writes the file.
     *
     * @throws IOException if that fails
     */
    @Setup
    public void prepare() throws IOException {
        file = NumbersFile.write(numbers);
        file.verify(rows());
        verify(dataset());
        verify(table());
    }

    private void verify(Table table) {
        double sum = 0;
        for (int row = 0; row < file.rows(); row++) {
            for (TableColumn column : table.columns()) {
                sum += column.number(row);
            }
        }
        file.verify(sum);
    }

    private void verify(Dataset data) {
        double sum = 0;
        for (int row = 0; row < file.rows(); row++) {
            for (int k = 0; k < NumbersFile.COLUMNS - 1; k++) {
                sum += data.features().getDouble(row, k);
            }
            sum += data.targets().getDouble(row, 0);
        }
        file.verify(sum);
    }

    /**
     * Reads a data set.
     *
     * @return the data set
     * @throws IOException if that fails
     */
    @Benchmark
    public Dataset dataset() throws IOException {
        return Csv.read(file.path(), CsvFormat.standard().withNumericTargets());
    }

    /**
     * Reads a table, as training on a file does.
     *
     * @return the table
     * @throws IOException if that fails
     */
    @Benchmark
    public Table table() throws IOException {
        return Table.read(file.path(), CsvFormat.standard());
    }

    /**
     * Reads row by row.
     *
     * @return the sum of all numbers
     * @throws IOException if that fails
     */
    @Benchmark
    public double rows() throws IOException {
        double sum = 0;
        try (CsvRows rows = CsvRows.open(file.path(), CsvFormat.standard())) {
            while (rows.next()) {
                for (int k = 0; k < NumbersFile.COLUMNS; k++) {
                    sum += rows.number(k);
                }
            }
        }
        return sum;
    }

    /**
     * Deletes the file.
     *
     * @throws IOException if that fails
     */
    @TearDown
    public void delete() throws IOException {
        file.delete();
    }
}
