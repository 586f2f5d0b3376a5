package lanewise.benchmarks.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import lanewise.benchmarks.cli.train.JsonReport;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Predictions as text, row by row. */
sealed interface PredictionText {

    /** Begins with the names of the columns. */
    void begin(List<String> columns) throws IOException;

    /**
     * Adds a row.
     *
     * @param names the predicted class, or what is predicted of each label; empty for a regression
     * @param numbers outputs or probabilities, as {@link Float#toString(float)} writes them
     */
    void row(List<String> names, List<String> numbers) throws IOException;

    /** Lines of a CSV file. */
    record Csv(Appendable text) implements PredictionText {
        @Override
        public void begin(List<String> columns) throws IOException {
            row(columns, List.of());
        }

        @Override
        public void row(List<String> names, List<String> numbers) throws IOException {
            String separator = "";
            for (String name : names) {
                text.append(separator).append(quoted(name));
                separator = ",";
            }
            for (String number : numbers) {
                text.append(separator).append(number);
                separator = ",";
            }
            text.append('\n');
        }

        private static String quoted(String name) {
            boolean plain = name.equals(name.strip());
            for (char special : new char[] {',', '"', '\n', '\r'}) {
                plain &= name.indexOf(special) < 0;
            }
            return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
        }
    }

    /**
     * Elements of a JSON array: the name of the class alone, or an array of names and numbers. A
     * number that is not finite is null.
     */
    final class Json implements PredictionText {
        private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

        private final Appendable text;

        /** Names of classes and labels in quotes. */
        private final Map<String, String> quoted = new HashMap<>();

        private String separator = "";

        Json(Appendable text) {
            this.text = text;
        }

        @Override
        public void begin(List<String> columns) {
            // The columns are listed after the predictions.
        }

        @Override
        public void row(List<String> names, List<String> numbers) throws IOException {
            text.append(separator);
            separator = ",";
            boolean alone = names.size() == 1 && numbers.isEmpty();
            text.append(alone ? "" : "[");
            String between = "";
            for (String name : names) {
                text.append(between).append(quoted(name));
                between = ",";
            }
            for (String number : numbers) {
                char last = number.charAt(number.length() - 1);
                text.append(between).append(Character.isDigit(last) ? number : "null");
                between = ",";
            }
            text.append(alone ? "" : "]");
        }

        private String quoted(String name) {
            return quoted.computeIfAbsent(name, one -> JsonReport.ascii(GSON.toJson(one)));
        }
    }
}
