package consumer;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Csv;
import lanewise.data.Dataset;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
import lanewise.io.SavedModel;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;
import lanewise.train.Trainer;
import lanewise.train.TrainingListener;
import lanewise.train.TrainingRun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that embeds the engine: trains a model, writes it and reads it back. */
final class Main {

    private static final int ITERATIONS = 5000;

    /**
     * Number of iterations requested: enough for a run to choose faster kernels before its first
     * iteration, or to log the reason for scalar ones. The listener ends it after {@link
     * #ITERATIONS}.
     */
    private static final int REQUESTED = 10_000_000;

    private Main() {}

    /**
     * Trains the reference network once on each of the given tiers, and prints the kernels and the
     * SHA-256 of the parameters read back from a model file.
     *
     * @param arguments the CSV file of iris, then names of tiers
     * @throws IOException if the CSV file cannot be read, or the model file cannot be written or
     *     read
     */
    public static void main(String[] arguments) throws IOException {
        Dataset iris = Csv.read(Path.of(arguments[0]), "species");
        Dataset train = TrainTestSplit.of(iris, TestSize.count(20), 4).train();
        Network network =
                Network.of(4, Layer.sigmoid(2).withoutBias(), Layer.sigmoid(3).withoutBias());
        Model start = Model.normal(network, 0.5, new RandomState(10));
        Trainer trainer =
                Trainer.of(new Sgd(0.1))
                        .withIterations(REQUESTED)
                        .withoutHistory()
                        .withListener(
                                TrainingListener.everyIteration(
                                        run -> run.iteration() < ITERATIONS));
        for (int i = 1; i < arguments.length; i++) {
            TrainingRun run = trainer.withTier(Tier.valueOf(arguments[i])).fit(start, train);
            System.out.println(
                    run.kernels() + " " + writtenAndRead(run.model()).parametersSha256());
        }
    }

    private static Model writtenAndRead(Model model) throws IOException {
        Path file = Files.createTempFile("model", ".safetensors");
        try {
            SavedModel.of(model).write(file);
            return SavedModel.read(file).model();
        } finally {
            Files.delete(file);
        }
    }
}
