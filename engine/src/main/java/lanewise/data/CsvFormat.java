package lanewise.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How to read a CSV file with {@link Csv}: its header, its separator, its label column and the
 * columns to leave out.
 *
 * <pre>{@code
 * Files.writeString(file, "7;5.1;3.5;setosa\n8;7.0;3.2;versicolor\n");
 * CsvFormat format = CsvFormat.standard().withSeparator(';').withoutHeader().withoutColumns("0");
 * Dataset flowers = Csv.read(file, format);
 * System.out.println(flowers.featureNames()); // prints [x1, x2]
 * }</pre>
 *
 * <p>A column is given by its name in the header, or by its index: if no column has that name and
 * it is a whole number, it is an index, counted from 0; −1 is the last column.
 *
 * <p>Unless {@link #withHeader()} or {@link #withoutHeader()} is called, the first line must be a
 * header. A first line of data is rejected rather than lost: if it has a number in each column in
 * which the second line has one, it counts as data. Names that are numbers need {@link
 * #withHeader()}, but two kinds are recognised: the numbers 0, 1, 2, …, three at least, which
 * pandas writes for columns without names; and two or more consecutive years from 1800 to 2100,
 * above numbers that are no years.
 *
 * <p>Immutable and thread-safe.
 */
public final class CsvFormat {
    private static final CsvFormat STANDARD =
            new CsvFormat(CsvColumn.label(-1), List.of(), Header.CHECKED, Labels.CHECKED, ',');

    /** What the first line is. */
    enum Header {
        /** A header; rejected if it looks like data. */
        CHECKED,
        PRESENT,
        ABSENT
    }

    /** What the label column holds. */
    enum Labels {
        /** Classes; rejected if they look like numbers to predict. */
        CHECKED,
        CLASSES,
        NUMBERS
    }

    private final CsvColumn label;
    private final List<CsvColumn> leftOut;
    private final Header header;
    private final Labels labels;
    private final char separator;

    private CsvFormat(
            CsvColumn label,
            List<CsvColumn> leftOut,
            Header header,
            Labels labels,
            char separator) {
        this.label = label;
        this.leftOut = leftOut;
        this.header = header;
        this.labels = labels;
        this.separator = separator;
    }

    /**
     * Returns the format of {@link Csv#read(java.nio.file.Path)}.
     *
     * @return fields separated by commas, a header line, class labels in the last column
     */
    public static CsvFormat standard() {
        return STANDARD;
    }

    /**
     * Sets the label column.
     *
     * @param column its name or index; −1 for the last column that is not left out
     * @return a new format
     * @throws NullPointerException if {@code column} is null
     */
    public CsvFormat withLabel(String column) {
        Objects.requireNonNull(column, "column must not be null");
        return new CsvFormat(CsvColumn.label(column), leftOut, header, labels, separator);
    }

    /**
     * Sets the label column by index.
     *
     * @param index counted from 0; −1 for the last column that is not left out
     * @return a new format
     */
    public CsvFormat withLabel(int index) {
        return new CsvFormat(CsvColumn.label(index), leftOut, header, labels, separator);
    }

    /**
     * Leaves out columns, whose fields may be any text.
     *
     * @param columns the name or index of each column; replaces those of an earlier call
     * @return a new format
     * @throws NullPointerException if {@code columns} or an element is null
     */
    public CsvFormat withoutColumns(String... columns) {
        Objects.requireNonNull(columns, "columns must not be null");
        List<CsvColumn> without = new ArrayList<>();
        for (String column : columns) {
            Objects.requireNonNull(column, "an element of columns must not be null");
            without.add(CsvColumn.leftOut(column));
        }
        return new CsvFormat(label, List.copyOf(without), header, labels, separator);
    }

    /**
     * States that the first line is a header, even if it looks like data.
     *
     * @return a new format
     */
    public CsvFormat withHeader() {
        return new CsvFormat(label, leftOut, Header.PRESENT, labels, separator);
    }

    /**
     * States that the file has no header. Columns are then named {@code x0}, {@code x1}, … by their
     * index.
     *
     * @return a new format
     */
    public CsvFormat withoutHeader() {
        return new CsvFormat(label, leftOut, Header.ABSENT, labels, separator);
    }

    /**
     * States that labels are names of classes, even if they are numbers of which nearly every row
     * has another.
     *
     * @return a new format
     */
    public CsvFormat withClassLabels() {
        return new CsvFormat(label, leftOut, header, Labels.CLASSES, separator);
    }

    /**
     * States that labels are numbers to predict, for regression. They become the single column of
     * {@link Dataset#targets()}, and {@link Dataset#classification()} is false.
     *
     * @return a new format
     */
    public CsvFormat withNumericTargets() {
        return new CsvFormat(label, leftOut, header, Labels.NUMBERS, separator);
    }

    /**
     * Sets the separator of fields.
     *
     * @param character such as a semicolon or a tab; no letter, digit, quote, line break, space,
     *     point, plus or minus
     * @return a new format
     * @throws IllegalArgumentException if the character is one of these
     */
    public CsvFormat withSeparator(char character) {
        if (Character.isLetterOrDigit(character) || "\"\r\n .+-\uFEFF".indexOf(character) >= 0) {
            throw new IllegalArgumentException(
                    "separator "
                            + QuotedText.of(String.valueOf(character))
                            + " may be part of a field: expected a character such as a comma, a"
                            + " semicolon or a tab");
        }
        return new CsvFormat(label, leftOut, header, labels, character);
    }

    CsvColumn label() {
        return label;
    }

    List<CsvColumn> leftOut() {
        return leftOut;
    }

    Header header() {
        return header;
    }

    Labels labels() {
        return labels;
    }

    char separator() {
        return separator;
    }
}
