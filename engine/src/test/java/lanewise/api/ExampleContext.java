package lanewise.api;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Csv;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaling;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.testing.ReferenceFiles;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What an example in the engine's Javadoc may take for granted: these variables, the imports of
 * {@code java.base} and of all exported packages, and a folder with {@code iris.csv}, {@code
 * w1.npy}, {@code b1.npy}, {@code w2.npy} and {@code b2.npy} in which {@code Path.of("…")} lies. An
 * example may declare variables of the same names; each gets values of its own.
 */
public abstract class ExampleContext {
    private final Path folder;

    /** Iris, 150 rows. */
    protected Dataset data;

    /** 104 rows of it. */
    protected Dataset train;

    /** 26 others. */
    protected Dataset validation;

    /** The 20 left. */
    protected Dataset test;

    /** The features of {@code test}. */
    protected FeatureMatrix features;

    /** The numbers of a flower. */
    protected float[] row = {5.1f, 3.5f, 1.4f, 0.2f};

    /** Room for outputs. */
    protected float[] outputs = new float[3];

    /** Four inputs, eight units, three classes. */
    protected Network network = Network.of(4, Layer.tanh(8), Layer.softmax(3));

    /** Untrained. */
    protected Model start =
            Model.initialize(network, Initializer.glorotUniform(), new RandomState(1));

    /** Adam, 300 iterations, all rows at once. */
    protected Trainer trainer = Trainer.of(new Adam(0.01)).withIterations(300);

    /** Trained on {@code train} as it is. */
    protected Model model;

    /** Of {@code train}. */
    protected Scaling scaling;

    /** A finished run on {@code train} when scaled. */
    protected TrainingRun run;

    /** Where a file can be written. */
    protected Path file;

    /**
     * Prepares the variables.
     *
     * @param folder an empty folder
     * @throws IOException if files cannot be copied to it
     */
    protected ExampleContext(Path folder) throws IOException {
        this.folder = folder;
        for (String name : List.of("iris.csv", "w1.npy", "b1.npy", "w2.npy", "b2.npy")) {
            String source = name.endsWith("npy") ? "models/npy/" + name : name;
            Files.copy(ReferenceFiles.path(source), folder.resolve(name));
        }
        file = folder.resolve("file");
        data = Csv.read(folder.resolve("iris.csv"), "species");
        TrainTestSplit outer = TrainTestSplit.of(data, TestSize.count(20), 4);
        TrainTestSplit inner = TrainTestSplit.of(outer.train(), TestSize.fraction(0.2), 4);
        train = inner.train();
        validation = inner.test();
        test = outer.test();
        features = test.features();
        model = trainer.fit(start, train).model();
        scaling = Scaling.standard(train);
        run = trainer.fit(start, scaling.apply(train));
    }

    /**
     * Stands for {@code Path.of}.
     *
     * @param name of a file
     * @return it in the folder
     */
    protected Path pathOf(String name) {
        return folder.resolve(name);
    }

    /**
     * Does what the example says.
     *
     * @throws Exception if it fails
     */
    public abstract void run() throws Exception;
}
