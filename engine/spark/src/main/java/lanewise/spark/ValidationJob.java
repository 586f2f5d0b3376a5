package lanewise.spark;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;

import lanewise.Model;
import lanewise.Predictor;
import lanewise.data.Dataset;
import lanewise.io.SavedModel;
import lanewise.spark.internal.scoring.Scoring;
import lanewise.spark.internal.training.BatchPrediction;
import lanewise.spark.internal.training.SharedModel;
import lanewise.spark.internal.training.Training;
import lanewise.spark.internal.training.TrainingSettings;
import lanewise.train.EarlyStopping;
import lanewise.train.StopReason;
import lanewise.train.Trainer;
import lanewise.train.TrainingGroup;
import lanewise.train.TrainingRequest;
import lanewise.train.TrainingResult;

import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Rows and settings of a validation: what its tasks need. Sent to each executor once.
 *
 * @param rows the rows of all folds, or those of each fold
 * @param settings the settings to compare
 * @param thresholds for each setting the thresholds of the classes; null for none
 * @param scoring the metric
 * @param keepModels whether the models are returned
 */
@DefaultSerializer(JavaSerializer.class) // Kryo cannot read records
record ValidationJob(
        List<ValidationRows> rows,
        List<TrainingSettings> settings,
        double[][] thresholds,
        Scoring scoring,
        boolean keepModels)
        implements Serializable {
    private static final int BATCH = 1024;

    /**
     * A training to do.
     *
     * @param setting index of the setting
     * @param fold index of the fold
     * @param cost estimated work, in multiply-adds
     */
    @DefaultSerializer(JavaSerializer.class) // Kryo cannot read records
    record Trial(int setting, int fold, double cost) implements Serializable {}

    /**
     * A trained and scored model.
     *
     * @param score the metric; NaN if the training diverged
     * @param model the model, the last finite one if it diverged; null if models are not kept
     * @param losses the loss of each step; empty if models are not kept
     * @param divergence the message of the divergence; null if there is none
     * @param problem why there is no score, and the validation must fail; null if there is none
     */
    @DefaultSerializer(JavaSerializer.class) // Kryo cannot read records
    record Score(
            int setting,
            int fold,
            double score,
            SharedModel model,
            float[] losses,
            String divergence,
            String problem)
            implements Serializable {
        static Score failed(Trial trial, String problem) {
            return new Score(
                    trial.setting, trial.fold, Double.NaN, null, new float[0], null, problem);
        }
    }

    private ValidationRows rowsOf(int fold) {
        return rows.size() == 1 ? rows.getFirst() : rows.get(fold);
    }

    /** All trainings of some folds. */
    List<Trial> trials(int folds) {
        List<Trial> trials = new ArrayList<>();
        for (int setting = 0; setting < settings.size(); setting++) {
            TrainingSettings some = settings.get(setting);
            double each = (double) some.network().parameterCount() * some.epochs();
            for (int fold = 0; fold < folds; fold++) {
                int trainRows = rowsOf(fold).trainRows(fold, false).length;
                trials.add(new Trial(setting, fold, each * trainRows));
            }
        }
        return trials;
    }

    /**
     * Trains and scores models on an executor.
     *
     * @return a score for each
     * @throws TaskKilledException if Spark kills the task, which would leave models half trained
     */
    List<Score> run(List<Trial> trials) {
        TaskContext task = TaskContext.get();
        Score[] scores = new Score[trials.size()];
        List<TrainingRequest> requests = new ArrayList<>();
        for (Trial trial : trials) {
            try {
                requests.add(request(trial));
            } catch (IllegalArgumentException e) { // a repetition would throw it again
                return List.of(Score.failed(trial, e.getMessage()));
            }
        }
        Optional<StopReason> stopped =
                TrainingGroup.of(requests)
                        .withThreads(task.cpus())
                        .fitEach(
                                (index, result) -> {
                                    if (result.complete()) {
                                        scores[index] = score(trials.get(index), result);
                                    }
                                    return !task.isInterrupted();
                                });
        if (stopped.isPresent() || task.isInterrupted()) {
            throw new TaskKilledException("interrupted in the middle of a validation");
        }
        return Arrays.asList(scores);
    }

    private TrainingRequest request(Trial trial) {
        TrainingSettings some = settings.get(trial.setting());
        ValidationRows from = rowsOf(trial.fold());
        Dataset data = data(from);
        Trainer trainer = some.trainer();
        float[] weights = from.trainingWeights();
        if (weights != null) {
            trainer = trainer.withSampleWeights(weights);
        }
        int[] unseen = from.trainRows(trial.fold(), true);
        if (unseen.length > 0) {
            EarlyStopping rule = new EarlyStopping(data.select(unseen), some.patience());
            trainer = trainer.withEarlyStopping(rule);
        }
        if (!keepModels) {
            trainer = trainer.withoutHistory();
        }
        return TrainingRequest.of(some.start(), trainer, data)
                .withRows(from.trainRows(trial.fold(), false));
    }

    private Dataset data(ValidationRows from) {
        TrainingSettings any = settings.getFirst(); // all have the same classes
        return from.data(any.labelNames());
    }

    private Score score(Trial trial, TrainingResult result) {
        Model model = result.model();
        SharedModel kept = keepModels ? SharedModel.of(SavedModel.of(model)) : null;
        String divergence = result.divergence().map(Throwable::getMessage).orElse(null);
        double score = Double.NaN;
        try {
            if (divergence == null) {
                score = scoring.score(predict(trial, model));
            }
        } catch (IllegalArgumentException e) {
            return Score.failed(trial, e.getMessage());
        }
        return new Score(
                trial.setting(),
                trial.fold(),
                score,
                kept,
                keepModels ? Training.losses(result.history()) : new float[0],
                divergence,
                null);
    }

    private Scoring.Predicted predict(Trial trial, Model model) {
        ValidationRows from = rowsOf(trial.fold());
        int[] test = from.testRows(trial.fold());
        int count = model.network().outputs();
        float[] outputs = outputs(from, test, model);
        double[] labels = new double[test.length];
        double[] weights = new double[test.length];
        double[] predictions = new double[test.length];
        for (int k = 0; k < test.length; k++) {
            labels[k] = from.label(test[k]);
            weights[k] = scoring.weighted() ? from.weight(test[k]) : 1;
            double[] row = BatchPrediction.toDoubles(outputs, k * count, count);
            predictions[k] = BatchPrediction.prediction(row, thresholds[trial.setting()]);
        }
        return new Scoring.Predicted(labels, weights, predictions, outputs);
    }

    private static float[] outputs(ValidationRows from, int[] rows, Model model) {
        Predictor predictor = model.predictor();
        int count = model.network().outputs();
        float[] outputs = new float[Math.multiplyExact(rows.length, count)];
        float[] x = new float[Math.min(BATCH, rows.length) * from.features()];
        float[] y = new float[Math.min(BATCH, rows.length) * count];
        for (int done = 0; done < rows.length; done += BATCH) {
            int batch = Math.min(BATCH, rows.length - done);
            for (int k = 0; k < batch; k++) {
                from.copy(rows[done + k], x, k);
            }
            predictor.predict(x, batch, y);
            System.arraycopy(y, 0, outputs, done * count, batch * count);
        }
        return outputs;
    }
}
