package lanewise.api;

import static java.util.Map.entry;

import lanewise.Activation;
import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.ClassLabels;
import lanewise.data.Csv;
import lanewise.data.CsvException;
import lanewise.data.CsvFormat;
import lanewise.data.CsvRows;
import lanewise.data.DataWarning;
import lanewise.data.Dataset;
import lanewise.data.FeatureGroup;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaling;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
import lanewise.ensemble.Bagging;
import lanewise.ensemble.Ensemble;
import lanewise.io.ModelFileException;
import lanewise.io.SavedEnsemble;
import lanewise.io.SavedModel;
import lanewise.metrics.ConfusionMatrix;
import lanewise.metrics.LabelMetrics;
import lanewise.metrics.Metric;
import lanewise.metrics.ReliabilityCurve;
import lanewise.metrics.RocCurve;
import lanewise.optimize.Constant;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;
import lanewise.recurrent.ConvergenceException;
import lanewise.recurrent.Recurrence;
import lanewise.recurrent.Wiring;
import lanewise.select.Candidate;
import lanewise.select.Choice;
import lanewise.select.CrossValidation;
import lanewise.select.Estimator;
import lanewise.select.Restarts;
import lanewise.select.Search;
import lanewise.select.SearchListener;
import lanewise.select.SearchResult;
import lanewise.select.TrialExecutor;
import lanewise.shard.GradientSum;
import lanewise.shard.Gradients;
import lanewise.shard.ParameterUpdate;
import lanewise.shard.ShardPlan;
import lanewise.shard.ShardSums;
import lanewise.shard.ShardedTrainer;
import lanewise.shard.SumTree;
import lanewise.split.Fold;
import lanewise.split.GroupKFold;
import lanewise.split.KFold;
import lanewise.split.LeaveOneOut;
import lanewise.split.RepeatedKFold;
import lanewise.split.RepeatedStratifiedKFold;
import lanewise.split.ShuffleSplit;
import lanewise.split.StratifiedKFold;
import lanewise.split.StratifiedShuffleSplit;
import lanewise.split.TimeSeriesSplit;
import lanewise.table.CategoryEncoding;
import lanewise.table.ColumnEncoding;
import lanewise.table.ColumnKind;
import lanewise.table.NumberEncoding;
import lanewise.table.Prediction;
import lanewise.table.Preparation;
import lanewise.table.PreparationOptions;
import lanewise.table.RecordPredictor;
import lanewise.table.Table;
import lanewise.table.TableColumn;
import lanewise.table.TableSchema;
import lanewise.table.TableSplit;
import lanewise.table.TableTarget;
import lanewise.testing.ReferenceFiles;
import lanewise.train.Checkpoint;
import lanewise.train.DivergenceException;
import lanewise.train.GroupListener;
import lanewise.train.Trainer;
import lanewise.train.TrainingGroup;
import lanewise.train.TrainingListener;
import lanewise.train.TrainingRequest;
import lanewise.train.TrainingResult;
import lanewise.train.TrainingRun;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Type;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;

/**
 * Valid arguments for every parameter of the public API, and an instance of each of its types. All
 * are consistent: two rows of two features and two classes.
 *
 * <p>A value is looked up by {@code type Class.method(parameter)}, then by {@code type parameter},
 * then by {@code type}. For a type without entry, the sample is the first constant of an enum, or
 * the result of the longest constructor with arguments from the table.
 */
final class ApiSamples {
    private static final Choice<Integer> CHOICE = Choice.of("a", 1);

    private static final NumberEncoding FLAG =
            new NumberEncoding("flag", ColumnKind.BOOLEAN, List.of("no", "yes"), 0, false, 0, 1);

    /** A record for {@link #preparation}. */
    private record Member(double age, String joined) {}

    private static final Member JOINED = new Member(52, "2021-05-17");
    private static final Map<String, Object> MEMBER = Map.of("age", 52, "joined", "2021-05-17");
    private static final Object[] MEMBER_VALUES = {52, "2021-05-17"};

    private final Path file;
    private final Map<String, Callable<Object>> table =
            Map.ofEntries(
                    entry("boolean", () -> true),
                    entry("int", () -> 1),
                    entry("int rows", () -> 2),
                    entry("int folds", () -> 2),
                    entry("int actual", () -> 0),
                    entry("int index", () -> 0),
                    entry("int iteration", () -> 0),
                    entry("int layer", () -> 0),
                    entry("int factor", () -> 2),
                    entry("int high", () -> 2),
                    entry("int shard", () -> 0),
                    entry("int firstRow", () -> 0),
                    entry("int Csv.read(labelColumnIndex)", () -> -1),
                    entry("long", () -> 1L),
                    entry("char", () -> ';'),
                    entry("float", () -> 0.5f),
                    entry("double", () -> 0.5),
                    entry("double high", () -> 1.0),
                    entry("double Trainer.withDivergenceLimit(factor)", () -> 2.0),
                    entry("int[]", () -> new int[] {0, 1}),
                    entry("int[][]", () -> new int[][] {{1, 0}, {0, 1}}),
                    entry("int[] Fold.of(trainRows)", () -> new int[] {0}),
                    entry("int[] testRows", () -> new int[] {1}),
                    entry("int[] key", () -> new RandomState(1).state().key()),
                    entry("long[]", () -> new long[] {1, 2}),
                    entry("float[]", () -> new float[] {0, 1}),
                    entry("float[] Model.of(parameters)", () -> model().parameters()),
                    entry("float[] Gradients.sum(parameters)", () -> model().parameters()),
                    entry("double[]", () -> new double[] {1, 2}),
                    entry("double[][]", () -> new double[][] {{0, 1}, {1, 0}}),
                    entry("boolean[][]", () -> new boolean[][] {{true}, {false}}),
                    entry("float[][]", () -> new float[][] {{0, 1}, {1, 0}}),
                    entry("String", () -> "a"),
                    entry("String Csv.read(labelColumn)", () -> "species"),
                    entry("String TestSize.parse(text)", () -> "20"),
                    entry("String[]", () -> new String[] {"a", "b"}),
                    entry("List<String>", () -> List.of("a", "b")),
                    entry("List<Double>", () -> List.of(0.5)),
                    entry("List<Layer>", () -> network().layers()),
                    entry("Layer[]", () -> network().layers().toArray(new Layer[0])),
                    entry("Optional<Candidate>", () -> Optional.of(candidate())),
                    entry("Optional<Checkpoint>", () -> Optional.of(checkpoint())),
                    entry(
                            "Optional<DivergenceException>",
                            () -> Optional.of(divergenceException())),
                    entry("Optional<Recurrence>", () -> Optional.of(Recurrence.full())),
                    entry("Optional<Scaling>", () -> Optional.of(scaling())),
                    entry("Optional<String>", () -> Optional.of("a")),
                    entry("Optional<Wiring>", () -> Optional.empty()),
                    entry("FloatBuffer", () -> FloatBuffer.allocate(4)),
                    entry("MemorySegment", () -> MemorySegment.ofArray(new float[4])),
                    entry("Executor", () -> (Executor) Runnable::run),
                    entry("OptionalDouble", OptionalDouble::empty),
                    entry("InputStream", () -> Files.newInputStream(written())),
                    entry("OutputStream", ByteArrayOutputStream::new),
                    entry("DataInput", ApiSamples::sums),
                    entry("DataOutput", () -> new DataOutputStream(new ByteArrayOutputStream())),
                    entry("Path", this::file),
                    entry("Path Csv.read(file)", () -> ReferenceFiles.path("iris.csv")),
                    entry("Path CsvRows.open(file)", () -> ReferenceFiles.path("iris.csv")),
                    entry("CsvRows", ApiSamples::csvRows),
                    entry("Path SavedModel.read(file)", this::written),
                    entry("Path SavedEnsemble.read(file)", this::writtenEnsemble),
                    entry("InputStream SavedEnsemble.read(in)", this::ensembleStream),
                    entry("Path[]", ApiSamples::numpyFiles),
                    entry("Network NumpyWeights.read(network)", ApiSamples::numpyNetwork),
                    entry("Network NumpyWeights.readArchive(network)", ApiSamples::kerasNetwork),
                    entry("Path NumpyWeights.readArchive(archive)", () -> imported("keras.npz")),
                    entry("Network TorchWeights.read(network)", ApiSamples::torchNetwork),
                    entry("Path TorchWeights.read(file)", () -> imported("torch-f32.safetensors")),
                    entry("String[] TorchWeights.read(layers)", () -> new String[] {"0", "2", "4"}),
                    entry("T[]", () -> new Object[] {"a", "b"}),
                    entry("Choice<?>[]", () -> new Choice<?>[] {CHOICE}),
                    entry("Choice<T>", () -> CHOICE),
                    entry("Choice", () -> CHOICE),
                    entry("Candidate", ApiSamples::candidate),
                    entry("CandidateResult", () -> searched().best()),
                    entry("CrossValidation", ApiSamples::crossValidation),
                    entry(
                            "CrossValidationResult",
                            () -> crossValidation().fit(data(), estimator())),
                    entry("Estimator", ApiSamples::estimator),
                    entry(
                            "Function<Candidate, Estimator>",
                            () -> (Function<Candidate, Estimator>) candidate -> estimator()),
                    entry("Metric[]", () -> new Metric[] {Metric.ACCURACY}),
                    entry("Restarts", () -> Restarts.of(estimator(), 1)),
                    entry("SavedModel", () -> SavedModel.of(model())),
                    entry("Search", () -> Search.grid(CHOICE)),
                    entry("SearchListener", () -> (SearchListener) progress -> true),
                    entry("TrialExecutor", () -> crossValidation().executor(data(), estimator())),
                    entry("TrialExecutor.Receiver", () -> (TrialExecutor.Receiver) outcome -> true),
                    entry("List<TrialExecutor.Task>", List::of),
                    entry("Optional<FeatureMatrix>", Optional::empty),
                    entry("Optional<SavedModel>", Optional::empty),
                    entry("SearchResult", ApiSamples::searched),
                    entry("GradientSum", () -> GradientSum.of(network())),
                    entry("Gradients", ApiSamples::gradients),
                    entry("ShardPlan", ApiSamples::plan),
                    entry("ShardRows", () -> gradients().shard(0, 0)),
                    entry("ShardSums", ApiSamples::shardSums),
                    entry("ShardedTrainer", () -> ShardedTrainer.of(trainer(), 1)),
                    entry("SumTree", ApiSamples::tree),
                    entry("ParameterUpdate", ApiSamples::update),
                    entry("Checkpoint ShardedTrainer.resume(checkpoint)", ApiSamples::ofShards),
                    entry("Checkpoint ParameterUpdate.resume(checkpoint)", ApiSamples::ofShards),
                    entry("Splitter", () -> KFold.of(2)),
                    entry("GroupListener", () -> (GroupListener) (index, result) -> true),
                    entry("List<TrainingRequest>", () -> List.of(request())),
                    entry("TrainingGroup", () -> TrainingGroup.of(List.of(request()))),
                    entry("TrainingRequest", ApiSamples::request),
                    entry("Predicate<TrainingRun>", () -> (Predicate<TrainingRun>) run -> true),
                    entry("Checkpoint", ApiSamples::checkpoint),
                    entry("ClassLabels", () -> ClassLabels.of(List.of("a", "b"))),
                    entry("ConfusionMatrix", () -> ConfusionMatrix.of(model(), data())),
                    entry("Bagging", ApiSamples::bagging),
                    entry("BaggingResult", () -> bagging().fit(data())),
                    entry("CsvFormat", CsvFormat::standard),
                    entry("CsvException", ApiSamples::csvException),
                    entry("Dataset", ApiSamples::data),
                    entry("Dataset StratifiedKFold.split(data)", ApiSamples::fourRows),
                    entry("Dataset StratifiedKFold.warnings(data)", ApiSamples::fourRows),
                    entry("Dataset RepeatedStratifiedKFold.split(data)", ApiSamples::fourRows),
                    entry("Dataset RepeatedStratifiedKFold.warnings(data)", ApiSamples::fourRows),
                    entry("Dataset StratifiedShuffleSplit.split(data)", ApiSamples::fourRows),
                    entry("Dataset TimeSeriesSplit.split(data)", ApiSamples::fourRows),
                    entry("Dataset TrainTestSplit.stratified(data)", ApiSamples::fourRows),
                    entry("DataWarning", ApiSamples::dataWarning),
                    entry("DivergenceException", ApiSamples::divergenceException),
                    entry("Ensemble", ApiSamples::ensemble),
                    entry("EnsemblePredictor", () -> ensemble().predictor()),
                    entry("Fold", () -> Fold.leaving(2, 1)),
                    entry("GroupKFold", () -> GroupKFold.of(2, 0, 1)),
                    entry("KFold", () -> KFold.of(2)),
                    entry("LeaveOneOut", LeaveOneOut::of),
                    entry("RepeatedKFold", () -> RepeatedKFold.of(2, 1, 1)),
                    entry("RepeatedStratifiedKFold", () -> RepeatedStratifiedKFold.of(2, 1, 1)),
                    entry("ShuffleSplit", () -> ShuffleSplit.of(1, TestSize.count(1), 1)),
                    entry("StratifiedKFold", () -> StratifiedKFold.of(2)),
                    entry(
                            "StratifiedShuffleSplit",
                            () -> StratifiedShuffleSplit.of(1, TestSize.count(2), 1)),
                    entry("TimeSeriesSplit", () -> TimeSeriesSplit.of(2)),
                    entry("TestSize TrainTestSplit.stratified(testSize)", () -> TestSize.count(2)),
                    entry("TestSize TableSplit.stratified(testSize)", () -> TestSize.count(9)),
                    entry("FeatureMatrix", ApiSamples::matrix),
                    entry("List<FeatureGroup>", () -> List.of(new FeatureGroup("a", 0, 2))),
                    entry(
                            "List<LabelMetrics.Label>",
                            () -> LabelMetrics.of(matrix(), matrix()).labels()),
                    entry(
                            "List<ReliabilityCurve.Bin>",
                            () -> ReliabilityCurve.of(matrix(), matrix(), 0, 1).bins()),
                    entry(
                            "List<RocCurve.Point>",
                            () -> RocCurve.of(matrix(), matrix(), 0).points()),
                    entry("History", () -> run().history()),
                    entry("Initializer", Initializer::heNormal),
                    entry("Layer", () -> Layer.tanh(2)),
                    entry("Loss", () -> Loss.CROSS_ENTROPY),
                    entry("Metric", () -> Metric.ACCURACY),
                    entry("String Metric.named(name)", () -> "accuracy"),
                    entry("ToDoubleBiFunction<FeatureMatrix, FeatureMatrix>", ApiSamples::score),
                    entry("Model", ApiSamples::model),
                    entry("List<Model>", () -> List.of(model(), model())),
                    entry("ModelFileException", ApiSamples::modelFileException),
                    entry("Network", ApiSamples::network),
                    entry("Optimizer", () -> new Sgd(0.1)),
                    entry("OutOfBag", () -> bagging().fit(data()).outOfBag()),
                    entry("Predictor", () -> model().predictor()),
                    entry("Scaling", ApiSamples::scaling),
                    entry("Schedule", () -> new Constant(0.1)),
                    entry("TestSize", () -> TestSize.count(1)),
                    entry("TrainTestSplit", () -> TrainTestSplit.of(data(), TestSize.count(1), 1)),
                    entry("Trainer", ApiSamples::trainer),
                    entry("TrainingResult", ApiSamples::trained),
                    entry("TrainingListener", () -> TrainingListener.everyEpoch(run -> true)),
                    entry("TrainingRun", ApiSamples::run),
                    entry("ConvergenceException", ApiSamples::convergenceException),
                    entry(
                            "CategoryEncoding",
                            () -> CategoryEncoding.of("c", List.of("x"), true, "", false)),
                    entry("Charset", () -> StandardCharsets.UTF_8),
                    entry("Class<R>", () -> Member.class),
                    entry("ColumnEncoding", () -> preparation().columns().getFirst()),
                    entry("ColumnKind TableSchema.withKind(kind)", () -> ColumnKind.IGNORED),
                    entry("double[] Prediction.of(outputs)", () -> new double[] {0.5, 0.5}),
                    entry("float[] Preparation.encode(inputs)", ApiSamples::inputs),
                    entry("float[] RecordReader.encode(into)", ApiSamples::inputs),
                    entry("List<ColumnEncoding>", () -> preparation().columns()),
                    entry("List<NumberEncoding>", () -> List.of(FLAG)),
                    entry("List<String> TableTarget.Numbers(columns)", () -> List.of("a")),
                    entry("List<String> Table.rowsWith(names)", () -> List.of("age")),
                    entry("List<TableColumn>", () -> members().columns()),
                    entry("Map<String, ?>", () -> MEMBER),
                    entry("Model RecordPredictor.of(model)", ApiSamples::memberModel),
                    entry("Model RecordPredictor.requireFit(model)", ApiSamples::memberModel),
                    entry("NumberEncoding", () -> FLAG),
                    entry("Object[]", () -> MEMBER_VALUES),
                    entry("Optional<Preparation>", Optional::empty),
                    entry("Path Table.read(file)", () -> ReferenceFiles.path("tables/members.csv")),
                    entry(
                            "Path Table.sample(file)",
                            () -> ReferenceFiles.path("tables/members.csv")),
                    entry("Prediction", ApiSamples::prediction),
                    entry("Preparation", ApiSamples::preparation),
                    entry(
                            "Preparation SavedModel.withPreparation(preparation)",
                            ApiSamples::ofModel),
                    entry("PreparationOptions", PreparationOptions::standard),
                    entry("int PreparationOptions.withMaxCategories(count)", () -> 2),
                    entry("R", () -> JOINED),
                    entry("Record", () -> JOINED),
                    entry("RecordPredictor", ApiSamples::recordPredictor),
                    entry("RecordReader", () -> preparation().reader(Member.class)),
                    entry(
                            "Scaling TableTarget.Numbers(scaling)",
                            () -> Scaling.of(new double[] {0}, new double[] {1})),
                    entry("String CategoryEncoding.of(fill)", () -> ""),
                    entry("String Prediction.probability(className)", () -> "high"),
                    entry("String Table.column(name)", () -> "age"),
                    entry("String TableSchema.kind(name)", () -> "age"),
                    entry("String TableSchema.withKind(name)", () -> "age"),
                    entry("String TableSchema.withOrder(name)", () -> "age"),
                    entry("String TableSplit.stratified(column)", () -> "segment"),
                    entry("String[] Table.read(texts)", () -> new String[] {"age"}),
                    entry("String[] Table.sample(texts)", () -> new String[] {"age"}),
                    entry("String[] TableSchema.withTarget(names)", () -> new String[] {"age"}),
                    entry("Table", ApiSamples::members),
                    entry("TableColumn", () -> members().columns().getFirst()),
                    entry("TableColumn[]", () -> members().columns().toArray(new TableColumn[0])),
                    entry("TableSchema", ApiSamples::schema),
                    entry("TableSplit", () -> TableSplit.of(members(), TestSize.count(9), 1)),
                    entry("TableTarget", () -> preparation().target()),
                    entry("double[] RecordPredictor.predict(results)", () -> new double[2]),
                    entry(
                            "receiver of Prediction.labels",
                            () -> Prediction.of(new TableTarget.Labels(List.of(FLAG)), 0.7)),
                    entry("receiver of Prediction.numbers", ApiSamples::predictedNumber),
                    entry(
                            "receiver of SavedModel.recordPredictor",
                            () -> SavedModel.of(memberModel()).withPreparation(preparation())),
                    entry("Wiring", () -> Wiring.of(new boolean[][] {{true}, {false}})));

    /** Creates samples; those that need a file write it to the folder. */
    ApiSamples(Path folder) {
        file = folder.resolve("model.safetensors");
    }

    /** Returns valid arguments for a call. */
    Object[] arguments(Executable call, List<String> parameters) throws Exception {
        Type[] types = call.getGenericParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int k = 0; k < types.length; k++) {
            String type = Signatures.name(types[k]);
            String where = Signatures.name(call) + "(" + parameters.get(k) + ")";
            Callable<Object> sample = table.get(type + " " + where);
            sample = sample != null ? sample : table.get(type + " " + parameters.get(k));
            arguments[k] =
                    sample != null ? sample.call() : of(call.getParameterTypes()[k], type, where);
        }
        return arguments;
    }

    /** Returns an instance on which a method can be called. */
    Object receiver(Executable call) throws Exception {
        Callable<Object> sample = table.get("receiver of " + Signatures.name(call));
        Class<?> type = call.getDeclaringClass();
        return sample == null
                ? of(type, Signatures.name(type), "a call of its methods")
                : sample.call();
    }

    private Object of(Class<?> type, String name, String purpose) throws Exception {
        if (table.containsKey(name)) {
            return table.get(name).call();
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        Constructor<?> longest =
                Arrays.stream(type.getConstructors())
                        .max(Comparator.comparingInt(Constructor::getParameterCount))
                        .orElseThrow(
                                () ->
                                        new AssertionError(
                                                "no sample of "
                                                        + name
                                                        + " for "
                                                        + purpose
                                                        + ": add one to ApiSamples"));
        return longest.newInstance(arguments(longest, Signatures.parameters(longest)));
    }

    private Path file() {
        return file;
    }

    private Path written() throws IOException {
        SavedModel.of(model()).write(file);
        return file;
    }

    private Path writtenEnsemble() throws IOException {
        SavedEnsemble.of(ensemble()).write(file);
        return file;
    }

    private InputStream ensembleStream() throws IOException {
        return Files.newInputStream(writtenEnsemble());
    }

    private static Ensemble ensemble() {
        return Ensemble.of(List.of(model(), model()));
    }

    private static Bagging bagging() {
        return Bagging.of(network(), Initializer.heNormal(), trainer()).withMembers(2);
    }

    private static FeatureMatrix matrix() {
        return FeatureMatrix.ofRows(new float[][] {{0, 1}, {1, 0}});
    }

    private static Dataset data() {
        return Dataset.labelled(matrix(), List.of("a", "b"));
    }

    /** Two rows of each class, which can be divided by class. */
    private static Dataset fourRows() {
        return data().select(0, 1, 0, 1);
    }

    private static Scaling scaling() {
        return Scaling.standard(data());
    }

    /** Rows with an age: the schema's features are as many inputs as {@link #network} has. */
    private static Table members() throws IOException {
        Table all = Table.read(ReferenceFiles.path("tables/members.csv"), CsvFormat.standard());
        return all.select(all.rowsWith(List.of("age")));
    }

    private static TableSchema schema() throws IOException {
        Table all = members();
        Table few = Table.of(all.column("age"), all.column("joined"), all.column("segment"));
        return TableSchema.detect(few).withTarget("segment");
    }

    private static Preparation preparation() throws IOException {
        return Preparation.fit(members(), schema());
    }

    private static float[] inputs() throws IOException {
        return new float[preparation().inputs()];
    }

    private static Model memberModel() throws IOException {
        Network prepared = Network.of(preparation().inputs(), Layer.softmax(2));
        return Model.initialize(prepared, Initializer.heNormal(), new RandomState(1));
    }

    private static RecordPredictor recordPredictor() throws IOException {
        return RecordPredictor.of(memberModel(), preparation());
    }

    private static Prediction predictedNumber() {
        Scaling unscaled = Scaling.of(new double[] {0}, new double[] {1});
        return Prediction.of(new TableTarget.Numbers(List.of("a"), unscaled), 0.7);
    }

    private static Prediction prediction() throws IOException {
        return recordPredictor().predict(MEMBER);
    }

    /** Fits {@link #model}. */
    private static Preparation ofModel() {
        List<ColumnEncoding> columns = new ArrayList<>();
        for (int k = 0; k < network().inputs(); k++) {
            columns.add(new NumberEncoding("x" + k, ColumnKind.NUMERIC, List.of(), 0, false, 0, 1));
        }
        List<String> classes = List.of("a", "b", "c").subList(0, network().outputs());
        return Preparation.of(columns, new TableTarget.Classes("y", classes));
    }

    private static Network network() {
        return Network.of(2, Layer.tanh(3).recurrent(), Layer.softmax(2));
    }

    private static Model model() {
        return Model.of(network(), new float[network().parameterCount()]);
    }

    private static ToDoubleBiFunction<FeatureMatrix, FeatureMatrix> score() {
        return (predicted, targets) -> predicted.get(0, 0) - targets.get(0, 0);
    }

    private static Trainer trainer() {
        return Trainer.gradientDescent(0.1, 1);
    }

    private static TrainingRequest request() {
        return TrainingRequest.of(model(), trainer(), data());
    }

    private static ShardPlan plan() {
        return ShardPlan.of(trainer(), 2, 1);
    }

    private static Gradients gradients() {
        return Gradients.of(model(), data()).withPlan(plan());
    }

    private static SumTree tree() {
        SumTree tree = new SumTree(network(), 1);
        tree.add(0, GradientSum.of(network()));
        return tree;
    }

    private static DataInputStream sums() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        GradientSum.of(network()).write(new DataOutputStream(bytes));
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static ShardSums shardSums() {
        return (parameters, iteration, measure) -> GradientSum.of(network());
    }

    private static ParameterUpdate update() {
        return ParameterUpdate.start(trainer(), model(), plan());
    }

    private static Checkpoint ofShards() {
        return ShardedTrainer.of(trainer(), 1).start(model(), data()).checkpoint();
    }

    private static Candidate candidate() {
        return Search.grid(CHOICE).candidates().getFirst();
    }

    private static Estimator estimator() {
        return Estimator.of(network(), Initializer.heNormal(), trainer());
    }

    private static CrossValidation crossValidation() {
        return CrossValidation.of(KFold.of(2), Metric.ACCURACY).withThreads(1);
    }

    private static SearchResult searched() {
        return Search.grid(CHOICE).fit(data(), crossValidation(), candidate -> estimator());
    }

    private static TrainingResult trained() {
        return TrainingGroup.of(List.of(request())).fit().getFirst();
    }

    private static TrainingRun run() {
        return trainer().fit(model(), data());
    }

    private static Checkpoint checkpoint() {
        return trainer().start(model(), data()).checkpoint();
    }

    private static Network numpyNetwork() {
        return Network.of(4, Layer.sigmoid(3), Layer.identity(2));
    }

    private static Network kerasNetwork() {
        return Network.of(4, Layer.relu(8), Layer.sigmoid(6).withoutBias(), Layer.softmax(3));
    }

    private static Network torchNetwork() {
        return Network.of(4, Layer.relu(8), Layer.relu(6), Layer.softmax(3));
    }

    private static Path imported(String name) {
        return ReferenceFiles.path("import/" + name);
    }

    private static Path[] numpyFiles() {
        return new Path[] {
            ReferenceFiles.path("models/npy/w1.npy"),
            ReferenceFiles.path("models/npy/b1.npy"),
            ReferenceFiles.path("models/npy/w2.npy"),
            ReferenceFiles.path("models/npy/b2.npy")
        };
    }

    private static DataWarning dataWarning() {
        return new DataWarning(DataWarning.Kind.MISSING_CLASS, "a", "problem", "remedy");
    }

    private static CsvRows csvRows() throws IOException {
        CsvRows rows = CsvRows.open(ReferenceFiles.path("iris.csv"), CsvFormat.standard());
        rows.next();
        return rows;
    }

    private static Exception csvException() {
        return thrown(CsvException.class, () -> Csv.read(Path.of("missing.csv")));
    }

    private static Exception modelFileException() {
        return thrown(
                ModelFileException.class, () -> SavedModel.read(ReferenceFiles.path("iris.csv")));
    }

    private static Model nonConverging() {
        Recurrence oneSweep = Recurrence.full().withMaxSweeps(1);
        Layer layer = new Layer(2, Activation.TANH, false).withRecurrence(oneSweep);
        return Model.of(Network.of(2, layer), 1, 2, 3, 4, 5, 6, 7, 8);
    }

    private static Exception convergenceException() {
        return thrown(ConvergenceException.class, () -> nonConverging().predict(matrix()));
    }

    private static Exception divergenceException() {
        return thrown(DivergenceException.class, () -> trainer().fit(nonConverging(), data()));
    }

    private static Exception thrown(Class<? extends Exception> type, Callable<?> call) {
        try {
            call.call();
        } catch (Exception e) {
            return type.cast(e);
        }
        throw new AssertionError("no " + type.getSimpleName() + " was thrown");
    }
}
