package lanewise.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.data.DataWarning.Kind;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** {@link DataWarning}: what it finds, and that ordinary data have none. */
class DataWarningTest {

    private static Dataset table(double[][] rows) {
        List<String> labels = Collections.nCopies(rows.length, "a");
        return Dataset.labelled(List.of("t"), FeatureMatrix.ofRows(rows), labels);
    }

    private static Dataset classes(String... names) {
        return Dataset.labelled(new float[names.length][1], names);
    }

    private static double[][] column(int rows, double first, double step) {
        double[][] column = new double[rows][1];
        for (int row = 0; row < rows; row++) {
            column[row][0] = first + row * step;
        }
        return column;
    }

    @Test
    void findsFeaturesThatCollapse() {
        Dataset times = table(column(200, 1_764_313_200, 1));
        DataWarning warning = DataWarning.of(times).getFirst();
        assertEquals(Kind.COLLAPSED_FEATURE, warning.kind());
        assertEquals("t", warning.name());
        assertEquals(
                "feature \"t\": its 200 distinct numbers become 2 as 32-bit floats; use a scaling,"
                        + " which computes in double",
                warning.message());
        assertEquals(1, DataWarning.of(times.select(5, 7, 5)).size());
        assertEquals(List.of(), DataWarning.of(times, Scaling.standard(times)));
        assertEquals(List.of(), DataWarning.of(times, Scaling.minMax(times)));
        assertEquals(List.of(), DataWarning.of(Scaling.minMax(times).apply(times)));
    }

    @Test
    void findsFeaturesThatCollapseAlthoughTheyAreScaled() {
        double[][] rows = column(200, 1, 1);
        rows[199][0] = 1e12;
        Dataset outlier = table(rows);
        assertEquals(List.of(), DataWarning.of(outlier), "whole numbers of few digits are floats");
        DataWarning warning = DataWarning.of(outlier, Scaling.standard(outlier)).getFirst();
        assertEquals(
                "feature \"t\": its 200 distinct numbers become 3 as scaled 32-bit floats",
                warning.problem());
    }

    @Test
    void ordinaryDataHaveNoWarnings() throws IOException {
        for (String file : List.of("iris.csv", "digits.csv.gz")) {
            Dataset data = Csv.read(ReferenceFiles.path(file));
            assertEquals(List.of(), DataWarning.of(data));
            assertEquals(List.of(), DataWarning.of(data, Scaling.standard(data)));
            assertEquals(List.of(), DataWarning.of(data, Scaling.minMax(data)));
        }
        double[][] random = new double[20_000][1];
        Random numbers = new Random(1);
        for (double[] row : random) {
            row[0] = numbers.nextDouble();
        }
        assertEquals(List.of(), DataWarning.of(table(random)), "0.1 % are equal as floats");
        assertEquals(List.of(), DataWarning.of(table(column(5, 0.1, 0))), "constant");
        assertEquals(List.of(), DataWarning.of(classes("none", "10", "010x", "b-1", "b+1")));
    }

    @Test
    void findsClassesThatDifferInvisibly() {
        assertEquals(
                List.of("classes \"X\", \"x\", \"x \" differ only in blanks, case or notation"),
                problems(classes("x ", "X", "y", "x")));
        assertEquals(1, problems(classes("1", "1.0")).size());
        assertEquals(1, problems(classes("7", "07", "+7")).size());
        String problem = problems(classes("x", "x\u00a0", "\u200bx")).getFirst();
        assertTrue(problem.contains("\\u00a0") && problem.contains("\\u200b"), problem);
    }

    @Test
    void findsMissingLabels() {
        for (String missing : List.of("NA", "?", "nan", "NULL", "n/a")) {
            DataWarning warning = DataWarning.of(classes("a", missing)).getFirst();
            assertEquals(Kind.MISSING_CLASS, warning.kind());
            assertEquals(missing, warning.name());
        }
    }

    private static List<String> problems(Dataset data) {
        return DataWarning.of(data).stream().map(DataWarning::problem).toList();
    }
}
