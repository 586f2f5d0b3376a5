package lanewise.spark.cluster.apps;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Csv;
import lanewise.data.Dataset;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
import lanewise.random.RandomState;
import lanewise.train.Trainer;
import lanewise.train.TrainingGroup;
import lanewise.train.TrainingRequest;
import lanewise.train.TrainingResult;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.JavaSparkContext;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trains iris models that differ in their start parameters, some in each task, and prints a line
 * for each: its seed, the SHA-256 of its parameters, and the process that trained it.
 *
 * <p>Arguments: the file {@code iris.csv}, the number of models, the number of tasks.
 */
public final class ManyIrisModels {
    private static final Network NETWORK =
            Network.of(4, Layer.sigmoid(2).withoutBias(), Layer.sigmoid(3).withoutBias());

    /** The settings of each model: full batches, 5000 iterations. */
    public static final Trainer TRAINER = Trainer.gradientDescent(0.1, 5000).withoutHistory();

    private ManyIrisModels() {}

    /** Creates the start model of a seed. */
    public static Model start(int seed) {
        return Model.normal(NETWORK, 0.5, new RandomState(seed));
    }

    /** Reads the 130 training rows. */
    public static Dataset rows(Path iris) throws IOException {
        return TrainTestSplit.of(Csv.read(iris, "species"), TestSize.count(20), 4).train();
    }

    public static void main(String[] args) {
        if (args.length != 3) {
            throw new IllegalArgumentException(
                    "Expected: iris.csv, models, tasks; got " + List.of(args));
        }
        int models = Integer.parseInt(args[1]);
        int tasks = Integer.parseInt(args[2]);
        try (JavaSparkContext spark = new JavaSparkContext(new SparkConf())) {
            spark.addFile(args[0]);
            List<Integer> seeds = IntStream.range(0, models).boxed().toList();
            spark.parallelize(seeds, tasks)
                    .mapPartitions(ManyIrisModels::train)
                    .collect()
                    .forEach(System.out::println);
        }
    }

    private static Iterator<String> train(Iterator<Integer> seeds) throws IOException {
        Dataset rows = rows(Path.of(SparkFiles.get("iris.csv")));
        List<Integer> mine = new ArrayList<>();
        seeds.forEachRemaining(mine::add);
        List<TrainingRequest> requests =
                mine.stream().map(seed -> TrainingRequest.of(start(seed), TRAINER, rows)).toList();
        List<TrainingResult> results = TrainingGroup.of(requests).withThreads(1).fit();
        List<String> lines = new ArrayList<>();
        for (int k = 0; k < results.size(); k++) {
            TrainingResult result = results.get(k);
            if (!result.complete()) {
                throw new IllegalStateException("Half-trained model: " + result);
            }
            String sha = result.model().parametersSha256();
            lines.add(mine.get(k) + " " + sha + " " + ProcessHandle.current().pid());
        }
        return lines.iterator();
    }
}
