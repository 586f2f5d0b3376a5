package lanewise.spark.figures;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.shard.GradientSum;
import lanewise.shard.Gradients;
import lanewise.shard.ParameterUpdate;
import lanewise.shard.ShardPlan;
import lanewise.shard.SumTree;
import lanewise.spark.LanewiseClassifier;
import lanewise.train.Trainer;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * The parts of a data-parallel step: all of it with hardly any rows, the gradient alone, and the
 * driver's share.
 */
final class StepFigures {
    /** Networks by their number of parameters: 1698, 2410 and 101770. */
    private static final List<int[]> NETWORKS =
            List.of(new int[] {50, 32, 2}, new int[] {64, 32, 10}, new int[] {784, 128, 10});

    private static final int FOLDED = 64;
    private static final int UPDATE_ROWS = 10;

    private final Meter meter;
    private final Effort effort;

    StepFigures(Meter meter, Effort effort) {
        this.meter = meter;
        this.effort = effort;
    }

    void measure(SparkSession spark) {
        for (int[] layers : NETWORKS.subList(1, NETWORKS.size())) {
            for (int shards : new int[] {8, 64}) {
                job(spark, layers, shards);
            }
        }
        for (int[] layers : NETWORKS) {
            gradient(layers);
        }
        int[] large = NETWORKS.getLast();
        fold(start(large));
        update(start(large));
    }

    /** A step with one row per shard. */
    private void job(SparkSession spark, int[] layers, int shards) {
        org.apache.spark.sql.Dataset<Row> rows =
                Rows.cached(Rows.noise(spark, FOLDED, layers[0], layers[2]));
        LanewiseClassifier classifier =
                new LanewiseClassifier()
                        .setLayers(layers)
                        .setBatchSize(0)
                        .setRowIdCol("id")
                        .setNumShards(shards);
        int few = effort.steps(20);
        int steps = effort.steps(200);
        meter.measure(
                "step." + start(layers).network().parameterCount() + ".shards" + shards,
                "ms",
                () -> {
                    double begin = Meter.seconds(() -> classifier.setMaxIter(few).fit(rows));
                    double all = Meter.seconds(() -> classifier.setMaxIter(few + steps).fit(rows));
                    return (all - begin) / steps * 1e3;
                });
        rows.unpersist();
    }

    private static Model start(int[] layers) {
        Network network = Network.of(layers[0], Layer.relu(layers[1]), Layer.softmax(layers[2]));
        return Model.initialize(network, Initializer.heUniform(), new RandomState(1));
    }

    /** Time per row and parameter, of one thread and of each of two that run together. */
    private void gradient(int[] layers) {
        Model start = start(layers);
        int parameters = start.network().parameterCount();
        int rows = (int) (effort.steps() * Math.clamp(100_000_000L / parameters, 1024, 50_000));
        Runnable one = sums(start, rows, layers[2], GradientSum.of(start.network()));
        Runnable other = sums(start, rows, layers[2], GradientSum.of(start.network()));
        double scale = 1e9 / rows / parameters;
        String name = "gradient." + parameters;
        meter.measure(name, "ns/row/parameter", () -> Meter.seconds(one) * scale);
        meter.measure(
                name + ".both",
                "ns/row/parameter",
                () -> Meter.seconds(() -> together(one, other)) * scale);
    }

    private static void together(Runnable one, Runnable other) {
        CompletableFuture<Void> second = CompletableFuture.runAsync(other);
        one.run();
        second.join();
    }

    private static Runnable sums(Model start, int rows, int classes, GradientSum sum) {
        SplittableRandom random = new SplittableRandom(1);
        int features = start.network().inputs();
        float[][] x = new float[rows][features];
        for (float[] row : x) {
            for (int k = 0; k < features; k++) {
                row[k] = (float) random.nextDouble();
            }
        }
        String[] labels = new String[rows];
        Arrays.setAll(labels, k -> String.format(Locale.ROOT, "%03d", k % classes));
        Dataset data = Dataset.labelled(x, labels);
        Gradients gradients = Gradients.of(start, data).withTier(Tier.VECTOR);
        float[] parameters = start.parameters();
        for (int k = 0; k < 20; k++) { // until C2 has compiled it
            gradients.sum(parameters, sum);
        }
        return () -> gradients.sum(parameters, sum);
    }

    /** The driver reads the bytes of blocks and adds them up. */
    private void fold(Model start) {
        Network network = start.network();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            GradientSum sum = GradientSum.of(network);
            sums(start, UPDATE_ROWS, network.outputs(), sum)
                    .run(); // one of no rows has no gradient
            sum.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SumTree tree = new SumTree(network, FOLDED);
        Runnable fold = () -> fold(tree, bytes.toByteArray());
        for (int k = 0; k < 20; k++) {
            fold.run();
        }
        double scale = 1e9 / FOLDED / network.parameterCount();
        meter.measure("fold", "ns/parameter/block", () -> Meter.seconds(fold) * scale);
    }

    private static void fold(SumTree tree, byte[] bytes) {
        tree.clear();
        try {
            for (int shard = 0; shard < FOLDED; shard++) {
                GradientSum sum = tree.unused();
                sum.read(new DataInputStream(new ByteArrayInputStream(bytes)));
                tree.add(shard, sum);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tree.total();
    }

    /** The optimizer's step. */
    private void update(Model start) {
        int updates = 200;
        int parameters = start.network().parameterCount();
        GradientSum sum = GradientSum.of(start.network());
        sums(start, UPDATE_ROWS, start.network().outputs(), sum).run();
        Trainer trainer = Trainer.of(new Adam(1e-5)).withIterations(updates);
        meter.measure(
                "update",
                "ns/parameter",
                () -> {
                    ParameterUpdate update =
                            ParameterUpdate.start(
                                    trainer, start, ShardPlan.of(trainer, UPDATE_ROWS, 1));
                    double seconds =
                            Meter.seconds(
                                    () -> {
                                        while (update.step(sum)) {
                                            Thread.onSpinWait();
                                        }
                                    });
                    return seconds * 1e9 / updates / parameters;
                });
    }
}
