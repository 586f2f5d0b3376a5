package lanewise.spark.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

class SparkFiguresTest {

    /** In a JVM with other tests, the session is theirs. */
    private static final SparkSession SPARK = SparkFigures.session();

    @Test
    void measuresTheCostOfJobs() {
        Meter meter = new Meter(1, 0);
        new JobFigures(meter, Effort.TINY).measure(SPARK);
        List<String> names = meter.figures().stream().map(Figure::name).toList();
        assertEquals(List.of("job", "job.202", "task", "result", "broadcast"), names);
    }

    @Test
    void madeTableIsTheSameForAnyPartitioningAndAsHardAsStated() {
        List<Row> rows = Rows.made(SPARK, 0, 4000).collectAsList();
        assertEquals(rows.subList(1000, 1010), Rows.made(SPARK, 1000, 1010).collectAsList());
        long right = 0;
        long ones = 0;
        for (Row row : rows) {
            double[] x = ((org.apache.spark.ml.linalg.Vector) row.get(1)).toArray();
            double along = 0;
            double across = 0;
            for (int k = 0; k < x.length; k++) {
                along += x[k];
                across += k % 2 == 0 ? x[k] : -x[k];
            }
            boolean label = along / Math.sqrt(50) + across * across / 50 > 1;
            right += label == (row.getDouble(2) == 1) ? 1 : 0;
            ones += (long) row.getDouble(2);
        }
        assertEquals(Rows.MADE_BEST_ACCURACY, right / 4000.0, 0.01);
        assertTrue(ones > 1000 && ones < 3000, ones + " ones");
    }

    @Test
    void fileHasAllThatWasMeasured(@TempDir Path folder) throws IOException {
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        conditions.put("date", "2026-11-29 20:00");
        Figure figure = new Figure("step", "ms", List.of(3.0, 1.0, 2.5, 2.0));
        ResultsFile results = new ResultsFile(conditions, List.of(figure));
        Path file = folder.resolve("new/results.json");
        results.write(file);
        assertEquals(results, ResultsFile.read(file));
        assertEquals(2.25, results.median("step"));
        assertEquals(1, figure.min());
        assertEquals(3, figure.max());
    }
}
