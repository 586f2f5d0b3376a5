package lanewise.table;

import lanewise.data.CsvRows;
import lanewise.internal.text.Names;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns a column into one input for each category, 1 for that of the row and 0 for all others, as
 * scikit-learn's {@code OneHotEncoder(handle_unknown='infrequent_if_exist')}. A category that was
 * rare in the training rows, or was not among them, is 1 in the input for all others, if there is
 * one; otherwise all inputs are 0.
 *
 * <pre>{@code
 * CategoryEncoding city = CategoryEncoding.of("city", List.of("Bergen", "Oslo"), true, "", false);
 * System.out.println(city.inputNames()); // prints [city=Bergen, city=Oslo, city=(other)]
 * }</pre>
 */
public final class CategoryEncoding implements ColumnEncoding {
    private static final int NONE = -1;

    private final String column;
    private final List<String> categories;
    private final boolean other;
    private final String fill;
    private final boolean indicator;
    private final List<String> inputNames;

    /** Index of the input for each category. */
    private final Map<String, Integer> indexes = new HashMap<>();

    /** The categories that are decimal numbers, ascending, so that 1 and 1.0 are one category. */
    private final double[] numbers;

    /** Index of the input for each of {@link #numbers}. */
    private final int[] indexesOfNumbers;

    /** Index of the input that a missing value gets, or {@link #NONE}. */
    private final int fillIndex;

    private CategoryEncoding(
            String column, List<String> categories, boolean other, String fill, boolean indicator) {
        this.column = column;
        this.categories = categories;
        this.other = other;
        this.fill = fill;
        this.indicator = indicator;
        List<String> names = new ArrayList<>();
        for (String category : this.categories) {
            if (indexes.put(category, names.size()) != null) {
                throw new IllegalArgumentException(
                        "category "
                                + TableColumn.quoted(category)
                                + " of column "
                                + TableColumn.quoted(column)
                                + " occurs twice: expected unique categories");
            }
            names.add(column + "=" + category);
        }
        if (other) {
            names.add(column + "=(other)");
        }
        if (indicator) {
            names.add(column + "=(missing)");
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "column "
                            + TableColumn.quoted(column)
                            + " has no category: expected at least one, or ignore the column");
        }
        inputNames = List.copyOf(names);
        SortedMap<Double, Integer> byNumber = byNumber(categories);
        numbers = byNumber.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        indexesOfNumbers = byNumber.values().stream().mapToInt(Integer::intValue).toArray();
        fillIndex = fill.isEmpty() ? NONE : index(fill);
    }

    /** Numbers that two categories write differently, such as 1 and 1.0, are left out. */
    private static SortedMap<Double, Integer> byNumber(List<String> categories) {
        SortedMap<Double, Integer> indexes = new TreeMap<>();
        Set<Double> twice = new HashSet<>();
        for (int k = 0; k < categories.size(); k++) {
            double number = NumberEncoding.decimal(categories.get(k)) + 0.0; // 0 for −0
            if (!Double.isNaN(number) && indexes.put(number, k) != null) {
                twice.add(number);
            }
        }
        indexes.keySet().removeAll(twice);
        return indexes;
    }

    /**
     * Creates an encoding.
     *
     * @param column name of the column
     * @param categories the categories that have an input, unique, in order of inputs
     * @param other whether there is an input for all other categories
     * @param fill the category that replaces a missing value; empty for none, or any if there is an
     *     input for all others
     * @param indicator whether there is an input that is 1 for missing values
     * @return the encoding
     * @throws NullPointerException if an argument or a category is null
     * @throws IllegalArgumentException if there is no input, a category occurs twice, or {@code
     *     fill} is none of the categories
     */
    public static CategoryEncoding of(
            String column, List<String> categories, boolean other, String fill, boolean indicator) {
        Objects.requireNonNull(column, "column must not be null");
        List<String> copy = Elements.copy(categories, "categories");
        Objects.requireNonNull(fill, "fill must not be null");
        if (!fill.isEmpty() && !other && !copy.contains(fill)) {
            throw new IllegalArgumentException(
                    "fill "
                            + TableColumn.quoted(fill)
                            + " of column "
                            + TableColumn.quoted(column)
                            + ": expected one of its categories, or an empty text");
        }
        return new CategoryEncoding(column, copy, other, fill, indicator);
    }

    @Override
    public String column() {
        return column;
    }

    /**
     * Returns the categories that have an input.
     *
     * @return the categories in order of inputs
     */
    public List<String> categories() {
        return categories;
    }

    /**
     * Returns whether there is an input for all other categories.
     *
     * @return true if there is; it follows those of the categories
     */
    public boolean other() {
        return other;
    }

    /**
     * Returns what replaces a missing value.
     *
     * @return a category; empty for none
     */
    public String fill() {
        return fill;
    }

    /**
     * Returns whether there is an input for missing values.
     *
     * @return true if there is; it is the last
     */
    public boolean indicator() {
        return indicator;
    }

    @Override
    public List<String> inputNames() {
        return inputNames;
    }

    @Override
    public int width() {
        return inputNames.size();
    }

    void encode(Object value, float[] inputs, int at) {
        for (int k = 0; k < inputNames.size(); k++) {
            inputs[at + k] = 0;
        }
        if (isMissing(value)) {
            putMissing(inputs, at, 1);
        } else {
            put(index(value), inputs, at, 1);
        }
    }

    void encodeNumber(double number, float[] inputs, int at) {
        for (int k = 0; k < inputNames.size(); k++) {
            inputs[at + k] = 0;
        }
        if (Double.isNaN(number)) {
            putMissing(inputs, at, 1);
        } else {
            put(index(number), inputs, at, 1);
        }
    }

    void encode(CsvRows row, int field, float[] inputs, int at) {
        Arrays.fill(inputs, at, at + inputNames.size(), 0);
        if (row.isMissing(field)) {
            putMissing(inputs, at, 1);
        } else {
            put(index(row, field), inputs, at, 1);
        }
    }

    /** Index of the input of a field that is not missing, or {@link #NONE}. */
    private int index(CsvRows row, int field) {
        Integer index = indexes.get(row.text(field));
        if (index != null) {
            return index;
        }
        double number = numbers.length == 0 ? Double.NaN : row.numberOrNaN(field);
        return Double.isNaN(number) ? otherIndex() : index(number);
    }

    void encode(TableColumn from, float[] inputs, int at, int stride) {
        for (int k = 0; k < inputNames.size(); k++) {
            Arrays.fill(inputs, at + k * stride, at + k * stride + from.rows(), 0);
        }
        int[] ofTexts = from.isNumeric() ? new int[0] : indexesOf(from.distinctTexts());
        for (int row = 0; row < from.rows(); row++) {
            if (from.isMissing(row)) {
                putMissing(inputs, at + row, stride);
            } else {
                int index = from.isNumeric() ? index(from.number(row)) : ofTexts[from.code(row)];
                put(index, inputs, at + row, stride);
            }
        }
    }

    private int[] indexesOf(List<String> texts) {
        int[] found = new int[texts.size()];
        for (int k = 0; k < found.length; k++) {
            found[k] = index(texts.get(k));
        }
        return found;
    }

    private static boolean isMissing(Object value) {
        return value == null
                || value instanceof CharSequence text && text.isEmpty()
                || value instanceof Number number && Double.isNaN(number.doubleValue());
    }

    /** Index of the input of a value that is not missing, or {@link #NONE}. */
    private int index(Object value) {
        return switch (value) {
            case CharSequence text -> index(text.toString());
            case Float number -> index(Double.parseDouble(number.toString())); // 0.1f is 0.1
            case Number number -> index(number.doubleValue());
            case Enum<?> constant -> index(constant.name());
            case Character letter -> index(letter.toString());
            case Boolean truth -> index(truth);
            case LocalDate date -> index(date.toString());
            default -> throw wrong(value);
        };
    }

    private int index(String text) {
        Integer index = indexes.get(text);
        if (index != null) {
            return index;
        }
        double number = numbers.length == 0 ? Double.NaN : NumberEncoding.decimal(text);
        return Double.isNaN(number) ? otherIndex() : index(number);
    }

    private int index(double number) {
        int at = Arrays.binarySearch(numbers, number + 0.0); // 0 for −0
        return at >= 0 ? indexesOfNumbers[at] : otherIndex();
    }

    private int index(boolean truth) {
        for (String category : categories) {
            if (category.equalsIgnoreCase(String.valueOf(truth))) {
                return indexes.get(category);
            }
        }
        throw wrong(truth);
    }

    private int otherIndex() {
        return other ? categories.size() : NONE;
    }

    private IllegalArgumentException wrong(Object value) {
        return new IllegalArgumentException(
                "value "
                        + TableColumn.quoted(String.valueOf(value))
                        + " of column "
                        + TableColumn.quoted(column)
                        + " is a "
                        + value.getClass().getSimpleName()
                        + ": expected a text or a number, such as those of "
                        + Names.listed(categories));
    }

    private void putMissing(float[] inputs, int at, int stride) {
        put(fillIndex, inputs, at, stride);
        if (indicator) {
            inputs[at + (inputNames.size() - 1) * stride] = 1;
        }
    }

    private static void put(int index, float[] inputs, int at, int stride) {
        if (index != NONE) {
            inputs[at + index * stride] = 1;
        }
    }

    /** Two encodings are equal if their parts are. */
    @Override
    public boolean equals(Object that) {
        return that instanceof CategoryEncoding encoding
                && column.equals(encoding.column)
                && categories.equals(encoding.categories)
                && other == encoding.other
                && fill.equals(encoding.fill)
                && indicator == encoding.indicator;
    }

    @Override
    public int hashCode() {
        return Objects.hash(column, categories, other, fill, indicator);
    }

    /**
     * Describes the encoding.
     *
     * @return such as {@code CategoryEncoding[city, 4 inputs]}
     */
    @Override
    public String toString() {
        return "CategoryEncoding["
                + TableColumn.quoted(column)
                + ", "
                + inputNames.size()
                + " inputs]";
    }
}
