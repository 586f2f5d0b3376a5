package lanewise.benchmarks.jmh.data;

import lanewise.random.RandomState;
import lanewise.table.Preparation;
import lanewise.table.Table;
import lanewise.table.TableColumn;
import lanewise.table.TableSchema;

import java.util.ArrayList;
import java.util.List;

/** A table of numbers and categories, one column in ten with missing values, and two classes. */
final class MadeTable {
    private static final List<String> CITIES = List.of("Oslo", "Bergen", "Paris", "Lima", "Quito");

    private MadeTable() {}

    /**
     * Makes a table.
     *
     * @param columns number of columns beside the target; every fifth holds texts
     */
    static Table of(int rows, int columns) {
        RandomState random = new RandomState(22);
        List<TableColumn> made = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            String name = "c" + column;
            made.add(
                    column % 5 == 4
                            ? TableColumn.ofTexts(name, texts(rows, random))
                            : TableColumn.ofNumbers(name, numbers(rows, column, random)));
        }
        List<String> classes = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            classes.add(row % 2 == 0 ? "no" : "yes");
        }
        made.add(TableColumn.ofTexts("y", classes));
        return Table.of(made);
    }

    private static double[] numbers(int rows, int column, RandomState random) {
        double[] numbers = new double[rows];
        for (int row = 0; row < rows; row++) {
            boolean missing = column % 10 == 0 && row % 13 == 5;
            numbers[row] = missing ? Double.NaN : 10 * random.randomSample() - 5;
        }
        return numbers;
    }

    private static List<String> texts(int rows, RandomState random) {
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            texts.add(CITIES.get((int) (random.randomSample() * CITIES.size())));
        }
        return texts;
    }

    static Preparation preparation(Table table) {
        return Preparation.fit(table, TableSchema.detect(table).withTarget("y"));
    }
}
