package lanewise.benchmarks.cli;

import lanewise.History;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * A history as CSV: {@code iteration,mse,accuracy} or {@code iteration,loss,accuracy}, iterations
 * counted from 0, numbers with all their digits.
 */
final class HistoryCsv {
    private HistoryCsv() {}

    /** Writes the history, with that name for the loss; the stream stays open. */
    static void write(History history, String lossName, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write("iteration," + lossName + ",accuracy\n");
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < history.size(); i++) {
            line.setLength(0);
            line.append(i).append(',').append(history.loss(i)).append(',');
            writer.append(line.append(history.accuracy(i)).append('\n'));
        }
        writer.flush();
    }
}
