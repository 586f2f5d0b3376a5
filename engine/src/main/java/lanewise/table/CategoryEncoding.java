package lanewise.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    private final int fill;
    private final boolean indicator;
    private final List<String> inputNames;

    /** Index of the input for each category, by text and, for numbers, as Double, too. */
    private final Map<Object, Integer> indexes = new HashMap<>();

    private CategoryEncoding(
            String column, List<String> categories, boolean other, int fill, boolean indicator) {
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
            addNumber(category, names.size());
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
    }

    /** Numbers of records then need no text. */
    private void addNumber(String category, int index) {
        try {
            double number = Double.parseDouble(category);
            if (TableColumn.text(number).equals(category)) {
                indexes.put(number, index);
            }
        } catch (NumberFormatException e) {
            return; // most categories are no numbers
        }
    }

    /**
     * Creates an encoding.
     *
     * @param column name of the column
     * @param categories the categories that have an input, unique, in order of inputs
     * @param other whether there is an input for all other categories
     * @param fill the category that replaces a missing value; empty for none
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
        int index = fill.isEmpty() ? NONE : categories.indexOf(fill);
        if (!fill.isEmpty() && index < 0) {
            throw new IllegalArgumentException(
                    "fill "
                            + TableColumn.quoted(fill)
                            + " of column "
                            + TableColumn.quoted(column)
                            + ": expected one of its categories, or an empty text");
        }
        return new CategoryEncoding(column, copy, other, index, indicator);
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
        return fill == NONE ? "" : categories.get(fill);
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

    void encode(TableColumn from, float[] inputs, int at, int stride) {
        for (int k = 0; k < inputNames.size(); k++) {
            java.util.Arrays.fill(inputs, at + k * stride, at + k * stride + from.rows(), 0);
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
        Object key =
                switch (value) {
                    case String text -> text;
                    case Double number -> number + 0.0; // 0 for −0
                    case Number number -> number.doubleValue() + 0.0;
                    case Enum<?> constant -> constant.name();
                    default -> value.toString();
                };
        Integer index = indexes.get(key);
        if (index != null) {
            return index;
        }
        return other ? categories.size() : NONE;
    }

    private void putMissing(float[] inputs, int at, int stride) {
        put(fill, inputs, at, stride);
        if (indicator) {
            inputs[at + (inputNames.size() - 1) * stride] = 1;
        }
    }

    private static void put(int index, float[] inputs, int at, int stride) {
        if (index != NONE) {
            inputs[at + index * stride] = 1;
        }
    }

    /** Two encodings are equal if they encode all values alike. */
    @Override
    public boolean equals(Object that) {
        return that instanceof CategoryEncoding encoding
                && column.equals(encoding.column)
                && categories.equals(encoding.categories)
                && other == encoding.other
                && fill == encoding.fill
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
