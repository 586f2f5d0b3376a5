package lanewise.io;

import lanewise.data.Scaling;
import lanewise.table.CategoryEncoding;
import lanewise.table.ColumnEncoding;
import lanewise.table.ColumnKind;
import lanewise.table.NumberEncoding;
import lanewise.table.Preparation;
import lanewise.table.TableTarget;
import lanewise.table.TargetKind;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Converts preparations to JSON and back. A double is written so that it is read to its bits. */
final class PreparationDescription {
    private static final String COLUMN = "column";
    private static final String COLUMNS = "columns";
    private static final String CATEGORIES = "categories";
    private static final String LEVELS = "levels";
    private static final String INDICATOR = "indicator";
    private static final String KIND = "kind";
    private static final String FILL = "fill";
    private static final String OTHER = "other";
    private static final String OFFSET = "offset";
    private static final String OFFSETS = "offsets";
    private static final String SCALE = "scale";
    private static final String SCALES = "scales";
    private static final String TARGET = "target";

    private PreparationDescription() {}

    static String write(Preparation preparation) {
        StringBuilder json = new StringBuilder("{\"columns\":[");
        String separator = "";
        for (ColumnEncoding encoding : preparation.columns()) {
            json.append(separator);
            switch (encoding) {
                case NumberEncoding numbers -> write(numbers, json);
                case CategoryEncoding categories -> write(categories, json);
            }
            separator = ",";
        }
        json.append("],\"target\":");
        write(preparation.target(), json);
        return json.append('}').toString();
    }

    private static void write(NumberEncoding encoding, StringBuilder json) {
        json.append("{\"column\":").append(Json.quote(encoding.column()));
        json.append(",\"kind\":\"").append(encoding.kind().name()).append('"');
        json.append(",\"levels\":").append(texts(encoding.levels()));
        json.append(",\"fill\":").append(encoding.fill());
        json.append(",\"indicator\":").append(encoding.indicator());
        json.append(",\"offset\":").append(encoding.offset());
        json.append(",\"scale\":").append(encoding.scale()).append('}');
    }

    private static void write(CategoryEncoding encoding, StringBuilder json) {
        json.append("{\"column\":").append(Json.quote(encoding.column()));
        json.append(",\"categories\":").append(texts(encoding.categories()));
        json.append(",\"other\":").append(encoding.other());
        json.append(",\"fill\":").append(Json.quote(encoding.fill()));
        json.append(",\"indicator\":").append(encoding.indicator()).append('}');
    }

    private static void write(TableTarget target, StringBuilder json) {
        json.append("{\"kind\":\"").append(target.kind().name());
        json.append("\",\"columns\":").append(texts(target.columns()));
        switch (target) {
            case TableTarget.Classes classes ->
                    json.append(",\"classes\":").append(texts(classes.classNames()));
            case TableTarget.Numbers numbers -> {
                List<Double> offsets = new ArrayList<>();
                List<Double> scales = new ArrayList<>();
                for (int k = 0; k < numbers.columns().size(); k++) {
                    offsets.add(numbers.scaling().offset(k));
                    scales.add(numbers.scaling().scale(k));
                }
                json.append(",\"offsets\":").append(offsets);
                json.append(",\"scales\":").append(scales);
            }
            case TableTarget.Labels labels -> {
                List<String> levels = new ArrayList<>();
                for (NumberEncoding label : labels.levels()) {
                    levels.addAll(label.levels());
                }
                json.append(",\"levels\":").append(texts(levels));
            }
        }
        json.append('}');
    }

    private static String texts(List<String> texts) {
        StringBuilder json = new StringBuilder();
        for (String text : texts) {
            json.append(json.isEmpty() ? "[" : ",").append(Json.quote(text));
        }
        return json.isEmpty() ? "[]" : json.append(']').toString();
    }

    /**
     * Parses a description.
     *
     * @throws IllegalArgumentException if it is invalid
     */
    static Preparation read(String text) {
        Map<?, ?> object = JsonObject.of("preparation", Json.parse(text), COLUMNS, TARGET);
        List<ColumnEncoding> encodings = new ArrayList<>();
        for (Object column : list(object, COLUMNS)) {
            boolean categorical = column instanceof Map<?, ?> map && map.containsKey(CATEGORIES);
            encodings.add(categorical ? categories(column) : numbers(column));
        }
        return Preparation.of(encodings, target(object.get(TARGET)));
    }

    private static NumberEncoding numbers(Object described) {
        Map<?, ?> column =
                JsonObject.of(
                        COLUMN, described, COLUMN, KIND, LEVELS, FILL, INDICATOR, OFFSET, SCALE);
        return new NumberEncoding(
                JsonObject.text(column, COLUMN),
                JsonObject.constant(KIND, ColumnKind.values(), column.get(KIND)),
                texts(column, LEVELS),
                JsonObject.number(column, FILL),
                JsonObject.bool(column, INDICATOR),
                JsonObject.number(column, OFFSET),
                JsonObject.number(column, SCALE));
    }

    private static CategoryEncoding categories(Object described) {
        Map<?, ?> column =
                JsonObject.of(COLUMN, described, COLUMN, CATEGORIES, OTHER, FILL, INDICATOR);
        return CategoryEncoding.of(
                JsonObject.text(column, COLUMN),
                texts(column, CATEGORIES),
                JsonObject.bool(column, OTHER),
                JsonObject.text(column, FILL),
                JsonObject.bool(column, INDICATOR));
    }

    private static TableTarget target(Object described) {
        Object kind = described instanceof Map<?, ?> map ? map.get(KIND) : "none";
        return switch (JsonObject.constant(KIND, TargetKind.values(), kind)) {
            case CLASSES -> {
                Map<?, ?> target = JsonObject.of(TARGET, described, KIND, COLUMNS, "classes");
                List<String> columns = texts(target, COLUMNS);
                requireLength(COLUMNS, columns, 1);
                yield new TableTarget.Classes(columns.getFirst(), texts(target, "classes"));
            }
            case NUMBERS -> {
                Map<?, ?> target = JsonObject.of(TARGET, described, KIND, COLUMNS, OFFSETS, SCALES);
                yield new TableTarget.Numbers(
                        texts(target, COLUMNS),
                        Scaling.of(doubles(target, OFFSETS), doubles(target, SCALES)));
            }
            case LABELS -> {
                Map<?, ?> target = JsonObject.of(TARGET, described, KIND, COLUMNS, LEVELS);
                yield labels(texts(target, COLUMNS), texts(target, LEVELS));
            }
        };
    }

    private static TableTarget.Labels labels(List<String> columns, List<String> levels) {
        requireLength(LEVELS, levels, 2 * columns.size());
        List<NumberEncoding> labels = new ArrayList<>();
        for (int k = 0; k < columns.size(); k++) {
            labels.add(
                    new NumberEncoding(
                            columns.get(k),
                            ColumnKind.BOOLEAN,
                            levels.subList(2 * k, 2 * k + 2),
                            0,
                            false,
                            0,
                            1));
        }
        return new TableTarget.Labels(labels);
    }

    private static void requireLength(String name, List<?> list, int length) {
        if (list.size() != length) {
            throw new IllegalArgumentException(
                    name + " has " + list.size() + " elements: expected " + length);
        }
    }

    private static List<?> list(Map<?, ?> object, String name) {
        if (object.get(name) instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException(name + ": expected an array");
    }

    private static List<String> texts(Map<?, ?> object, String name) {
        List<String> texts = new ArrayList<>();
        for (Object element : list(object, name)) {
            if (!(element instanceof String text)) {
                throw new IllegalArgumentException(
                        name + " contains " + element + ": expected a string");
            }
            texts.add(text);
        }
        return texts;
    }

    private static double[] doubles(Map<?, ?> object, String name) {
        List<?> list = list(object, name);
        double[] numbers = new double[list.size()];
        for (int k = 0; k < numbers.length; k++) {
            if (!(list.get(k) instanceof Number number)) {
                throw new IllegalArgumentException(
                        name + " contains " + list.get(k) + ": expected a number");
            }
            numbers[k] = number.doubleValue();
        }
        return numbers;
    }
}
