package lanewise.benchmarks.cli.table;

import lanewise.benchmarks.plot.LearningCurve;
import lanewise.benchmarks.plot.ValidationCurve;
import lanewise.internal.file.AtomicFile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The learning curves as CSV: {@code epoch,loss}, with validation rows {@code validation_loss}, for
 * classes {@code accuracy} on the training rows; epochs counted from 0.
 *
 * @param curve loss and accuracy by epoch
 * @param validation the loss on the validation rows by epoch; empty without them
 * @param classes whether there are classes
 */
record EpochsCsv(LearningCurve curve, ValidationCurve validation, boolean classes)
        implements AtomicFile.Content {
    @Override
    public void writeTo(OutputStream out) throws IOException {
        float[] losses = validation.losses();
        boolean validated = losses.length > 0;
        StringBuilder lines = new StringBuilder("epoch,loss");
        lines.append(validated ? ",validation_loss" : "").append(classes ? ",accuracy" : "");
        lines.append('\n');
        for (int epoch = 0; epoch < curve.size(); epoch++) {
            lines.append(epoch).append(',').append(curve.loss(epoch));
            if (validated) {
                boolean complete = epoch < losses.length;
                lines.append(',').append(complete ? Float.toString(losses[epoch]) : "");
            }
            if (classes) {
                lines.append(',').append(curve.accuracy(epoch));
            }
            lines.append('\n');
        }
        out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
}
