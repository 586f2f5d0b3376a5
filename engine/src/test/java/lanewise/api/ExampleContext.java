package lanewise.api;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Csv;
import lanewise.data.CsvFormat;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaling;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
import lanewise.ensemble.Bagging;
import lanewise.ensemble.Ensemble;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.shard.Gradients;
import lanewise.shard.ShardPlan;
import lanewise.shard.ShardRows;
import lanewise.shard.SumTree;
import lanewise.table.Preparation;
import lanewise.table.Table;
import lanewise.table.TableSchema;
import lanewise.testing.ReferenceFiles;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The context of examples in the engine's Javadoc: these variables, the imports of {@code
 * java.base} and all exported packages, and a directory with {@code iris.csv}, {@code w1.npy},
 * {@code b1.npy}, {@code w2.npy}, {@code b2.npy}, {@code torch.safetensors} and {@code keras.npz},
 * and {@code members.csv}, against which {@code Path.of("…")} is resolved. An example may declare
 * variables of the same names. Each example has its own values.
 */
public abstract class ExampleContext {
    private final Path folder;

    /** Iris, 150 rows. */
    protected Dataset data;

    /** Training rows, 104 of {@code data}. */
    protected Dataset train;

    /** Validation rows, 26 of {@code data}. */
    protected Dataset validation;

    /** Test rows, 20 of {@code data}. */
    protected Dataset test;

    /** Features of {@code test}. */
    protected FeatureMatrix features;

    /** Features of one flower. */
    protected float[] row = {5.1f, 3.5f, 1.4f, 0.2f};

    /** Array for outputs. */
    protected float[] outputs = new float[3];

    /** Network with four inputs, eight units and three classes. */
    protected Network network = Network.of(4, Layer.tanh(8), Layer.softmax(3));

    /** Untrained model. */
    protected Model start =
            Model.initialize(network, Initializer.glorotUniform(), new RandomState(1));

    /** Trainer with Adam, 300 iterations and full batches. */
    protected Trainer trainer = Trainer.of(new Adam(0.01)).withIterations(300);

    /** Model trained on {@code train} without scaling. */
    protected Model model;

    /** Ensemble of three models trained on {@code train} without scaling. */
    protected Ensemble ensemble;

    /** Scaling fitted to {@code train}. */
    protected Scaling scaling;

    /** Finished run on the scaled {@code train}. */
    protected TrainingRun run;

    /** Plan of {@code trainer} for {@code data} in four shards. */
    protected ShardPlan plan;

    /** Gradients of {@code data} for that plan. */
    protected Gradients gradients;

    /** The rows of its shards. */
    protected List<ShardRows> shards;

    /** Tree without sums for its shards. */
    protected SumTree tree;

    /** The 90 rows of {@code members.csv}. */
    protected Table table;

    /** Kinds of its columns; the target is segment. */
    protected TableSchema schema;

    /** Preparation fitted to its rows. */
    protected Preparation preparation;

    /** Array for prepared inputs. */
    protected float[] inputs;

    /** The values of a row. */
    protected Map<String, Object> member =
            Map.of(
                    "age",
                    52,
                    "income",
                    41500.5,
                    "city",
                    "Oslo",
                    "size",
                    "L",
                    "member",
                    true,
                    "joined",
                    LocalDate.of(2021, 5, 17),
                    "children",
                    2);

    /** Model trained on its prepared rows. */
    protected Model recordModel;

    /** Path of a file that can be written. */
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
        Files.copy(
                ReferenceFiles.path("import/torch-f32.safetensors"),
                folder.resolve("torch.safetensors"));
        Files.copy(ReferenceFiles.path("import/keras.npz"), folder.resolve("keras.npz"));
        Files.copy(ReferenceFiles.path("tables/members.csv"), folder.resolve("members.csv"));
        file = folder.resolve("file");
        data = Csv.read(folder.resolve("iris.csv"), "species");
        TrainTestSplit outer = TrainTestSplit.of(data, TestSize.count(20), 4);
        TrainTestSplit inner = TrainTestSplit.of(outer.train(), TestSize.fraction(0.2), 4);
        train = inner.train();
        validation = inner.test();
        test = outer.test();
        features = test.features();
        model = trainer.fit(start, train).model();
        ensemble =
                Bagging.of(network, Initializer.glorotUniform(), trainer)
                        .withMembers(3)
                        .fit(train)
                        .ensemble();
        scaling = Scaling.standard(train);
        run = trainer.fit(start, scaling.apply(train));
        plan = ShardPlan.of(trainer, data.rows(), 4);
        gradients = Gradients.of(start, data).withPlan(plan);
        shards =
                List.of(
                        gradients.shard(0, plan.begin(0)),
                        gradients.shard(1, plan.begin(1)),
                        gradients.shard(2, plan.begin(2)),
                        gradients.shard(3, plan.begin(3)));
        tree = new SumTree(network, 4);
        table = Table.read(folder.resolve("members.csv"), CsvFormat.standard());
        schema =
                TableSchema.detect(table)
                        .withTarget("segment")
                        .withOrder("size", "S", "M", "L", "XL");
        preparation = Preparation.fit(table, schema);
        inputs = new float[preparation.inputs()];
        Network ofMembers = Network.of(preparation.inputs(), Layer.tanh(4), Layer.softmax(2));
        Model untrained =
                Model.initialize(ofMembers, Initializer.glorotUniform(), new RandomState(1));
        recordModel = trainer.fit(untrained, preparation.apply(table)).model();
    }

    /**
     * Replaces {@code Path.of}.
     *
     * @param name the name of a file
     * @return its path in the directory
     */
    protected Path pathOf(String name) {
        return folder.resolve(name);
    }

    /**
     * Runs the example.
     *
     * @throws Exception if it fails
     */
    public abstract void run() throws Exception;
}
