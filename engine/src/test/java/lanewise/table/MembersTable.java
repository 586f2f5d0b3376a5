package lanewise.table;

import lanewise.data.CsvException;
import lanewise.data.CsvFormat;
import lanewise.testing.ReferenceFiles;

import java.util.stream.IntStream;

/** A made table with all kinds of columns, missing values and categories that occur late. */
final class MembersTable {
    static final int TRAIN = 60;

    private MembersTable() {}

    static Table read() {
        try {
            return Table.read(ReferenceFiles.path("tables/members.csv"), CsvFormat.standard());
        } catch (CsvException e) {
            throw new IllegalStateException(e);
        }
    }

    static Table train(Table table) {
        return table.select(IntStream.range(0, TRAIN).toArray());
    }

    static TableSchema schema(Table table) {
        return TableSchema.detect(table)
                .withTarget("segment")
                .withOrder("size", "S", "M", "L", "XL");
    }
}
