package lanewise.table;

import lanewise.internal.text.OneLine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A named column of numbers or of texts, with missing values.
 *
 * <pre>{@code
 * TableColumn age = TableColumn.ofNumbers("age", 31, Double.NaN, 47);
 * TableColumn city = TableColumn.ofTexts("city", List.of("Oslo", "Bergen", ""));
 * System.out.println(age.isMissing(1) + " " + city.isMissing(2)); // prints true true
 * }</pre>
 *
 * <p>A missing number is NaN, a missing text is empty. Texts are held once for all rows that have
 * them. Immutable and thread-safe.
 */
public final class TableColumn {
    private static final int MISSING = -1;

    private final String name;

    /** The number of each row; empty if the column holds texts. */
    private final double[] numbers;

    /** For each row an index into {@link #values}, or {@link #MISSING}; empty for numbers. */
    private final int[] codes;

    private final List<String> values;
    private final boolean numeric;

    private TableColumn(
            String name, boolean numeric, double[] numbers, int[] codes, List<String> values) {
        this.name = name;
        this.numeric = numeric;
        this.numbers = numbers;
        this.codes = codes;
        this.values = values;
    }

    /**
     * Creates a column of numbers.
     *
     * @param name its name, not blank
     * @param numbers the number of each row; NaN for a missing one
     * @return the column
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the name is blank, or a number is infinite as a float
     */
    public static TableColumn ofNumbers(String name, double... numbers) {
        requireName(name);
        Objects.requireNonNull(numbers, "numbers must not be null");
        for (int row = 0; row < numbers.length; row++) {
            if (Float.isInfinite((float) numbers[row])) {
                throw new IllegalArgumentException(
                        "number "
                                + numbers[row]
                                + " in row "
                                + row
                                + " of column "
                                + quoted(name)
                                + ": expected a finite float, or NaN for a missing value");
            }
        }
        return adoptNumbers(name, numbers.clone());
    }

    /**
     * Creates a column of texts.
     *
     * @param name its name, not blank
     * @param texts the text of each row; empty for a missing one
     * @return the column
     * @throws NullPointerException if an argument or a text is null
     * @throws IllegalArgumentException if the name is blank
     */
    public static TableColumn ofTexts(String name, List<String> texts) {
        requireName(name);
        Objects.requireNonNull(texts, "texts must not be null");
        Map<String, Integer> seen = new HashMap<>();
        List<String> values = new ArrayList<>();
        int[] codes = new int[texts.size()];
        int row = 0;
        for (String text : texts) {
            Objects.requireNonNull(
                    text, "a text is null: expected a text, or an empty one if it is missing");
            Integer code = text.isEmpty() ? Integer.valueOf(MISSING) : seen.get(text);
            if (code == null) {
                code = values.size();
                seen.put(text, code);
                values.add(text);
            }
            codes[row++] = code;
        }
        return adoptTexts(name, codes, values);
    }

    static TableColumn adoptNumbers(String name, double[] numbers) {
        return new TableColumn(name, true, numbers, new int[0], List.of());
    }

    static TableColumn adoptTexts(String name, int[] codes, List<String> values) {
        return new TableColumn(name, false, new double[0], codes, List.copyOf(values));
    }

    private static void requireName(String name) {
        Objects.requireNonNull(name, "name must not be null");
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a column is blank: expected a name");
        }
    }

    /** Formats a name for messages. */
    static String quoted(String name) {
        return '"' + OneLine.of(OneLine.cut(name)) + '"';
    }

    /**
     * Returns a number as text: without a point if it is whole.
     *
     * @param number finite
     */
    static String text(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1L << 53
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /**
     * Returns the name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the number of rows.
     *
     * @return 0 or more
     */
    public int rows() {
        return numeric ? numbers.length : codes.length;
    }

    /**
     * Returns whether the column holds numbers.
     *
     * @return false if it holds texts
     */
    public boolean isNumeric() {
        return numeric;
    }

    /**
     * Returns whether a value is missing.
     *
     * @param row 0 to {@code rows() - 1}
     * @return true if it is
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public boolean isMissing(int row) {
        return numeric ? Double.isNaN(numbers[row]) : codes[row] == MISSING;
    }

    /**
     * Returns the number of missing values.
     *
     * @return 0 to {@code rows()}
     */
    public int missing() {
        int missing = 0;
        for (int row = 0; row < rows(); row++) {
            missing += isMissing(row) ? 1 : 0;
        }
        return missing;
    }

    /**
     * Returns a number.
     *
     * @param row 0 to {@code rows() - 1}
     * @return the number; NaN if it is missing
     * @throws IllegalStateException if the column holds texts
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double number(int row) {
        if (!numeric) {
            throw new IllegalStateException(
                    "column " + quoted(name) + " holds texts: expected a column of numbers");
        }
        return numbers[row];
    }

    /**
     * Returns a value as text.
     *
     * @param row 0 to {@code rows() - 1}
     * @return the text, that of a whole number without a point; empty if it is missing
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public String text(int row) {
        if (isMissing(row)) {
            return "";
        }
        return numeric ? text(numbers[row]) : values.get(codes[row]);
    }

    /** The distinct texts in order of first occurrence; those of numbers are made for the call. */
    List<String> distinctTexts() {
        if (!numeric) {
            return values;
        }
        List<String> texts = new ArrayList<>();
        for (double number : distinctNumbers()) {
            texts.add(text(number));
        }
        return texts;
    }

    /** The distinct numbers in ascending order, without NaN. */
    double[] distinctNumbers() {
        double[] sorted = sortedNumbers();
        int distinct = 0;
        for (int k = 0; k < sorted.length; k++) {
            if (k == 0 || sorted[k] != sorted[distinct - 1]) {
                sorted[distinct++] = sorted[k];
            }
        }
        return Arrays.copyOf(sorted, distinct);
    }

    /** The numbers that are not missing in ascending order, with 0 for −0. */
    double[] sortedNumbers() {
        double[] sorted = new double[numbers.length - missing()];
        int count = 0;
        for (double number : numbers) {
            if (!Double.isNaN(number)) {
                sorted[count++] = number + 0.0;
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /** The index of a row's text in {@link #distinctTexts}, or −1 if it is missing. Texts only. */
    int code(int row) {
        return codes[row];
    }

    /**
     * Returns the column with some of its rows.
     *
     * @param rows the rows in their new order; a row may occur more than once
     * @return the column
     * @throws NullPointerException if {@code rows} is null
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public TableColumn select(int... rows) {
        Objects.requireNonNull(rows, "rows must not be null");
        if (numeric) {
            double[] selected = new double[rows.length];
            for (int k = 0; k < rows.length; k++) {
                selected[k] = numbers[rows[k]];
            }
            return adoptNumbers(name, selected);
        }
        int[] selected = new int[rows.length];
        int[] newCodes = new int[values.size()];
        Arrays.fill(newCodes, MISSING);
        List<String> kept = new ArrayList<>(); // values without a row must not become categories
        for (int k = 0; k < rows.length; k++) {
            int code = codes[rows[k]];
            if (code != MISSING && newCodes[code] == MISSING) {
                newCodes[code] = kept.size();
                kept.add(values.get(code));
            }
            selected[k] = code == MISSING ? MISSING : newCodes[code];
        }
        return adoptTexts(name, selected, kept);
    }

    /** Returns whether two columns have the same values in all rows. */
    boolean sameValues(TableColumn other) {
        return numeric == other.numeric
                && Arrays.equals(numbers, other.numbers)
                && Arrays.equals(codes, other.codes)
                && values.equals(other.values);
    }

    /** Returns a number that columns of the same values share. */
    int valuesHash() {
        return numeric ? Arrays.hashCode(numbers) : 31 * Arrays.hashCode(codes) + values.hashCode();
    }

    /**
     * Describes the column.
     *
     * @return such as {@code TableColumn[age, 150 numbers, 3 missing]}
     */
    @Override
    public String toString() {
        return "TableColumn["
                + OneLine.of(OneLine.cut(name))
                + ", "
                + rows()
                + (numeric ? " numbers, " : " texts, ")
                + missing()
                + " missing]";
    }
}
