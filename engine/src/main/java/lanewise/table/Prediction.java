package lanewise.table;

import lanewise.internal.text.Names;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a model predicts for a record: a class with the probability of each, numbers, or labels.
 *
 * <pre>{@code
 * Prediction prediction = RecordPredictor.of(recordModel, preparation).predict(member);
 * System.out.println(prediction.className() + " " + (prediction.probability("high") > 0.5)); // prints high true
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class Prediction {
    /** Probability above which a label applies. */
    private static final double LIKELY = 0.5;

    private final TableTarget target;
    private final double[] outputs;

    private Prediction(TableTarget target, double... outputs) {
        this.target = target;
        this.outputs = outputs;
    }

    /**
     * Creates a prediction.
     *
     * @param target what the outputs stand for
     * @param outputs the outputs: probabilities, or numbers in the units of the target; for two
     *     classes also the probability of the second alone
     * @return the prediction
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the number of outputs does not suit the target
     */
    public static Prediction of(TableTarget target, double... outputs) {
        Objects.requireNonNull(target, "target must not be null");
        Objects.requireNonNull(outputs, "outputs must not be null");
        int expected =
                target instanceof TableTarget.Classes classes
                        ? classes.classNames().size()
                        : target.columns().size();
        if (outputs.length == 1 && expected == 2 && target.kind() == TargetKind.CLASSES) {
            return new Prediction(target, 1 - outputs[0], outputs[0]);
        }
        if (outputs.length != expected) {
            throw new IllegalArgumentException(
                    outputs.length + " outputs for " + target + ": expected " + expected);
        }
        return new Prediction(target, outputs.clone());
    }

    /**
     * Returns the most probable class.
     *
     * @return its name; the first if several are equal
     * @throws IllegalStateException if no classes are predicted
     */
    public String className() {
        int best = 0;
        for (int k = 1; k < outputs.length; k++) {
            best = outputs[k] > outputs[best] ? k : best;
        }
        return classes().classNames().get(best);
    }

    /**
     * Returns the probability of a class.
     *
     * @param className its name
     * @return 0 to 1 if the outputs of the model are probabilities
     * @throws NullPointerException if {@code className} is null
     * @throws IllegalArgumentException if there is no such class
     * @throws IllegalStateException if no classes are predicted
     */
    public double probability(String className) {
        Objects.requireNonNull(className, "className must not be null");
        int index = classes().classNames().indexOf(className);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "no class "
                            + TableColumn.quoted(className)
                            + ": expected one of "
                            + Names.listed(classes().classNames()));
        }
        return outputs[index];
    }

    private TableTarget.Classes classes() {
        if (target instanceof TableTarget.Classes classes) {
            return classes;
        }
        throw wrong("classes", TargetKind.CLASSES);
    }

    /**
     * Returns the only number.
     *
     * @return the number, in the units of the target
     * @throws IllegalStateException if no number is predicted, or several are
     */
    public double number() {
        if (target.kind() != TargetKind.NUMBERS || outputs.length > 1) {
            throw wrong("a number", TargetKind.NUMBERS);
        }
        return outputs[0];
    }

    /**
     * Returns all numbers.
     *
     * @return the number of each target, in the units of the target, in order
     * @throws IllegalStateException if no numbers are predicted
     */
    public Map<String, Double> numbers() {
        if (target.kind() != TargetKind.NUMBERS) {
            throw wrong("numbers", TargetKind.NUMBERS);
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (int k = 0; k < outputs.length; k++) {
            numbers.put(target.columns().get(k), outputs[k]);
        }
        return numbers;
    }

    /**
     * Returns the labels that apply.
     *
     * @return the columns with a probability above 0.5, in order
     * @throws IllegalStateException if no labels are predicted
     */
    public List<String> labels() {
        if (target.kind() != TargetKind.LABELS) {
            throw wrong("labels", TargetKind.LABELS);
        }
        List<String> labels = new ArrayList<>();
        for (int k = 0; k < outputs.length; k++) {
            if (outputs[k] > LIKELY) {
                labels.add(target.columns().get(k));
            }
        }
        return labels;
    }

    /**
     * Returns all outputs.
     *
     * @return a copy: the probability of each class or label, or each number
     */
    public double[] outputs() {
        return outputs.clone();
    }

    private IllegalStateException wrong(String wanted, TargetKind expected) {
        return new IllegalStateException(
                "the model predicts "
                        + outputs.length
                        + " "
                        + target.kind()
                        + ", not "
                        + wanted
                        + (target.kind() == expected ? ": use numbers()" : ""));
    }

    /**
     * Describes the prediction.
     *
     * @return such as {@code Prediction[setosa, [0.97, 0.02, 0.01]]}
     */
    @Override
    public String toString() {
        return switch (target.kind()) {
            case CLASSES -> "Prediction[" + className() + ", " + Arrays.toString(outputs) + "]";
            case NUMBERS -> "Prediction" + numbers();
            case LABELS -> "Prediction[" + labels() + ", " + Arrays.toString(outputs) + "]";
        };
    }
}
