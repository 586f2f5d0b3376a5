package lanewise.benchmarks.cli;

import lanewise.History;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * A history as CSV: {@code iteration,mse,accuracy}, iterations counted from 0, numbers with all
 * their digits.
 */
final class HistoryCsv {
    private HistoryCsv() {}

    /** Writes the history; the stream stays open. */
    static void write(History history, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write("iteration,mse,accuracy\n");
        for (int i = 0; i < history.size(); i++) {
            writer.write(i + "," + history.mse(i) + "," + history.accuracy(i) + "\n");
        }
        writer.flush();
    }
}
