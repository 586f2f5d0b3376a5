package lanewise.benchmarks.cli.table;

import lanewise.internal.file.AtomicFile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The learning curves as CSV: {@code epoch,loss}, with validation rows {@code validation_loss}, for
 * classes {@code accuracy} on the training rows; epochs counted from 0.
 *
 * @param run the run
 * @param classes whether there are classes
 */
record EpochsCsv(TableRun run, boolean classes) implements AtomicFile.Content {
    @Override
    public void writeTo(OutputStream out) throws IOException {
        float[] validation = run.validation().losses();
        boolean validated = validation.length > 0;
        StringBuilder lines = new StringBuilder("epoch,loss");
        lines.append(validated ? ",validation_loss" : "").append(classes ? ",accuracy" : "");
        lines.append('\n');
        for (int epoch = 0; epoch < run.curve().size(); epoch++) {
            lines.append(epoch).append(',').append(run.curve().loss(epoch));
            if (validated) {
                boolean complete = epoch < validation.length;
                lines.append(',').append(complete ? Float.toString(validation[epoch]) : "");
            }
            if (classes) {
                lines.append(',').append(run.curve().accuracy(epoch));
            }
            lines.append('\n');
        }
        out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
}
