package lanewise.benchmarks.cli.train;

import lanewise.internal.file.AtomicFile;
import lanewise.train.History;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A history as CSV: {@code iteration,mse,accuracy} or {@code iteration,loss,accuracy}, iterations
 * counted from 0, numbers with all their digits.
 *
 * @param history the history
 * @param lossName the name of the loss
 */
record HistoryCsv(History history, String lossName) implements AtomicFile.Content {
    private static final int CHUNK = 8192;

    @Override
    public void writeTo(OutputStream out) throws IOException {
        StringBuilder lines = new StringBuilder(CHUNK + 128);
        lines.append("iteration,").append(lossName).append(",accuracy\n");
        double accuracy = Double.NaN;
        String written = "";
        for (int i = 0; i < history.size(); i++) {
            if (history.accuracy(i)
                    != accuracy) { // It changes rarely, and formatting digits dominates the time.
                accuracy = history.accuracy(i);
                written = Double.toString(accuracy);
            }
            lines.append(i).append(',').append(history.loss(i)).append(',');
            lines.append(written).append('\n');
            if (lines.length() > CHUNK) {
                out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
                lines.setLength(0);
            }
        }
        out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
}
