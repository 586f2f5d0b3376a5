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

/** What an embedding program does: trains, keeps the model, reads it again. */
final class Main {

    private static final int ITERATIONS = 5000;

    /**
     * A plan of so many iterations lets a run see to faster kernels before its first one, or say
     * why there are none; the listener ends it when the classic number is done.
     */
    private static final int PLANNED = 10_000_000;

    private Main() {}

    /**
     * Trains the classic network once on each of the given tiers, and prints the kernels and the
     * SHA-256 of the parameters, as a model file has kept them.
     *
     * @param arguments the table of iris, then names of tiers
     * @throws IOException if the table cannot be read or the model file not be written or read
     */
    public static void main(String[] arguments) throws IOException {
        Dataset iris = Csv.read(Path.of(arguments[0]), "species");
        Dataset train = TrainTestSplit.of(iris, TestSize.count(20), 4).train();
        Network network =
                Network.of(4, Layer.sigmoid(2).withoutBias(), Layer.sigmoid(3).withoutBias());
        Model start = Model.normal(network, 0.5, new RandomState(10));
        Trainer trainer =
                Trainer.of(new Sgd(0.1))
                        .withIterations(PLANNED)
                        .withoutHistory()
                        .withListener(
                                TrainingListener.everyIteration(
                                        run -> run.iteration() < ITERATIONS));
        for (int i = 1; i < arguments.length; i++) {
            TrainingRun run = trainer.withTier(Tier.valueOf(arguments[i])).fit(start, train);
            System.out.println(run.kernels() + " " + kept(run.model()).parametersSha256());
        }
    }

    private static Model kept(Model model) throws IOException {
        Path file = Files.createTempFile("model", ".safetensors");
        try {
            SavedModel.of(model).write(file);
            return SavedModel.read(file).model();
        } finally {
            Files.delete(file);
        }
    }
}
