package lanewise.data;

import lanewise.internal.csv.Dialect;
import lanewise.internal.csv.MissingTexts;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How to read a CSV file with {@link Csv} or {@link CsvRows}: its header, its separator, its
 * charset, how numbers and missing values are written, its label column and the columns to leave
 * out.
 *
 * <pre>{@code
 * Files.writeString(file, "7;5.1;3.5;setosa\n8;7.0;3.2;versicolor\n");
 * CsvFormat format = CsvFormat.standard().withSeparator(';').withoutHeader().withoutColumns("0");
 * Dataset flowers = Csv.read(file, format);
 * System.out.println(flowers.featureNames()); // prints [x1, x2]
 * }</pre>
 *
 * <p>Unless {@link #withSeparator} is called, the separator is found: of comma, semicolon, tab and
 * vertical bar the one that splits most of the first 100 lines into as many fields as the first
 * line, and most of these fields into numbers. A comma wins a tie. A first line {@code sep=;},
 * which Excel writes and obeys, states the separator and is skipped.
 *
 * <p>Unless {@link #withDecimalComma()} or {@link #withDecimalPoint()} is called, numbers have a
 * decimal comma where semicolons separate fields and the first lines have numbers such as {@code
 * 7,4} in a column of numbers, but no decimal point; otherwise they have a decimal point. Numbers
 * that look like thousands, such as {@code 1,234}, prove no decimal comma.
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
    private static final MissingTexts MISSING =
            new MissingTexts("", "?", "-", "NA", "N/A", "#N/A", "<NA>", "NaN", "null", "\\N");

    private static final Text TEXT =
            new Text(
                    new Dialect(Dialect.DETECT, Dialect.NONE, Dialect.Decimal.DETECT),
                    MISSING,
                    StandardCharsets.UTF_8);

    private static final CsvFormat STANDARD =
            new CsvFormat(CsvColumn.label(-1), List.of(), Header.CHECKED, Labels.CHECKED, TEXT);

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

    /**
     * How fields are written.
     *
     * @param dialect separator, comments and decimal point
     * @param missing texts that stand for a missing value
     * @param charset encoding of the file
     */
    private record Text(Dialect dialect, MissingTexts missing, Charset charset) {}

    private final CsvColumn label;
    private final List<CsvColumn> leftOut;
    private final Header header;
    private final Labels labels;
    private final Text text;

    private CsvFormat(
            CsvColumn label, List<CsvColumn> leftOut, Header header, Labels labels, Text text) {
        this.label = label;
        this.leftOut = leftOut;
        this.header = header;
        this.labels = labels;
        this.text = text;
    }

    /**
     * Returns the format of {@link Csv#read(java.nio.file.Path)}.
     *
     * @return separator and decimal point as detected, a header line, class labels in the last
     *     column, UTF-8
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
        return new CsvFormat(CsvColumn.label(column), leftOut, header, labels, text);
    }

    /**
     * Sets the label column by index.
     *
     * @param index counted from 0; −1 for the last column that is not left out
     * @return a new format
     */
    public CsvFormat withLabel(int index) {
        return new CsvFormat(CsvColumn.label(index), leftOut, header, labels, text);
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
        return new CsvFormat(label, List.copyOf(without), header, labels, text);
    }

    /**
     * States that the first line is a header, even if it looks like data.
     *
     * @return a new format
     */
    public CsvFormat withHeader() {
        return new CsvFormat(label, leftOut, Header.PRESENT, labels, text);
    }

    /**
     * States that the file has no header. Columns are then named {@code x0}, {@code x1}, … by their
     * index.
     *
     * @return a new format
     */
    public CsvFormat withoutHeader() {
        return new CsvFormat(label, leftOut, Header.ABSENT, labels, text);
    }

    /**
     * States that labels are names of classes, even if they are numbers of which nearly every row
     * has another.
     *
     * @return a new format
     */
    public CsvFormat withClassLabels() {
        return new CsvFormat(label, leftOut, header, Labels.CLASSES, text);
    }

    /**
     * States that labels are numbers to predict, for regression. They become the single column of
     * {@link Dataset#targets()}, and {@link Dataset#classification()} is false.
     *
     * @return a new format
     */
    public CsvFormat withNumericTargets() {
        return new CsvFormat(label, leftOut, header, Labels.NUMBERS, text);
    }

    /**
     * Sets the separator of fields.
     *
     * @param character such as a semicolon or a tab; no letter, digit, quote, line break, space,
     *     point, plus or minus
     * @return a new format
     * @throws IllegalArgumentException if the character is one of these, or begins comments
     */
    public CsvFormat withSeparator(char character) {
        if (Character.isLetterOrDigit(character)
                || Character.isSurrogate(character)
                || "\0\"\r\n .+-\uFEFF".indexOf(character) >= 0) {
            throw new IllegalArgumentException(
                    "separator "
                            + QuotedText.of(String.valueOf(character))
                            + " may be part of a field: expected a character such as a comma, a"
                            + " semicolon or a tab");
        }
        Dialect dialect = text.dialect();
        return with(new Dialect(character, dialect.comment(), dialect.decimal()));
    }

    /**
     * States that numbers have a decimal comma: {@code 7,4} is a number then, and {@code 7.4} is
     * none.
     *
     * @return a new format
     */
    public CsvFormat withDecimalComma() {
        return with(Dialect.Decimal.COMMA);
    }

    /**
     * States that numbers have a decimal point: {@code 7,4} is no number then, even if semicolons
     * separate fields.
     *
     * @return a new format
     */
    public CsvFormat withDecimalPoint() {
        return with(Dialect.Decimal.POINT);
    }

    /**
     * Sets the texts that stand for a missing value, in quotes or not. Without this call, they are
     * the empty field and {@code ?}, {@code -}, {@code NA}, {@code N/A}, {@code #N/A}, {@code
     * <NA>}, {@code NaN}, {@code null} and {@code \N}.
     *
     * @param texts the whole field each, without blanks around it; letters from A to Z match in
     *     both cases; may be numbers, such as −999; replaces those of an earlier call and the usual
     *     ones, none to take every text as it is
     * @return a new format
     * @throws NullPointerException if {@code texts} or an element is null
     */
    public CsvFormat withMissing(String... texts) {
        Objects.requireNonNull(texts, "texts must not be null");
        String[] stripped = new String[texts.length];
        for (int k = 0; k < texts.length; k++) {
            Objects.requireNonNull(texts[k], "an element of texts must not be null");
            stripped[k] = texts[k].strip();
        }
        return with(new Text(text.dialect(), new MissingTexts(stripped), text.charset()));
    }

    /**
     * Skips lines of comments.
     *
     * @param character first character of these lines but for blanks, such as {@code #}; ASCII, and
     *     no letter, digit, quote, line break, blank, point, plus or minus
     * @return a new format
     * @throws IllegalArgumentException if the character is one of these, or is the separator
     */
    public CsvFormat withComments(char character) {
        if (character <= ' '
                || character > '~'
                || Character.isLetterOrDigit(character)
                || "\".+-".indexOf(character) >= 0) {
            throw new IllegalArgumentException(
                    "lines of data may begin with "
                            + QuotedText.of(String.valueOf(character))
                            + ": expected another first character of comments, such as # or %");
        }
        Dialect dialect = text.dialect();
        return with(new Dialect(dialect.separator(), character, dialect.decimal()));
    }

    /**
     * Sets the encoding of the file.
     *
     * @param charset such as ISO-8859-1 or UTF-16
     * @return a new format
     * @throws NullPointerException if {@code charset} is null
     */
    public CsvFormat withCharset(Charset charset) {
        Objects.requireNonNull(charset, "charset must not be null");
        return with(new Text(text.dialect(), text.missing(), charset));
    }

    private CsvFormat with(Dialect.Decimal decimal) {
        Dialect dialect = text.dialect();
        return with(new Dialect(dialect.separator(), dialect.comment(), decimal));
    }

    private CsvFormat with(Dialect dialect) {
        if (dialect.separator() == dialect.comment() && dialect.comment() != Dialect.NONE) {
            throw new IllegalArgumentException(
                    QuotedText.of(String.valueOf(dialect.comment()))
                            + " cannot both separate fields and begin comments");
        }
        return with(new Text(dialect, text.missing(), text.charset()));
    }

    private CsvFormat with(Text changed) {
        return new CsvFormat(label, leftOut, header, labels, changed);
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

    Dialect dialect() {
        return text.dialect();
    }

    MissingTexts missing() {
        return text.missing();
    }

    Charset charset() {
        return text.charset();
    }
}
