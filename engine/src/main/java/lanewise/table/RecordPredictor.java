package lanewise.table;

import lanewise.Model;
import lanewise.Predictor;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Predicts records as they are: prepares each, runs the model and converts its outputs back to
 * names of classes or to the units of the targets.
 *
 * <pre>{@code
 * RecordPredictor predictor = RecordPredictor.of(recordModel, preparation);
 * System.out.println(predictor.predict(member).className()); // prints high
 * }</pre>
 *
 * <p>Has working memory, so use one for each thread; model and preparation are shared.
 */
public final class RecordPredictor {
    private final Preparation preparation;
    private final Predictor predictor;
    private final float[] inputs;
    private final float[] outputs;
    private final Map<Class<?>, RecordReader<?>> readers = new HashMap<>();

    private RecordPredictor(Model model, Preparation preparation) {
        this.preparation = preparation;
        predictor = model.predictor();
        inputs = new float[preparation.inputs()];
        outputs = new float[model.network().outputs()];
    }

    /**
     * Creates a predictor.
     *
     * @param model a model that was trained on prepared rows
     * @param preparation their preparation
     * @return the predictor
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the model has other numbers of inputs or outputs
     */
    public static RecordPredictor of(Model model, Preparation preparation) {
        requireFit(model, preparation);
        return new RecordPredictor(model, preparation);
    }

    /**
     * Checks that a model fits a preparation.
     *
     * @param model the model
     * @param preparation the preparation
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the model has other numbers of inputs or outputs
     */
    public static void requireFit(Model model, Preparation preparation) {
        Objects.requireNonNull(model, "model must not be null");
        Objects.requireNonNull(preparation, "preparation must not be null");
        preparation.requireFit(model.network());
    }

    /**
     * Returns the preparation.
     *
     * @return the preparation
     */
    public Preparation preparation() {
        return preparation;
    }

    /**
     * Predicts a record.
     *
     * @param record the value of each column by name, as for {@link Preparation#encode(Map,
     *     float[])}
     * @return the prediction
     * @throws NullPointerException if {@code record} is null
     * @throws IllegalArgumentException if a column is absent or a value is of another kind
     */
    public Prediction predict(Map<String, ?> record) {
        preparation.encode(record, inputs);
        return prediction();
    }

    /**
     * Predicts a Java record.
     *
     * @param record with a component for each column, of the same name
     * @return the prediction
     * @throws NullPointerException if {@code record} is null
     * @throws IllegalArgumentException if a component is absent or of another kind
     */
    public Prediction predict(Record record) {
        encode(Objects.requireNonNull(record, "record must not be null"));
        return prediction();
    }

    /**
     * Predicts a record into an array, with no more allocation than {@link Preparation#encode(Map,
     * float[])}.
     *
     * @param record as for {@link #predict(Map)}
     * @param results receives for each output of the model the probability or the number, in the
     *     units of the target
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if a column is absent, a value is of another kind, or the
     *     array has another length than the number of outputs
     */
    public void predict(Map<String, ?> record, double[] results) {
        requireLength(results);
        preparation.encode(record, inputs);
        run(results);
    }

    /**
     * Predicts a Java record into an array, with no more allocation than {@link
     * RecordReader#encode}.
     *
     * @param record as for {@link #predict(Record)}
     * @param results as for {@link #predict(Map, double[])}
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if a component is absent or of another kind, or the array
     *     has another length than the number of outputs
     */
    public void predict(Record record, double[] results) {
        requireLength(results);
        encode(Objects.requireNonNull(record, "record must not be null"));
        run(results);
    }

    private void requireLength(double[] results) {
        Objects.requireNonNull(results, "results must not be null");
        if (results.length != outputs.length) {
            throw new IllegalArgumentException(
                    "array of "
                            + results.length
                            + " results: expected "
                            + outputs.length
                            + ", one for each output of the model");
        }
    }

    @SuppressWarnings("unchecked") // a reader is stored under the class that it reads
    private <R extends Record> void encode(R record) {
        Class<R> type = (Class<R>) record.getClass();
        RecordReader<R> reader = (RecordReader<R>) readers.get(type);
        if (reader == null) {
            reader = preparation.reader(type);
            readers.put(type, reader);
        }
        reader.encode(record, inputs);
    }

    private Prediction prediction() {
        double[] results = new double[outputs.length];
        run(results);
        return Prediction.of(preparation.target(), results);
    }

    private void run(double[] results) {
        predictor.predict(inputs, outputs);
        for (int k = 0; k < results.length; k++) {
            results[k] =
                    preparation.target() instanceof TableTarget.Numbers numbers
                            ? outputs[k] * numbers.scaling().scale(k) + numbers.scaling().offset(k)
                            : outputs[k];
        }
    }
}
