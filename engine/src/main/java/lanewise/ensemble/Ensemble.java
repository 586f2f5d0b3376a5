package lanewise.ensemble;

import lanewise.Activation;
import lanewise.Model;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.internal.plan.Outputs;
import lanewise.internal.text.Names;
import lanewise.metrics.Metric;

import java.util.List;
import java.util.Objects;

/**
 * Models that predict together: the outputs are the means of the members' outputs, that is of
 * probabilities or, in a regression, of the predicted numbers. The mean has a smaller error than
 * the members have on average, and their {@link #spread} shows where they disagree. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * Model second = trainer.fit(Model.normal(network, 0.5, new RandomState(2)), train).model();
 * Ensemble ensemble = Ensemble.of(List.of(model, second));
 * FeatureMatrix probabilities = ensemble.predict(features);
 * FeatureMatrix spread = ensemble.spread(features);
 * System.out.println(ensemble.score(Metric.ACCURACY, test) > 0.7); // prints true
 * }</pre>
 *
 * <p>The members' networks may differ in everything but their inputs, outputs and class names, and
 * the outputs of all must be probabilities (sigmoid, softmax) or of none.
 *
 * <p>Outputs are added in double, in the order of the members, divided by the number of members and
 * rounded to float. So their bits depend neither on the tier nor on threads nor on the rows
 * predicted together, and an ensemble of one model has that model's outputs.
 */
public final class Ensemble {
    private final List<Model> members;

    private Ensemble(List<Model> members) {
        this.members = members;
    }

    /**
     * Creates an ensemble.
     *
     * @param members at least one model
     * @return the ensemble
     * @throws NullPointerException if the list or a member is null
     * @throws IllegalArgumentException if there is no member, or if a member differs from the first
     *     in the number of inputs or outputs, in its class names, or in whether its outputs are
     *     probabilities
     */
    public static Ensemble of(List<Model> members) {
        Objects.requireNonNull(members, "members is null: expected the models of the ensemble");
        if (members.isEmpty()) {
            throw new IllegalArgumentException("no members: expected at least one model");
        }
        for (int k = 0; k < members.size(); k++) {
            Objects.requireNonNull(members.get(k), "member " + k + " is null: expected a model");
            requireAlike(k, members.get(k), members.getFirst());
        }
        return new Ensemble(List.copyOf(members));
    }

    private static void requireAlike(int index, Model member, Model first) {
        requireSame(index, "inputs", member.network().inputs(), first.network().inputs());
        requireSame(index, "outputs", member.network().outputs(), first.network().outputs());
        if (predictsProbabilities(member) != predictsProbabilities(first)) {
            throw new IllegalArgumentException(
                    "the outputs of member "
                            + index
                            + " are "
                            + last(member)
                            + ", those of member 0 are "
                            + last(first)
                            + ": expected probabilities (SIGMOID, SOFTMAX) of all members or of"
                            + " none");
        }
        if (!member.classNames().equals(first.classNames())) {
            throw new IllegalArgumentException(
                    "member "
                            + index
                            + " has "
                            + named(member.classNames())
                            + ", member 0 has "
                            + named(first.classNames())
                            + ": expected the same in the same order; train all members on the same"
                            + " classes, or name them by Model.withClassNames");
        }
    }

    private static void requireSame(int index, String what, int found, int expected) {
        if (found != expected) {
            throw new IllegalArgumentException(
                    "member "
                            + index
                            + " has "
                            + found
                            + " "
                            + what
                            + ", member 0 has "
                            + expected
                            + ": expected networks with the same number of "
                            + what);
        }
    }

    private static String named(List<String> names) {
        return names.isEmpty() ? "no class names" : "the class names " + Names.listed(names);
    }

    private static Activation last(Model model) {
        return model.network().layers().getLast().activation();
    }

    private static boolean predictsProbabilities(Model model) {
        return last(model) == Activation.SOFTMAX || last(model) == Activation.SIGMOID;
    }

    /**
     * The models, in the order in which their outputs are added.
     *
     * @return at least one; immutable
     */
    public List<Model> members() {
        return members;
    }

    /**
     * The number of features of a row.
     *
     * @return that of each member's network
     */
    public int inputs() {
        return members.getFirst().network().inputs();
    }

    /**
     * The number of outputs of a row.
     *
     * @return that of each member's network
     */
    public int outputs() {
        return members.getFirst().network().outputs();
    }

    /**
     * The names of the classes.
     *
     * @return {@link Model#classNames()} of each member
     */
    public List<String> classNames() {
        return members.getFirst().classNames();
    }

    /**
     * Whether the outputs are probabilities.
     *
     * @return true if the last layer of each member is sigmoid or softmax
     */
    public boolean predictsProbabilities() {
        return predictsProbabilities(members.getFirst());
    }

    /**
     * The mean outputs for many rows.
     *
     * @param features rows × inputs
     * @return rows × outputs
     * @throws NullPointerException if {@code features} is null
     * @throws IllegalArgumentException if the number of features differs from the number of inputs
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public FeatureMatrix predict(FeatureMatrix features) {
        FeatureMatrix outputs = matrix(features);
        predictor().predict(features, outputs);
        return outputs;
    }

    /**
     * The mean outputs for one row.
     *
     * @param features one value per input
     * @return one value per output
     * @throws NullPointerException if {@code features} is null
     * @throws IllegalArgumentException if the number of features differs from the number of inputs,
     *     or a feature is NaN or infinite
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public float[] predict(float... features) {
        float[] outputs = new float[outputs()];
        predictor().predict(features, outputs);
        return outputs;
    }

    /**
     * How far the members disagree: the standard deviation of each output over the members, that of
     * NumPy's {@code np.std(outputs, axis=0)}. It is 0 where all members predict the same. {@link
     * EnsemblePredictor} gives it together with the mean outputs.
     *
     * @param features rows × inputs
     * @return rows × outputs
     * @throws NullPointerException if {@code features} is null
     * @throws IllegalArgumentException if the number of features differs from the number of inputs
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public FeatureMatrix spread(FeatureMatrix features) {
        FeatureMatrix spread = matrix(features);
        predictor().predict(features, matrix(features), spread);
        return spread;
    }

    private FeatureMatrix matrix(FeatureMatrix features) {
        Objects.requireNonNull(features, "features is null: expected rows to predict");
        return new FeatureMatrix(features.samples(), outputs());
    }

    /**
     * The predicted classes of many rows, by the mean outputs: for each row the index of the
     * largest, the first if several are equal; for a single output, 1 if it exceeds ½, else 0.
     *
     * @param features rows × inputs
     * @return the class of each row
     * @throws NullPointerException if {@code features} is null
     * @throws IllegalArgumentException if the number of features differs from the number of inputs
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public int[] classify(FeatureMatrix features) {
        return Outputs.predictedClasses(predict(features));
    }

    /**
     * Scores the mean outputs, as {@link Metric#score(Model, Dataset)} scores a model. If the
     * members have class names, the classes of the data are matched by name.
     *
     * @param metric the score
     * @param data rows with known targets
     * @return the score; NaN if it is undefined for these rows
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the number of features differs from the number of inputs,
     *     a row has a class that is not among the class names, or as {@link
     *     Metric#score(FeatureMatrix, FeatureMatrix)} throws it
     */
    public double score(Metric metric, Dataset data) {
        Objects.requireNonNull(metric, "metric is null: expected one such as Metric.ACCURACY");
        Objects.requireNonNull(data, "data is null: expected rows with known targets");
        return metric.score(predict(data.features()), targets(data));
    }

    /** The targets of rows, with the classes of the members. */
    FeatureMatrix targets(Dataset data) {
        Dataset rows = data.withClassNames(classNames());
        if (rows.classNames().size() == 1) {
            throw new IllegalArgumentException(
                    "the data has a single class: expected at least two");
        }
        return rows.targets();
    }

    /**
     * A predictor for one thread that writes to buffers of the caller, with {@link Tier#AUTO}.
     *
     * @return a new predictor
     */
    public EnsemblePredictor predictor() {
        return predictor(Tier.AUTO);
    }

    /**
     * A predictor for one thread that writes to buffers of the caller.
     *
     * @param tier kernels of the predictions
     * @return a new predictor
     * @throws NullPointerException if {@code tier} is null
     * @throws IllegalStateException if the tier cannot run on this machine, or is {@link
     *     Tier#SPECIALISED}, which is for training
     */
    public EnsemblePredictor predictor(Tier tier) {
        return new EnsemblePredictor(
                members.stream().map(member -> member.predictor(tier)).toList(), outputs());
    }

    /**
     * Describes the size.
     *
     * @return such as {@code Ensemble[10 members, 4 inputs, 3 outputs]}
     */
    @Override
    public String toString() {
        return "Ensemble["
                + members.size()
                + (members.size() == 1 ? " member, " : " members, ")
                + inputs()
                + " inputs, "
                + outputs()
                + " outputs]";
    }
}
