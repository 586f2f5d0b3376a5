package lanewise.data;

import lanewise.data.CsvException.Kind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a CSV file, as its first line and its format determine them. The lines that follow
 * show whether the first line is a header at all.
 */
final class CsvHeader {
    /** Invisible; begins some files in UTF-8. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final String READ_WITHOUT =
            "; if the first line is data, read the file without a header";
    private static final String MARK =
            "an invisible byte-order mark (U+FEFF) is in this line, as where files were joined;"
                    + " remove it and, if there is one, the second header";

    private final CsvParser parser;
    private final boolean checked;
    private final boolean absent;
    private final List<String> names;
    private final boolean[] leftOut;
    private final int label;
    private final int features;

    private CsvHeader(CsvParser parser, CsvFormat format) throws CsvException {
        this.parser = parser;
        this.checked = format.header() == CsvFormat.Header.CHECKED;
        this.absent = format.header() == CsvFormat.Header.ABSENT;
        requireNoMark();
        requireSeveral(parser.separator());
        this.names = absent ? numbered(parser.size()) : parser.texts();
        parser.useHeader(names);
        this.leftOut = new boolean[names.size()];
        for (CsvColumn column : format.leftOut()) {
            leaveOut(column);
        }
        checkUnique();
        this.label = find(format.label());
        if (leftOut[label]) {
            throw parser.fieldError(
                    Kind.COLUMNS, label, "the label column is left out; expected another one");
        }
        int left = -1; // the label column is no feature
        for (boolean out : leftOut) {
            left += out ? 0 : 1;
        }
        this.features = left;
        if (features == 0) {
            throw parser.recordError(
                    Kind.COLUMNS,
                    "all columns except the label column are left out; expected at least one"
                            + " feature column");
        }
    }

    /** Any columns, of which the caller chooses: no label, and names need not be unique. */
    private CsvHeader(CsvFormat format, CsvParser parser) throws CsvException {
        this.parser = parser;
        this.checked = format.header() == CsvFormat.Header.CHECKED;
        this.absent = format.header() == CsvFormat.Header.ABSENT;
        requireNoMark();
        if (parser.size() == 1) {
            requireSeparator(parser.separator());
        }
        this.names = absent ? numbered(parser.size()) : parser.texts();
        parser.useHeader(names);
        this.leftOut = new boolean[names.size()];
        Arrays.fill(leftOut, true);
        this.label = -1;
        this.features = 0;
    }

    /** Reads the first record of a file with a label column. */
    static CsvHeader read(CsvParser parser, CsvFormat format) throws CsvException {
        readFirst(parser);
        return new CsvHeader(parser, format);
    }

    /** Reads the first record of a file of which the caller chooses columns. */
    static CsvHeader ofAnyColumns(CsvParser parser, CsvFormat format) throws CsvException {
        readFirst(parser);
        return new CsvHeader(format, parser);
    }

    private static void readFirst(CsvParser parser) throws CsvException {
        if (!parser.next()) {
            throw parser.fileError(
                    Kind.FILE, "the file is empty; expected a header line and rows of data");
        }
    }

    /** Returns the names of all columns. */
    List<String> names() {
        return names;
    }

    /** Returns the only column of a name. */
    int column(String name) throws CsvException {
        int column = names.indexOf(name);
        if (column < 0) {
            boolean numbers =
                    checked
                            && names.stream()
                                    .allMatch(text -> CsvNumber.is(text, parser.decimalComma()));
            throw parser.fileError(
                    numbers ? Kind.HEADER : Kind.COLUMNS,
                    "no column "
                            + QuotedText.of(name)
                            + CsvColumn.suggestion(name, names)
                            + " columns are "
                            + QuotedText.listOf(names)
                            + (numbers ? READ_WITHOUT : ""));
        }
        int last = names.lastIndexOf(name);
        if (last != column) {
            throw parser.headerError(
                    Kind.COLUMNS,
                    last,
                    "column "
                            + (column + 1)
                            + " is also named "
                            + QuotedText.of(name)
                            + "; expected unique column names in the header");
        }
        return column;
    }

    /** Creates an error of a file that ends after the header. */
    CsvException noRows() {
        return parser.headerError(
                Kind.FILE,
                -1,
                "the file has a header but no rows of data; expected at least one row");
    }

    /** Returns the number of columns. */
    int size() {
        return names.size();
    }

    /** Returns the number of columns that are features. */
    int features() {
        return features;
    }

    /** Returns the label column, counted from 0. */
    int label() {
        return label;
    }

    String name(int column) {
        return names.get(column);
    }

    boolean isLeftOut(int column) {
        return leftOut[column];
    }

    private static List<String> numbered(int size) {
        List<String> numbered = new ArrayList<>();
        for (int column = 0; column < size; column++) {
            numbered.add("x" + column);
        }
        return List.copyOf(numbered);
    }

    private void requireSeveral(char separator) throws CsvException {
        if (parser.size() > 1) {
            return;
        }
        requireSeparator(separator);
        throw parser.recordError(
                Kind.FILE,
                "the only column is "
                        + QuotedText.of(parser.text(0))
                        + "; expected a label column and at least one feature column, separated by "
                        + SeparatorName.of(separator)
                        + parser.commentHint());
    }

    /** Checks that the only field does not contain other separators. */
    private void requireSeparator(char separator) throws CsvException {
        char other = SeparatorName.in(parser.text(0));
        if (other != 0 && other != separator) {
            throw parser.recordError(Kind.SEPARATOR, SeparatorName.mismatch(other, separator));
        }
    }

    private void leaveOut(CsvColumn column) throws CsvException {
        leftOut[find(column)] = true;
        for (int other = 0; other < leftOut.length; other++) {
            leftOut[other] |= names.get(other).equals(column.name());
        }
    }

    private int find(CsvColumn column) throws CsvException {
        try {
            return column.find(names, leftOut);
        } catch (IllegalArgumentException e) {
            boolean number = false;
            for (String name : names) {
                number |= CsvNumber.is(name, parser.decimalComma());
            }
            throw checked && number
                    ? parser.recordError(Kind.HEADER, e.getMessage() + READ_WITHOUT)
                    : parser.recordError(Kind.COLUMNS, e.getMessage());
        }
    }

    private void checkUnique() throws CsvException {
        Map<String, Integer> columns = new HashMap<>();
        for (int column = 0; column < names.size(); column++) {
            String name = names.get(column);
            Integer first = leftOut[column] ? null : columns.putIfAbsent(name, column);
            if (first == null) {
                continue;
            }
            if (name.isEmpty()) {
                throw parser.fieldError(
                        Kind.COLUMNS,
                        column,
                        "has no name, nor has column "
                                + (first + 1)
                                + "; remove the separators at the end of each line, leave the"
                                + " columns out or name them");
            }
            boolean number = checked && CsvNumber.is(name, parser.decimalComma());
            throw parser.fieldError(
                    number ? Kind.HEADER : Kind.COLUMNS,
                    column,
                    "column "
                            + (first + 1)
                            + " is also named "
                            + QuotedText.of(name)
                            + "; expected unique column names in the header"
                            + (number ? READ_WITHOUT : ""));
        }
    }

    /**
     * Checks a record of data.
     *
     * @param row the number of records of data before it
     */
    void checkRecord(int row) throws CsvException {
        if (parser.beginsWithMark()) {
            requireNoMark();
        }
        if (row > 0 || absent) {
            return;
        }
        int last = names.size() - 1;
        if (!leftOut[last] && names.get(last).isEmpty() && parser.text(last).isEmpty()) {
            throw parser.headerError(
                    Kind.COLUMNS,
                    last,
                    "is empty and has no name, because lines end with a separator; remove it, or"
                            + " leave this column out");
        }
        int number = checked ? numberLikeData() : -1;
        if (number >= 0) {
            throw parser.headerError(
                    Kind.HEADER,
                    -1,
                    "looks like data, not like a header: it has the number "
                            + names.get(number)
                            + " where the next line has "
                            + parser.text(number)
                            + "; read the file without a header, or state that this line is the"
                            + " header");
        }
    }

    /**
     * Compares the first line with the second, the current record. Text above a number proves a
     * header, unless it stands for a missing number. So do the numbers 0, 1, 2, …, which pandas
     * writes as names, and consecutive years above other numbers; a row of data hardly has them.
     *
     * @return a column of the first line that looks like data, or −1 for a header
     */
    private int numberLikeData() {
        int first = -1;
        boolean counts = true;
        boolean years = true;
        double year = 0;
        int counted = 0;
        boolean comma = parser.decimalComma();
        for (int column = 0; column < names.size(); column++) {
            String name = names.get(column);
            double below = CsvNumber.parse(parser.text(column), comma);
            double value = CsvNumber.parse(name, comma);
            boolean number = !Double.isNaN(value);
            if (number) {
                years &= isYear(value) && (counted == 0 || value == year + 1);
                years &= !isYear(below);
                year = value;
                counts &= value == counted++;
            }
            if (!Double.isNaN(below)) {
                if (!number && !CsvNumber.isMissing(name)) {
                    return -1;
                }
                first = number && first < 0 ? column : first;
            }
        }
        return counts && counted >= 3 || years && counted >= 2 ? -1 : first;
    }

    private static boolean isYear(double number) {
        return number >= 1800 && number <= 2100 && number == Math.rint(number);
    }

    /** Checks all fields of the record for a byte order mark. */
    void requireNoMark() throws CsvException {
        for (String text : parser.texts()) {
            if (text.indexOf(BYTE_ORDER_MARK) >= 0) {
                throw parser.recordError(Kind.FILE, MARK);
            }
        }
    }

    /** Creates an error of a record with another number of fields, with its likely cause. */
    CsvException countError(int row) throws CsvException {
        requireNoMark();
        String hint = parser.commentHint();
        if (parser.size() == size() + 1 && parser.text(size()).isEmpty()) {
            hint = "; remove the separator at the end of the line";
        } else if (hint.isEmpty() && parser.size() == size() + 1 && row == 0 && !absent) {
            hint =
                    "; if each line begins with the name of a row, as those of R's write.table,"
                            + " name this column in the header";
        }
        return parser.fieldError(
                Kind.FILE,
                Math.min(parser.size(), size()),
                "expected "
                        + size()
                        + " fields as in "
                        + (absent ? "the first line" : "the header")
                        + ", found "
                        + parser.size()
                        + hint);
    }

    /** Creates an error at a field that is not a number, with its likely cause. */
    CsvException numberError(int row, int column, String problem) throws CsvException {
        requireNoMark();
        if (parser.texts().equals(names)) {
            return parser.recordError(
                    Kind.FILE, "repeats the header, as where files were joined; remove this line");
        }
        String text = parser.text(column);
        if (row == 0 && absent && !CsvNumber.isMissing(text)) {
            return parser.fieldError(
                    Kind.HEADER,
                    column,
                    problem + "; if this line is a header, do not read the file without a header");
        }
        if (CsvNumber.isOtherDecimal(text, parser.decimalComma())) {
            return parser.fieldError(Kind.DECIMAL, column, problem);
        }
        boolean word = !text.isEmpty() && Character.isLetter(text.charAt(0));
        return parser.fieldError(
                word ? Kind.COLUMNS : Kind.FILE,
                column,
                row == 0 || column == 0 ? problem + parser.commentHint() : problem);
    }

    /** Checks that a feature without a name does not number the rows. */
    void checkValues(int column, int rows, float[] features, int from) throws CsvException {
        if (absent || rows < 2 || !isUnnamed(names.get(column))) {
            return;
        }
        float[] values = Arrays.copyOfRange(features, from, from + rows);
        Arrays.sort(values);
        for (int k = 0; k < rows; k++) {
            if (values[k] != Math.rint(values[k]) || k > 0 && values[k] == values[k - 1]) {
                return;
            }
        }
        throw parser.headerError(
                Kind.COLUMNS,
                column,
                "has no name and numbers the rows, as the index that pandas writes; leave it out,"
                        + " or name it if it is a feature");
    }

    /** Returns whether a name is empty or what pandas makes of an empty one. */
    private static boolean isUnnamed(String name) {
        String prefix = "Unnamed: ";
        return name.isEmpty()
                || name.startsWith(prefix) && WholeNumber.is(name.substring(prefix.length()));
    }
}
