package lanewise.table;

import lanewise.data.CsvException;
import lanewise.data.CsvFormat;
import lanewise.data.CsvRows;
import lanewise.internal.csv.NumberColumn;
import lanewise.random.RandomState;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the columns of a file. All columns are read as numbers first; if some turn out to hold
 * texts, the file is read again with these as texts, since a number does not keep its notation.
 */
final class TableReader {
    /** Rows after which the columns found to hold texts are read again at once. */
    private static final int FIRST_ROWS = 1000;

    /** Size of the block if no row is larger. */
    private static final int BLOCK = 1 << 11;

    private final CsvRows rows;
    private final boolean[] texts;

    /** True for columns of numbers in which a text was found. */
    private final boolean[] failed;

    /** The numbers of each column; null for columns of texts. */
    private final NumberColumn[] numbers;

    private final int[][] codes;

    /** The numbers of the last rows, row by row; blocks move faster than single numbers. */
    private final double[] block;

    private int blockRows;

    /** Chooses the rows; null for all. */
    private final RowChoice choice;

    /** The numbers of the chosen rows in the file. */
    private long[] rowNumbers = new long[0];

    private int count;

    /**
     * Chooses rows one after the other, each set of them with the same probability (Knuth, The Art
     * of Computer Programming 2, algorithm S).
     */
    private static final class RowChoice {
        private final RandomState random;
        private long left;
        private int wanted;

        RowChoice(long rows, int wanted, long seed) {
            random = new RandomState(seed);
            left = rows;
            this.wanted = wanted;
        }

        boolean takesNext() {
            boolean taken = random.randomSample() * left < wanted;
            left--;
            wanted -= taken ? 1 : 0;
            return taken;
        }
    }

    private TableReader(CsvRows rows, RowChoice choice, boolean... texts) {
        this.rows = rows;
        this.choice = choice;
        this.texts = texts;
        failed = new boolean[texts.length];
        block = new double[Math.max(1, BLOCK / texts.length) * texts.length];
        numbers = new NumberColumn[texts.length];
        codes = new int[texts.length][];
        for (int column = 0; column < texts.length; column++) {
            numbers[column] = texts[column] ? null : new NumberColumn();
            codes[column] = new int[texts[column] ? FIRST_ROWS : 0];
        }
    }

    static Table read(Path file, CsvFormat format, String... texts) throws CsvException {
        return read(file, format, () -> null, texts);
    }

    static Table sample(Path file, CsvFormat format, int wanted, long seed, String... texts)
            throws CsvException {
        new RandomState(seed); // refuses a seed out of range before the file is read
        long all = 0;
        try (CsvRows rows = CsvRows.open(file, format)) {
            while (rows.next()) {
                all++;
            }
        }
        long count = all;
        return count <= wanted
                ? read(file, format, texts)
                : read(file, format, () -> new RowChoice(count, wanted, seed), texts);
    }

    private static Table read(
            Path file, CsvFormat format, Supplier<RowChoice> choice, String... textColumns)
            throws CsvException {
        boolean[] texts = new boolean[0];
        while (true) {
            try (CsvRows rows = CsvRows.open(file, format)) {
                if (texts.length == 0) {
                    texts = new boolean[rows.columns().size()];
                    for (String name : rows.columns()) {
                        rows.column(name); // refuses names that occur twice
                    }
                    for (String name : textColumns) {
                        texts[rows.column(name)] = true;
                    }
                }
                TableReader reader = new TableReader(rows, choice.get(), texts);
                if (reader.readAll()) {
                    return reader.table();
                }
                texts = reader.textsAndFailed();
            }
        }
    }

    /** Reads the rows; false if a column of numbers holds a text. */
    private boolean readAll() throws CsvException {
        long number = 0;
        while (rows.next()) {
            number++;
            if (choice != null) {
                if (!choice.takesNext()) {
                    continue;
                }
                if (count == rowNumbers.length) {
                    rowNumbers = Arrays.copyOf(rowNumbers, grown(count));
                }
                rowNumbers[count] = number;
            }
            if (count == Integer.MAX_VALUE - 8) {
                throw rows.error(0, "the file has too many rows; expected fewer than 2147483640");
            }
            addRow();
            if (count == FIRST_ROWS && anyFailed()) {
                return false;
            }
        }
        moveBlock();
        return !anyFailed();
    }

    private void addRow() {
        int first = blockRows * texts.length;
        for (int column = 0; column < texts.length; column++) {
            if (texts[column]) {
                addText(column);
            } else if (!failed[column]) {
                double number = rows.numberOrNaN(column);
                block[first + column] = number;
                failed[column] =
                        Double.isNaN(number) ? !rows.isMissing(column) : rows.isCode(column);
            }
        }
        count++;
        blockRows++;
        if (blockRows * texts.length == block.length) {
            moveBlock();
        }
    }

    private void addText(int column) {
        if (count == codes[column].length) {
            codes[column] = Arrays.copyOf(codes[column], grown(count));
        }
        codes[column][count] =
                rows.isMissing(column) ? -1 : rows.category(column, Integer.MAX_VALUE);
    }

    private void moveBlock() {
        for (int column = 0; column < texts.length; column++) {
            if (!texts[column] && !failed[column]) {
                numbers[column].add(block, column, texts.length, blockRows);
            }
        }
        blockRows = 0;
    }

    private static int grown(int length) {
        return (int) Math.min(Integer.MAX_VALUE - 8, length + (length >> 1) + 16L);
    }

    private boolean anyFailed() {
        for (boolean one : failed) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    private boolean[] textsAndFailed() {
        boolean[] all = texts.clone();
        for (int column = 0; column < all.length; column++) {
            all[column] |= failed[column];
        }
        return all;
    }

    private Table table() {
        List<TableColumn> columns = new ArrayList<>();
        List<String> names = rows.columns();
        for (int column = 0; column < texts.length; column++) {
            columns.add(
                    texts[column]
                            ? TableColumn.adoptTexts(
                                    names.get(column),
                                    Arrays.copyOf(codes[column], count),
                                    rows.categories(column))
                            : TableColumn.adoptNumbers(
                                    names.get(column), numbers[column].toArray(count)));
            numbers[column] = null; // frees memory for the other columns
            codes[column] = new int[0];
        }
        return Table.adopt(columns, choice == null ? null : Arrays.copyOf(rowNumbers, count));
    }
}
