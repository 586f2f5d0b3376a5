package lanewise.benchmarks.onnx;

import static lanewise.benchmarks.onnx.OnnxGraph.integer;
import static lanewise.benchmarks.onnx.OnnxGraph.integers;
import static lanewise.benchmarks.onnx.OnnxGraph.text;
import static lanewise.benchmarks.onnx.OnnxGraph.texts;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The nodes that turn the texts of a column into the index of each among the known ones, as {@link
 * lanewise.table.Preparation} finds them: a text that is a decimal number is also found by its
 * value, so that 1.0 and 01 are 1.
 */
final class TextCodes {
    /** Code of a missing text, the empty one. */
    static final long MISSING = -1;

    /** Code of a text that is none of the known ones. */
    static final long UNKNOWN = -2;

    /**
     * Numbers that are parsed. Their exponents are limited because a runtime may fail on numbers
     * that are too large for a double.
     */
    private static final String NUMBER =
            "[+-]?([0-9]{1,40}[.]?[0-9]{0,40}|[.][0-9]{1,40})([eE][+-]?[0-9]{1,2})?";

    private final OnnxGraph graph;

    /** Beginning of the names of all tensors. */
    private final String prefix;

    /** The column, rows × 1. */
    private final String column;

    /** The latest codes, rows × 1. */
    private String codes;

    private TextCodes(OnnxGraph graph, String prefix, String column) {
        this.graph = graph;
        this.prefix = prefix;
        this.column = column;
        codes = prefix + ".codes";
    }

    /**
     * Adds nodes for categories.
     *
     * @param categories the known texts
     * @param fill what replaces a missing text; empty for nothing
     * @return name of the codes: rows × 1 of int64
     */
    static String ofCategories(
            OnnxGraph graph, String prefix, String column, List<String> categories, String fill) {
        TextCodes texts = new TextCodes(graph, prefix, column);
        double[] numbers = numbers(categories);
        for (int k = 0; k < numbers.length; k++) { // written in two ways, it names neither
            boolean twice = false;
            for (int other = k + 1; other < numbers.length; other++) {
                if (numbers[other] == numbers[k]) {
                    numbers[other] = Double.NaN;
                    twice = true;
                }
            }
            numbers[k] = twice ? Double.NaN : numbers[k];
        }
        texts.addExact(categories, fill.isEmpty() ? MISSING : code(categories, numbers, fill));
        texts.addNumbers(numbers);
        return texts.codes;
    }

    private static long code(List<String> categories, double[] numbers, String fill) {
        int exact = categories.indexOf(fill);
        double number = decimal(fill);
        for (int k = 0; k < numbers.length && exact < 0; k++) {
            exact = numbers[k] == number ? k : exact;
        }
        return exact < 0 ? UNKNOWN : exact;
    }

    /**
     * Adds nodes for the levels of a boolean or ordinal column, the first that fits.
     *
     * @param ignoreCase whether upper and lower case are the same
     * @return name of the codes: rows × 1 of int64
     */
    static String ofLevels(
            OnnxGraph graph,
            String prefix,
            String column,
            List<String> levels,
            boolean ignoreCase) {
        TextCodes texts = new TextCodes(graph, prefix, column);
        texts.addExact(levels, MISSING);
        if (ignoreCase) {
            texts.addCases(levels);
        }
        texts.addNumbers(firstNumbers(levels));
        return texts.codes;
    }

    /** Whether all levels are numbers, so that the column itself is one. */
    static boolean areNumbers(List<String> levels) {
        return Arrays.stream(numbers(levels)).noneMatch(Double::isNaN);
    }

    /**
     * Adds nodes for levels that are numbers of a column of numbers, the first that fits.
     *
     * @return name of the codes: rows × 1 of int64
     */
    static String ofNumbers(OnnxGraph graph, String prefix, String column, List<String> levels) {
        TextCodes numbers = new TextCodes(graph, prefix, column);
        String found = numbers.find(column, prefix + ".number", firstNumbers(levels));
        String nan = graph.node("IsNaN", List.of(column), prefix + ".missing");
        String missing = graph.constant(prefix + ".missing.code", MISSING);
        return graph.node("Where", List.of(nan, missing, found), numbers.codes);
    }

    /** The numbers of levels; NaN for one that an earlier level has, too. */
    private static double[] firstNumbers(List<String> levels) {
        double[] numbers = numbers(levels);
        for (int k = 0; k < numbers.length; k++) {
            for (int later = k + 1; later < numbers.length; later++) {
                numbers[later] = numbers[later] == numbers[k] ? Double.NaN : numbers[later];
            }
        }
        return numbers;
    }

    private void addExact(List<String> known, long missing) {
        List<String> keys = new ArrayList<>();
        List<Long> values = new ArrayList<>();
        for (int k = 0; k < known.size(); k++) {
            if (!known.get(k).isEmpty()) {
                keys.add(known.get(k));
                values.add((long) k);
            }
        }
        keys.add("");
        values.add(missing);
        graph.mlNode(
                "LabelEncoder",
                column,
                codes,
                texts("keys_strings", keys),
                integers("values_int64s", values),
                integer("default_int64", UNKNOWN));
    }

    private void addCases(List<String> levels) {
        for (int k = 0; k < levels.size(); k++) {
            String level = levels.get(k);
            if (!level.toLowerCase(Locale.ROOT).equals(level.toUpperCase(Locale.ROOT))) {
                String name = prefix + ".case" + k;
                graph.node(
                        "RegexFullMatch",
                        List.of(column),
                        name,
                        text("pattern", "(?i)" + literal(level)));
                String index = graph.constant(name + ".code", k);
                String unknown = graph.constant(name + ".unknown", UNKNOWN);
                replaceUnknown(
                        graph.node("Where", List.of(name, index, unknown), name + ".codes"), name);
            }
        }
    }

    /** A regular expression for a text itself. */
    private static String literal(String text) {
        return text.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0");
    }

    private void addNumbers(double... numbers) {
        if (Arrays.stream(numbers).allMatch(Double::isNaN)) {
            return;
        }
        String name = prefix + ".number";
        String found =
                graph.node(
                        "RegexFullMatch",
                        List.of(column),
                        name + ".found",
                        text("pattern", NUMBER));
        String none = graph.constant(name + ".none", List.of("NaN"));
        String texts = graph.node("Where", List.of(found, column, none), name + ".texts");
        String number = graph.cast(texts, DataType.DOUBLE, name + ".values");
        replaceUnknown(find(number, name, numbers), name);
    }

    /** The index of each number among the known ones, of which it equals at most one. */
    private String find(String number, String name, double... known) {
        graph.constant(name + ".known", known, List.of((long) known.length));
        String same = graph.node("Equal", List.of(number, name + ".known"), name + ".same");
        long[] indexes = new long[known.length];
        Arrays.setAll(indexes, k -> k);
        String index = graph.constant(name + ".indexes", indexes);
        String unknown = graph.constant(name + ".unknown", UNKNOWN);
        String each = graph.node("Where", List.of(same, index, unknown), name + ".each");
        String axis = graph.constant(name + ".axis", 1);
        return graph.node("ReduceMax", List.of(each, axis), name + ".codes");
    }

    /** Replaces unknown codes by others, of which most are unknown, too. */
    private void replaceUnknown(String others, String name) {
        String unknown =
                graph.node("Equal", List.of(codes, name + ".unknown"), name + ".isUnknown");
        codes = graph.node("Where", List.of(unknown, others, codes), name + ".merged");
    }

    private static double[] numbers(List<String> texts) {
        return texts.stream().mapToDouble(TextCodes::decimal).toArray();
    }

    /** Returns a decimal number that is finite as a float, or NaN if the text is none. */
    private static double decimal(String text) {
        for (char c : text.toCharArray()) { // parseDouble takes more, such as 0x1p3 and 1f
            if ("0123456789+-.eE".indexOf(c) < 0) {
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
}
