package lanewise.spark.figures;

import lanewise.spark.LanewiseClassifier;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Batch prediction by Spark's perceptron and by Lanewise: rows per second of a large table in
 * memory, and the first call in a JVM on a small one. All three output columns are computed; the
 * sink drops the rows.
 */
final class TransformFigures {
    private final Meter meter;

    TransformFigures(Meter meter) {
        this.meter = meter;
    }

    /**
     * Measures rows per second.
     *
     * @param name middle of the figures' names
     * @param train rows to train the models on, briefly
     * @param rows rows to predict, in memory
     * @return the models of Spark and of Lanewise
     */
    List<Model<?>> measure(String name, Dataset<Row> train, Dataset<Row> rows, int... layers) {
        MultilayerPerceptronClassificationModel spark =
                new MultilayerPerceptronClassifier().setLayers(layers).setMaxIter(5).fit(train);
        Model<?> ours = new LanewiseClassifier().setLayers(layers).setMaxIter(1).fit(train);
        double count = rows.count();
        meter.add(new Figure("transform." + name + ".count", "rows", List.of(count)));
        measure("transform." + name + ".scan", rows, count);
        measure("transform." + name + ".mlpc", spark.transform(rows), count);
        measure("transform." + name + ".lanewise", ours.transform(rows), count);
        return List.of(spark, ours);
    }

    private void measure(String name, Dataset<Row> rows, double count) {
        write(rows); // with the repetitions of warming up, enough for C2
        meter.measure(name, "rows/s", () -> count / Meter.seconds(() -> write(rows)));
    }

    static void write(Dataset<Row> rows) {
        rows.write().format("noop").mode("overwrite").save();
    }

    /**
     * Measures the first call in a JVM, and those after it, with a new JVM for each sample.
     *
     * @param models those of Spark and of Lanewise
     * @param jvms number of JVMs for each
     */
    void measureCold(List<Model<?>> models, int jvms) {
        try {
            Path folder = Files.createTempDirectory("lanewise-figures");
            Path spark = folder.resolve("spark");
            Path ours = folder.resolve("lanewise");
            ((MultilayerPerceptronClassificationModel) models.getFirst()).save(spark.toString());
            ((lanewise.spark.LanewiseClassificationModel) models.getLast()).save(ours.toString());
            cold("mlpc", spark, jvms);
            cold("lanewise", ours, jvms);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void cold(String name, Path model, int jvms) throws IOException {
        List<Double> first = new ArrayList<>();
        List<Double> later = new ArrayList<>();
        for (int k = 0; k < jvms; k++) {
            String line = inNewJvm(name, model);
            String[] times = line.split(" ");
            first.add(Double.valueOf(times[1]));
            later.add(Double.valueOf(times[2]));
        }
        meter.add(new Figure("transform.200." + name + ".first", "ms", first));
        meter.add(new Figure("transform.200." + name + ".later", "ms", later));
    }

    private static String inNewJvm(String name, Path model) throws IOException {
        List<String> command = ChildJvm.command(ColdTransform.class, name, model.toString());
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            String out = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException("a JVM for a first transform failed: see its messages above");
            }
            return out.lines()
                    .filter(line -> line.startsWith(ColdTransform.RESULT))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IOException(
                                            String.format(
                                                    Locale.ROOT,
                                                    "no result in the output: %s",
                                                    out)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while another JVM measured", e);
        } finally {
            process.destroy();
        }
    }
}
