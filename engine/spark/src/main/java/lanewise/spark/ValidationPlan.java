package lanewise.spark;

import lanewise.spark.internal.scoring.Scoring;
import lanewise.spark.internal.training.RowFormat;
import lanewise.spark.internal.training.TrainingSettings;
import lanewise.spark.param.LanewiseParams;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Predictor;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamPair;
import org.apache.spark.ml.tuning.ValidatorParams;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

import scala.jdk.javaapi.CollectionConverters;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The parameters of a validator whose models Spark tasks can train together.
 *
 * @param estimator the validator's estimator
 * @param earlier the stages before ours; empty if the estimator is ours
 * @param learners ours, a copy with the parameters of each setting
 * @param scoring the metric
 */
record ValidationPlan(
        Estimator<?> estimator,
        List<PipelineStage> earlier,
        List<Predictor<?, ?, ?>> learners,
        Scoring scoring) {

    /** Column of the first key of a row while it passes the earlier stages. */
    static final String FIRST_KEY = "_lanewise_key_1";

    /** Column of the second key. */
    static final String SECOND_KEY = "_lanewise_key_2";

    /** Parameters that a grid may have: they change models and predictions, but no columns. */
    private static final Set<String> GRID =
            Set.of(
                    "layers",
                    "activation",
                    "solver",
                    "stepSize",
                    "maxIter",
                    "batchSize",
                    "seed",
                    "regParam",
                    "dropout",
                    "numEarlyStoppingRounds",
                    "numShards",
                    "checkpointDir",
                    "checkpointInterval",
                    "thresholds");

    /**
     * The reason why a validator must be fitted in Spark's way; null if there is none.
     *
     * @param schema the columns of the rows
     * @param foldCol the validator's column of folds; empty for none
     */
    static String obstacle(ValidatorParams params, StructType schema, String foldCol) {
        if (!params.isDefined(params.estimator())
                || !params.isDefined(params.estimatorParamMaps())
                || !params.isDefined(params.evaluator())
                || params.getEstimatorParamMaps().length == 0) {
            return "estimator, evaluator or estimatorParamMaps is not set";
        }
        PipelineStage last = last(params.getEstimator());
        if (!(last instanceof LanewiseClassifier || last instanceof LanewiseRegressor)) {
            return "the estimator is neither Lanewise's nor a Pipeline that ends with one";
        }
        for (ParamMap map : params.getEstimatorParamMaps()) {
            for (ParamPair<?> pair : CollectionConverters.asJava(map.toSeq())) {
                if (!pair.param().parent().equals(last.uid())
                        || !GRID.contains(pair.param().name())) {
                    return "the grid sets " + pair.param();
                }
            }
        }
        ValidationPlan plan = of(params);
        String obstacle = plan.obstacle(params.getEvaluator());
        if (obstacle == null && foldCol.isEmpty()) {
            obstacle = unhashable(schema);
        }
        return obstacle != null ? obstacle : plan.lostKeys(schema);
    }

    /** The plan of a validator without {@link #obstacle}. */
    static ValidationPlan of(ValidatorParams params) {
        Estimator<?> estimator = params.getEstimator();
        Predictor<?, ?, ?> learner = (Predictor<?, ?, ?>) last(estimator);
        List<Predictor<?, ?, ?>> learners =
                Arrays.stream(params.getEstimatorParamMaps())
                        .<Predictor<?, ?, ?>>map(learner::copy)
                        .toList();
        List<PipelineStage> stages = stages(estimator);
        return new ValidationPlan(
                estimator,
                List.copyOf(stages.subList(0, stages.size() - 1)),
                learners,
                Scoring.of(params.getEvaluator()));
    }

    private static List<PipelineStage> stages(Estimator<?> estimator) {
        return estimator instanceof Pipeline pipeline
                ? Arrays.asList(pipeline.getStages())
                : List.of(estimator);
    }

    private static PipelineStage last(Estimator<?> estimator) {
        List<PipelineStage> stages = stages(estimator);
        return stages.isEmpty() ? estimator : stages.getLast();
    }

    private String obstacle(Evaluator evaluator) {
        if (scoring == null) {
            return "the evaluator is a " + evaluator.getClass().getSimpleName();
        }
        List<TrainingSettings> settings = settings();
        int features = settings.getFirst().features();
        int outputs = settings.getFirst().outputs();
        for (int k = 0; k < settings.size(); k++) {
            if (params(k).getNumShards() > 1) {
                return "numShards is above 1";
            }
            if (settings.get(k).features() != features || settings.get(k).outputs() != outputs) {
                return "layers differ in their number of features or classes";
            }
        }
        boolean suits =
                switch (scoring.kind()) {
                    case MULTICLASS -> isClassification();
                    case BINARY -> isClassification() && outputs == 2;
                    case REGRESSION -> !isClassification();
                };
        return suits
                ? scoring.obstacle(evaluator, columns())
                : "the evaluator is for models of another kind";
    }

    private Scoring.LanewiseColumns columns() {
        Predictor<?, ?, ?> learner = learners.getFirst();
        boolean classifies = learner instanceof LanewiseClassifier;
        return new Scoring.LanewiseColumns(
                learner.getLabelCol(),
                params(0).getWeightCol(),
                learner.getPredictionCol(),
                classifies ? ((LanewiseClassifier) learner).getProbabilityCol() : "",
                classifies ? ((LanewiseClassifier) learner).getRawPredictionCol() : "");
    }

    private static String unhashable(StructType schema) {
        for (StructField field : schema.fields()) {
            String type = field.dataType().catalogString();
            if (type.contains("map<") || type.contains("variant")) {
                return "rows cannot be ordered by column " + field.name() + ", a " + type;
            }
        }
        return null;
    }

    /** The reason why rows lose their keys on the way through the earlier stages, or null. */
    private String lostKeys(StructType schema) {
        StructType columns =
                schema.add(FIRST_KEY, DataTypes.LongType).add(SECOND_KEY, DataTypes.LongType);
        for (PipelineStage stage : earlier) {
            columns = stage.transformSchema(columns);
        }
        List<String> names = List.of(columns.fieldNames());
        return names.contains(FIRST_KEY) && names.contains(SECOND_KEY)
                ? null
                : "a stage of the Pipeline drops columns";
    }

    /** Fits the earlier stages. */
    PipelineModel fitEarlier(Dataset<?> rows) {
        return new Pipeline().setStages(earlier.toArray(PipelineStage[]::new)).fit(rows);
    }

    /** The format of the rows, which all settings share. */
    RowFormat format() {
        return RowFormat.of(params(0), settings().getFirst());
    }

    boolean isClassification() {
        return learners.getFirst() instanceof LanewiseClassifier;
    }

    LanewiseParams params(int setting) {
        return (LanewiseParams) learners.get(setting);
    }

    List<TrainingSettings> settings() {
        return learners.stream()
                .map(learner -> TrainingSettings.of((LanewiseParams) learner, isClassification()))
                .toList();
    }

    /** The thresholds of each setting; null for none. */
    double[][] thresholds() {
        double[][] thresholds = new double[learners.size()][];
        for (int k = 0; k < thresholds.length; k++) {
            if (learners.get(k) instanceof LanewiseClassifier classifier
                    && classifier.isDefined(classifier.thresholds())) {
                thresholds[k] = classifier.getThresholds();
            }
        }
        return thresholds;
    }
}
