package lanewise.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.data.Csv;
import lanewise.data.CsvException;
import lanewise.data.CsvFormat;
import lanewise.data.Dataset;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

class TableSplitTest {
    private static final TestSize TWENTY = TestSize.count(20);

    private final Path file = ReferenceFiles.path("iris.csv");

    private static void assertSameRows(Dataset rows, Table table) {
        assertEquals(rows.rows(), table.rows());
        for (int row = 0; row < rows.rows(); row++) {
            assertEquals(rows.features().getDouble(row, 0), table.columns().getFirst().number(row));
            assertEquals(
                    rows.classNames().get(rows.label(row)), table.columns().getLast().text(row));
        }
    }

    @Test
    void rowsAreThoseOfTrainTestSplit() throws CsvException {
        Dataset data = Csv.read(file);
        Table table = Table.read(file, CsvFormat.standard());
        TableSplit plain = TableSplit.of(table, TWENTY, 4);
        assertSameRows(TrainTestSplit.of(data, TWENTY, 4).train(), plain.train());
        assertSameRows(TrainTestSplit.of(data, TWENTY, 4).test(), plain.test());
        String label = table.names().getLast();
        TableSplit even = TableSplit.stratified(table, label, TWENTY, 9);
        assertSameRows(TrainTestSplit.stratified(data, TWENTY, 9).test(), even.test());
    }

    @Test
    void missingValuesOfTheColumnAreNamed() {
        Table members = MembersTable.read();
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> TableSplit.stratified(members, "city", TWENTY, 1));
        assertTrue(e.getMessage().contains("\"city\" is missing in"), e.getMessage());
    }
}
