package lanewise.spark;

import lanewise.spark.internal.training.Jobs;
import lanewise.spark.internal.training.RowFormat;
import lanewise.spark.param.LanewiseParams;
import lanewise.split.Splitter;

import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Predictor;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;

/**
 * Reads the rows of a validation: divides them into folds, passes them through the stages before
 * ours, and gathers them at the driver.
 */
final class ValidationReader {
    private static final String POSITION = "_lanewise_position";

    /** The columns that rows have only here. */
    private static final Set<String> ADDED =
            Set.of(POSITION, ValidationPlan.FIRST_KEY, ValidationPlan.SECOND_KEY);

    private final ValidationPlan plan;
    private final Folds folds;
    private final long limit;

    /** The earlier stages, fitted on the training rows of each fold, or once for all folds. */
    private final List<List<Transformer>> prefixes = new ArrayList<>();

    /**
     * How rows are divided into folds.
     *
     * @param count number of folds
     * @param column column with the fold of each row; empty if the splitter assigns them
     * @param splitter makes a splitter with as many folds for a number of rows
     */
    record Folds(int count, String column, IntFunction<Splitter> splitter) {
        private boolean given() {
            return !column.isEmpty();
        }

        /** The fold of each row by its keys, which are fold numbers or what orders the rows. */
        private int[] of(long[] keys) {
            ValidationRows.require(
                    keys.length > 0, "the dataset has no valid rows: expected some for each fold");
            if (!given()) {
                return ValidationRows.assign(keys, splitter.apply(keys.length / 2));
            }
            int[] folds = new int[keys.length / 2];
            for (int row = 0; row < folds.length; row++) {
                long fold = keys[2 * row];
                ValidationRows.require(
                        fold >= 0 && fold < count,
                        "foldCol "
                                + column
                                + (fold < 0 ? " is null or negative" : " has the value " + fold)
                                + " in a row: expected 0 to numFolds - 1, which is "
                                + (count - 1));
                folds[row] = (int) fold;
            }
            return folds;
        }
    }

    /**
     * Creates a reader.
     *
     * @param limit maximum number of bytes of the rows of all folds
     */
    ValidationReader(ValidationPlan plan, Folds folds, long limit) {
        this.plan = plan;
        this.folds = folds;
        this.limit = limit;
    }

    /**
     * Reads the rows.
     *
     * @return the rows of each fold, or one element for all folds if no stage is fitted
     * @throws IllegalArgumentException if a row is invalid, a fold lacks rows, or the rows need too
     *     much memory
     */
    List<ValidationRows> read(Dataset<?> dataset) {
        if (plan.earlier().stream().anyMatch(Estimator.class::isInstance)) {
            List<ValidationRows> rows = readEachFold(dataset);
            for (int fold = 0; fold < folds.count(); fold++) {
                rows.get(fold).requireRows(fold, 1);
            }
            return rows;
        }
        ValidationRows rows = rowsOfAllFolds(keyed(dataset));
        rows.requireRows(0, folds.count());
        return List.of(rows);
    }

    /** The earlier stages of a fold after {@link #read}, fitted; empty if there are none. */
    List<Transformer> prefix(int fold) {
        return prefixes.get(prefixes.size() == 1 ? 0 : fold);
    }

    /** Adds the keys to all rows: their folds, or numbers that order them. */
    private Dataset<Row> keyed(Dataset<?> dataset) {
        Dataset<Row> rows = dataset.toDF();
        if (folds.given()) {
            Column fold = rows.col(quoted(folds.column())).cast(DataTypes.LongType);
            return rows.withColumn(
                            ValidationPlan.FIRST_KEY, functions.coalesce(fold, functions.lit(-1L)))
                    .withColumn(ValidationPlan.SECOND_KEY, functions.lit(0L))
                    .drop(folds.column());
        }
        String rowId = plan.params(0).getRowIdCol();
        Column content = hash(rows, 0);
        Column number = rowId.isEmpty() ? content : functions.col(rowId).cast(DataTypes.LongType);
        Column other = rowId.isEmpty() ? hash(rows, 1) : content;
        Column absent = functions.lit(Long.MIN_VALUE); // such a row is rejected or skipped later
        return rows.select(
                functions.col("*"),
                functions.coalesce(number, absent).as(ValidationPlan.FIRST_KEY),
                other.as(ValidationPlan.SECOND_KEY));
    }

    /** A hash of all columns. Spark's ignores nulls, so that it must be told of them. */
    private static Column hash(Dataset<Row> rows, int seed) {
        List<Column> columns = new ArrayList<>(List.of(functions.lit(seed)));
        for (String name : rows.columns()) {
            Column column = rows.col(quoted(name));
            columns.add(column);
            columns.add(column.isNull());
        }
        return functions.xxhash64(columns.toArray(Column[]::new));
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private ValidationRows rowsOfAllFolds(Dataset<Row> keyed) {
        List<Transformer> prefix = new ArrayList<>();
        Dataset<Row> rows = keyed;
        for (PipelineStage stage : plan.earlier()) {
            Transformer transformer = (Transformer) stage;
            rows = transformer.transform(rows);
            prefix.add(transformer);
        }
        prefixes.add(prefix);
        List<ValidationRows.Part> parts = gather(rows);
        requireValid(parts);
        int[] foldOfRow = folds.of(ValidationRows.keys(parts));
        return ValidationRows.of(features(), parts, limit, foldOfRow);
    }

    /** Fits the earlier stages on the training rows of each fold, and applies them to all rows. */
    private List<ValidationRows> readEachFold(Dataset<?> dataset) {
        Dataset<Row> cached =
                keyed(dataset).withColumn(POSITION, functions.monotonically_increasing_id());
        // Rows that the caller has cached on disk, too, keep their positions as ours would. Those
        // that are only in memory may be computed again, in another order.
        boolean persist = !dataset.storageLevel().useDisk();
        if (persist) {
            cached.persist(StorageLevel.MEMORY_AND_DISK());
        }
        Broadcast<int[][]> positions = null;
        try {
            int[][] foldOfRow = foldsByPosition(cached);
            positions =
                    JavaSparkContext.fromSparkContext(cached.sparkSession().sparkContext())
                            .broadcast(foldOfRow);
            Dataset<Row> marked = marked(cached, positions);
            List<ValidationRows> rows = new ArrayList<>();
            for (FoldRows fold : rowsOfEachFold(marked)) {
                prefixes.add(fold.prefix);
                rows.add(fold.rows);
            }
            long needed = rows.stream().mapToLong(ValidationRows::bytes).sum();
            ValidationRows.require(needed <= limit, ValidationRows.tooLarge(limit));
            return rows;
        } finally {
            if (persist) {
                cached.unpersist();
            }
            if (positions != null) {
                positions.destroy();
            }
        }
    }

    /**
     * What a fold has of its own.
     *
     * @param rows the rows of all folds, as the earlier stages make them
     * @param prefix the earlier stages, fitted
     */
    private record FoldRows(ValidationRows rows, List<Transformer> prefix) {}

    /** Reads the folds at the same time: most of the time, Spark plans jobs on one thread. */
    private List<FoldRows> rowsOfEachFold(Dataset<Row> marked) {
        SparkContext context = marked.sparkSession().sparkContext();
        List<FutureTask<FoldRows>> readers = new ArrayList<>();
        for (int fold = 0; fold < folds.count(); fold++) {
            int number = fold;
            readers.add(
                    Jobs.start("lanewise-fold-" + fold, context, () -> rowsOfFold(marked, number)));
        }
        return Jobs.results(readers);
    }

    private FoldRows rowsOfFold(Dataset<Row> marked, int fold) {
        Dataset<Row> train =
                marked.filter(functions.col(ValidationPlan.FIRST_KEY).notEqual(fold))
                        .drop(ValidationPlan.FIRST_KEY, ValidationPlan.SECOND_KEY);
        PipelineModel prefix = plan.fitEarlier(train);
        List<ValidationRows.Part> parts = gather(prefix.transform(marked));
        requireValid(parts);
        long[] keys = ValidationRows.keys(parts);
        int[] foldOfRow = new int[keys.length / 2];
        Arrays.setAll(foldOfRow, row -> (int) keys[2 * row]);
        return new FoldRows(
                ValidationRows.of(features(), parts, limit, foldOfRow),
                Arrays.asList(prefix.stages()));
    }

    /** For each partition the fold of each of its rows. */
    private int[][] foldsByPosition(Dataset<Row> cached) {
        List<long[]> parts =
                Jobs.run(
                        cached.sparkSession().sparkContext(),
                        () ->
                                cached.select(
                                                POSITION,
                                                ValidationPlan.FIRST_KEY,
                                                ValidationPlan.SECOND_KEY)
                                        .toJavaRDD()
                                        .mapPartitions(numbers(3))
                                        .collect());
        long[] all = parts.stream().flatMapToLong(Arrays::stream).toArray();
        long[] keys = new long[all.length / 3 * 2];
        int[] rowsOf = new int[parts.size()];
        for (int row = 0; row < all.length / 3; row++) {
            keys[2 * row] = all[3 * row + 1];
            keys[2 * row + 1] = all[3 * row + 2];
            rowsOf[partition(all[3 * row])]++;
        }
        int[] foldOfRow = folds.of(keys);
        requireFolds(foldOfRow);
        int[][] byPosition = new int[parts.size()][];
        Arrays.setAll(byPosition, k -> new int[rowsOf[k]]);
        for (int row = 0; row < foldOfRow.length; row++) {
            long position = all[3 * row];
            byPosition[partition(position)][index(position)] = foldOfRow[row];
        }
        return byPosition;
    }

    private static FlatMapFunction<Iterator<Row>, long[]> numbers(int columns) {
        return rows -> {
            List<Row> list = new ArrayList<>();
            rows.forEachRemaining(list::add);
            long[] numbers = new long[columns * list.size()];
            for (int k = 0; k < numbers.length; k++) {
                numbers[k] = list.get(k / columns).getLong(k % columns);
            }
            return List.of(numbers).iterator();
        };
    }

    /** The upper bits of Spark's increasing ids. */
    private static int partition(long position) {
        return (int) (position >>> 33);
    }

    /** The lower bits of Spark's increasing ids. */
    private static int index(long position) {
        return (int) (position & ((1L << 33) - 1));
    }

    /** Checks that earlier stages have rows to be fitted on. */
    private void requireFolds(int... foldOfRow) {
        int[] counts = new int[folds.count() + 1];
        for (int fold : foldOfRow) {
            counts[fold]++;
        }
        for (int fold = 0; fold < folds.count(); fold++) {
            ValidationRows.require(
                    counts[fold] > 0 && counts[fold] < foldOfRow.length,
                    "fold "
                            + fold
                            + " has "
                            + counts[fold]
                            + " of "
                            + foldOfRow.length
                            + " rows: expected rows to test in each fold, and others to train on");
        }
    }

    /** Replaces the keys of all rows by their folds. */
    private static Dataset<Row> marked(Dataset<Row> cached, Broadcast<int[][]> positions) {
        UDF1<Long, Long> fold =
                position -> (long) positions.value()[partition(position)][index(position)];
        List<Column> columns = new ArrayList<>(); // one selection: Spark analyzes each
        for (String name : cached.columns()) {
            if (!ADDED.contains(name)) {
                columns.add(functions.col(quoted(name)));
            }
        }
        columns.add(
                functions
                        .udf(fold, DataTypes.LongType)
                        .apply(functions.col(POSITION))
                        .as(ValidationPlan.FIRST_KEY));
        columns.add(functions.lit(0L).as(ValidationPlan.SECOND_KEY));
        return cached.select(columns.toArray(Column[]::new));
    }

    private int features() {
        return plan.settings().getFirst().features();
    }

    private List<ValidationRows.Part> gather(Dataset<Row> rows) {
        Predictor<?, ?, ?> learner = plan.learners().getFirst();
        LanewiseParams params = plan.params(0);
        RowFormat format = plan.format();
        List<Column> columns =
                RowFormat.columns(params, learner.getFeaturesCol(), learner.getLabelCol());
        columns.add(functions.col(ValidationPlan.FIRST_KEY));
        columns.add(functions.col(ValidationPlan.SECOND_KEY));
        long most = limit;
        try {
            return Jobs.run(
                    rows.sparkSession().sparkContext(),
                    () ->
                            rows.select(columns.toArray(Column[]::new))
                                    .toJavaRDD()
                                    .mapPartitionsWithIndex(
                                            (partition, part) ->
                                                    List.of(
                                                                    ValidationRows.Part.read(
                                                                            part, format, partition,
                                                                            most))
                                                            .iterator(),
                                            true)
                                    .collect());
        } catch (RuntimeException e) {
            if (String.valueOf(e.getMessage()).contains("spark.driver.maxResultSize")) {
                throw new IllegalArgumentException(
                        ValidationRows.tooLarge(limit) + "; or raise spark.driver.maxResultSize",
                        e);
            }
            throw e;
        }
    }

    private static void requireValid(List<ValidationRows.Part> parts) {
        for (ValidationRows.Part part : parts) {
            ValidationRows.require(part.table().problem() == null, part.table().problem());
        }
    }
}
