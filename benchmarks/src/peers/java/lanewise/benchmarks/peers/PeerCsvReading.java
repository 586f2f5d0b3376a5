package lanewise.benchmarks.peers;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

import lanewise.benchmarks.workload.NumbersFile;

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

/**
 * Reading a CSV file of numbers with another library and {@link Double#parseDouble}, on one thread;
 * the counterpart of {@code CsvReading}. The score is the time for a megabyte.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(NumbersFile.MEGABYTES)
@Fork(value = 5, jvmArgsPrepend = "-Xmx1g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PeerCsvReading {
    /** How the numbers are written. */
    @Param public NumbersFile.Kind numbers;

    private NumbersFile file;

    /** Creates the benchmark; JMH sets its parameters. */
    public PeerCsvReading() {}

    /**
     * Writes the file.
     *
     * @throws IOException if that fails
     */
    @Setup
    public void prepare() throws IOException {
        file = NumbersFile.write(numbers);
        file.verify(fastCsv());
        file.verify(univocity());
    }

    /**
     * Reads with FastCSV.
     *
     * @return the sum of all numbers
     * @throws IOException if that fails
     */
    @Benchmark
    public double fastCsv() throws IOException {
        double sum = 0;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file.path());
                CloseableIterator<CsvRecord> records = reader.iterator()) {
            records.next();
            while (records.hasNext()) {
                CsvRecord record = records.next();
                for (int k = 0; k < NumbersFile.COLUMNS; k++) {
                    sum += Double.parseDouble(record.getField(k));
                }
            }
        }
        return sum;
    }

    /**
     * Reads with univocity-parsers, without its reading thread.
     *
     * @return the sum of all numbers
     */
    @Benchmark
    public double univocity() {
        CsvParserSettings settings = new CsvParserSettings();
        settings.setReadInputOnSeparateThread(false);
        settings.setHeaderExtractionEnabled(true);
        CsvParser parser = new CsvParser(settings);
        parser.beginParsing(file.path().toFile());
        double sum = 0;
        for (String[] row = parser.parseNext(); row != null; row = parser.parseNext()) {
            for (String field : row) {
                sum += Double.parseDouble(field);
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
