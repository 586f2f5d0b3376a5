package lanewise.benchmarks.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import lanewise.benchmarks.cli.train.JsonReport;

import java.io.IOException;
import java.util.List;

/** Predictions as text, row by row. */
sealed interface PredictionText {

    /** Begins with the names of the columns. */
    void begin(List<String> columns) throws IOException;

    /**
     * Adds a row.
     *
     * @param name the predicted class; empty for a regression
     * @param numbers outputs or probabilities
     * @param from index of the first number of the row
     * @param count number of numbers of the row
     */
    void row(String name, float[] numbers, int from, int count) throws IOException;

    /** Lines of a CSV file. */
    record Csv(Appendable text) implements PredictionText {
        @Override
        public void begin(List<String> columns) throws IOException {
            String separator = "";
            for (String column : columns) {
                text.append(separator).append(quoted(column));
                separator = ",";
            }
            text.append('\n');
        }

        @Override
        public void row(String name, float[] numbers, int from, int count) throws IOException {
            text.append(quoted(name));
            for (int k = 0; k < count; k++) {
                text.append(k == 0 && name.isEmpty() ? "" : ",");
                text.append(Float.toString(numbers[from + k]));
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
     * Elements of a JSON array: the name of the class or the numbers, or an array of both. A number
     * that is not finite is null.
     */
    final class Json implements PredictionText {
        private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

        private final Appendable text;
        private String separator = "";

        Json(Appendable text) {
            this.text = text;
        }

        @Override
        public void begin(List<String> columns) {
            // The columns are listed after the predictions.
        }

        @Override
        public void row(String name, float[] numbers, int from, int count) throws IOException {
            text.append(separator);
            separator = ",";
            String quoted = JsonReport.ascii(GSON.toJson(name));
            if (count == 0) {
                text.append(quoted);
                return;
            }
            text.append('[').append(name.isEmpty() ? "" : quoted);
            for (int k = 0; k < count; k++) {
                float number = numbers[from + k];
                text.append(k == 0 && name.isEmpty() ? "" : ",");
                text.append(Float.isFinite(number) ? Float.toString(number) : "null");
            }
            text.append(']');
        }
    }
}
