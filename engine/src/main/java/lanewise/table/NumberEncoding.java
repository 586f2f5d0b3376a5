package lanewise.table;

import lanewise.data.CsvException;
import lanewise.data.CsvRows;
import lanewise.internal.text.Names;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Turns a column into one number, {@code (x − offset) / scale}, computed in double and rounded to
 * float once. If {@code x} is missing, it is replaced by {@code fill}, and a second input, if there
 * is one, is 1.
 *
 * <pre>{@code
 * NumberEncoding age = (NumberEncoding) preparation.columns().getFirst();
 * System.out.println(age.fill() == age.offset()); // prints true
 * }</pre>
 *
 * @param column name of the column
 * @param kind {@link ColumnKind#NUMERIC}: the number itself; {@link ColumnKind#DATE}: days since
 *     1970-01-01; {@link ColumnKind#BOOLEAN} and {@link ColumnKind#ORDINAL}: index of the level
 * @param levels texts of the values of a boolean or ordinal column; otherwise empty
 * @param fill what replaces a missing value, finite
 * @param indicator whether there is an input that is 1 for missing values and 0 otherwise
 * @param offset what is subtracted, finite
 * @param scale what is divided by, finite and greater than 0
 */
public record NumberEncoding(
        String column,
        ColumnKind kind,
        List<String> levels,
        double fill,
        boolean indicator,
        double offset,
        double scale)
        implements ColumnEncoding {
    /** What a number must be. */
    private static final String SCALED = "a number that is finite as a float once it is scaled";

    /**
     * Validates the parameters.
     *
     * @throws NullPointerException if an argument or a level is null
     * @throws IllegalArgumentException if the kind is categorical or ignored, levels are missing,
     *     superfluous or not unique, or a number is out of range
     */
    public NumberEncoding {
        Objects.requireNonNull(column, "column must not be null");
        Objects.requireNonNull(kind, "kind must not be null");
        levels = Elements.copy(levels, "levels");
        boolean fits =
                switch (kind) {
                    case NUMERIC, DATE -> levels.isEmpty();
                    case BOOLEAN -> levels.size() == 2;
                    case ORDINAL -> levels.size() > 1;
                    case CATEGORICAL, IGNORED -> false;
                };
        if (!fits || levels.stream().distinct().count() < levels.size()) {
            throw new IllegalArgumentException(
                    "column "
                            + TableColumn.quoted(column)
                            + " is "
                            + kind
                            + " with levels "
                            + Names.listed(levels)
                            + ": expected unique levels, two for a boolean column, at least two for"
                            + " an ordinal one, and none for numbers and dates");
        }
        if (!Double.isFinite(fill)
                || !Double.isFinite(offset)
                || !Double.isFinite(scale)
                || scale <= 0
                || !Float.isFinite((float) ((fill - offset) / scale))) {
            throw new IllegalArgumentException(
                    "column "
                            + TableColumn.quoted(column)
                            + " has fill "
                            + fill
                            + ", offset "
                            + offset
                            + " and scale "
                            + scale
                            + ": expected finite numbers and a positive scale");
        }
    }

    @Override
    public List<String> inputNames() {
        return indicator ? List.of(column, column + "=(missing)") : List.of(column);
    }

    @Override
    public int width() {
        return indicator ? 2 : 1;
    }

    void encode(Object value, float[] inputs, int at) {
        put(number(value), inputs, at, 1);
    }

    void encodeNumber(double number, float[] inputs, int at) {
        put(ofNumber(number), inputs, at, 1);
    }

    void encode(CsvRows row, int field, float[] inputs, int at) throws CsvException {
        double number = number(row, field);
        if (Float.isInfinite(input(number))) {
            throw wrong(row, field, SCALED);
        }
        put(number, inputs, at, 1);
    }

    /** The number of a field of the current row before it is scaled; NaN if it is missing. */
    double number(CsvRows row, int field) throws CsvException {
        if (row.isMissing(field)) {
            return Double.NaN;
        }
        if (kind == ColumnKind.NUMERIC) {
            return row.number(field);
        }
        String text = row.text(field);
        double number = kind == ColumnKind.DATE ? DateText.days(text) : level(text);
        if (Double.isNaN(number) && kind != ColumnKind.DATE) {
            double value = row.numberOrNaN(field); // of a decimal comma
            number = Double.isNaN(value) ? value : level(TableColumn.text(value));
        }
        if (Double.isNaN(number)) {
            throw wrong(row, field, expected());
        }
        return number;
    }

    private static CsvException wrong(CsvRows row, int field, String expected) {
        return row.error(
                field,
                TableColumn.quoted(row.text(field))
                        + ": expected "
                        + expected
                        + ", or an empty field if the value is missing");
    }

    void encode(TableColumn from, float[] inputs, int at, int stride) {
        double[] levelNumbers = numbersOfTexts(from);
        for (int row = 0; row < from.rows(); row++) {
            double number = Double.NaN;
            if (!from.isMissing(row)) {
                number =
                        from.isNumeric()
                                ? ofNumber(from.number(row))
                                : levelNumbers[from.code(row)];
            }
            put(number, inputs, at + row, stride);
        }
    }

    /** The numbers of all rows of a column; NaN for missing ones. */
    double[] numbers(TableColumn from) {
        double[] ofTexts = numbersOfTexts(from);
        double[] numbers = new double[from.rows()];
        for (int row = 0; row < numbers.length; row++) {
            if (from.isMissing(row)) {
                numbers[row] = Double.NaN;
            } else {
                numbers[row] =
                        from.isNumeric() ? ofNumber(from.number(row)) : ofTexts[from.code(row)];
            }
        }
        return numbers;
    }

    private double[] numbersOfTexts(TableColumn from) {
        if (from.isNumeric()) {
            return new double[0];
        }
        List<String> texts = from.distinctTexts();
        double[] numbers = new double[texts.size()];
        Arrays.setAll(numbers, k -> ofText(texts.get(k)));
        return numbers;
    }

    private void put(double number, float[] inputs, int at, int stride) {
        float input = input(number);
        if (Float.isInfinite(input)) {
            throw wrong(number, SCALED);
        }
        inputs[at] = input;
        if (indicator) {
            inputs[at + stride] = Double.isNaN(number) ? 1 : 0;
        }
    }

    /** The input for a number; NaN if it is missing. */
    private float input(double number) {
        return (float) (((Double.isNaN(number) ? fill : number) - offset) / scale);
    }

    /** The number of a value before it is scaled; NaN if it is missing. */
    private double number(Object value) {
        return switch (value) {
            case null -> Double.NaN;
            case Number number -> ofNumber(number.doubleValue());
            case CharSequence text -> text.isEmpty() ? Double.NaN : ofText(text.toString());
            case Boolean truth when kind == ColumnKind.BOOLEAN || kind == ColumnKind.NUMERIC ->
                    truth ? 1 : 0;
            case Character letter -> ofText(letter.toString());
            case Enum<?> constant -> ofText(constant.name());
            case LocalDate date when kind == ColumnKind.DATE -> date.toEpochDay();
            case LocalDateTime at when kind == ColumnKind.DATE -> DateText.days(at);
            case Instant at when kind == ColumnKind.DATE ->
                    DateText.days(LocalDateTime.ofInstant(at, ZoneOffset.UTC));
            default ->
                    throw wrong(
                            value,
                            expected() + " (it is a " + value.getClass().getSimpleName() + ")");
        };
    }

    private double ofNumber(double number) {
        if (kind == ColumnKind.NUMERIC || Double.isNaN(number)) {
            return number;
        }
        if (kind == ColumnKind.DATE) { // days, seconds or years?
            throw wrong(number, expected());
        }
        if (kind == ColumnKind.BOOLEAN && (number == 0 || number == 1) && hasNumbers()) {
            return number;
        }
        return requireLevel(TableColumn.text(number));
    }

    private boolean hasNumbers() {
        return levels.getFirst().equals("0") && levels.getLast().equals("1");
    }

    private double ofText(String text) {
        return switch (kind) {
            case NUMERIC -> ofDecimal(text);
            case DATE -> ofDate(text);
            default -> requireLevel(text);
        };
    }

    private double ofDecimal(String text) {
        double number = decimal(text);
        if (Double.isNaN(number)) {
            throw wrong(text, expected());
        }
        return number;
    }

    /** Returns a decimal number that is finite as a float, or NaN if the text is none. */
    static double decimal(String text) {
        for (int k = 0; k < text.length(); k++) { // parseDouble takes more, such as 0x1p3 and 1f
            if ("0123456789+-.eE".indexOf(text.charAt(k)) < 0) {
                return Double.NaN;
            }
        }
        try {
            double number = Double.parseDouble(text);
            return Float.isFinite((float) number) ? number : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private double ofDate(String text) {
        double days = DateText.days(text);
        if (Double.isNaN(days)) {
            throw wrong(text, expected());
        }
        return days;
    }

    private double requireLevel(String text) {
        double level = level(text);
        if (Double.isNaN(level)) {
            throw wrong(text, expected());
        }
        return level;
    }

    /** The index of a level; NaN if there is none. */
    private double level(String text) {
        int index = levels.indexOf(text);
        double number = index < 0 ? decimal(text) : Double.NaN;
        for (int k = 0; k < levels.size() && index < 0; k++) {
            String level = levels.get(k);
            boolean same = kind == ColumnKind.BOOLEAN && level.equalsIgnoreCase(text);
            index = same || decimal(level) == number ? k : -1; // 1.0 is level 1
        }
        return index < 0 ? Double.NaN : index;
    }

    private String expected() {
        return switch (kind) {
            case NUMERIC -> "a finite decimal number";
            case DATE -> "a date such as 2026-11-29, 2026-11-29T14:30 or 29.11.2026";
            default -> "one of " + Names.listed(levels);
        };
    }

    private IllegalArgumentException wrong(Object value, String expected) {
        return new IllegalArgumentException(
                "value "
                        + TableColumn.quoted(String.valueOf(value))
                        + " of column "
                        + TableColumn.quoted(column)
                        + ": expected "
                        + expected
                        + ", or null if it is missing");
    }
}
