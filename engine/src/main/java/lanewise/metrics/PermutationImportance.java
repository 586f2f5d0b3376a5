package lanewise.metrics;

import lanewise.Model;
import lanewise.Predictor;
import lanewise.data.Dataset;
import lanewise.data.FeatureGroup;
import lanewise.data.FeatureMatrix;
import lanewise.random.RandomState;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How much a model relies on a feature, or on a group of features that stand for one column of a
 * table: how much worse it scores if their values are shuffled among the rows, which breaks their
 * relation to the targets and leaves their distribution as it is.
 *
 * <pre>{@code
 * List<FeatureGroup> groups =
 *         List.of(new FeatureGroup("sepal", 0, 2), new FeatureGroup("petal", 2, 2));
 * List<PermutationImportance> importances =
 *         PermutationImportance.of(model, test, groups, Metric.ACCURACY, 5, 1);
 * System.out.println(importances.get(1).name()); // prints petal
 * System.out.println(importances.get(1).mean() > importances.get(0).mean()); // prints true
 * }</pre>
 *
 * <p>Source: Breiman 2001, Random Forests, section 10. Draws are those of scikit-learn's {@code
 * permutation_importance} with {@code random_state=seed}: all groups are shuffled in the same
 * orders. So drops are scikit-learn's for the same predictions, and those of one seed do not depend
 * on what other groups there are.
 *
 * <p>Importance is that for this model, not for the targets: of two features with the same
 * information, a model may use either. Scores of training rows overrate features that the model
 * overfits: use test rows. R² does not depend on the scale of the targets, so {@link Metric#R2}
 * gives the same importances if targets are scaled; those in {@link Metric#RMSE} and {@link
 * Metric#MAE} are in units of the scaled targets.
 *
 * <p>Records are immutable and thread-safe.
 *
 * @param name the name of the group or feature
 * @param mean mean drop
 * @param deviation standard deviation of the drops, √(Σ(drop − mean)² / repeats)
 * @param drops for each repeat how much worse the score is than that of the data as it is: the fall
 *     of a metric whose larger scores are better, the rise of another; negative if shuffling
 *     improved it, NaN if a score is NaN; immutable
 */
public record PermutationImportance(
        String name, double mean, double deviation, List<Double> drops) {

    /**
     * Creates an importance of its parts.
     *
     * @throws NullPointerException if an argument is null or contains null
     */
    public PermutationImportance {
        Objects.requireNonNull(name, "name is null: expected the name of a group or feature");
        drops = Copies.of(drops, "drops");
    }

    private static PermutationImportance of(String name, double[] drops) {
        double sum = 0;
        List<Double> list = new ArrayList<>();
        for (double drop : drops) {
            sum += drop;
            list.add(drop);
        }
        double mean = sum / drops.length;
        double squares = 0;
        for (double drop : drops) {
            squares += (drop - mean) * (drop - mean);
        }
        return new PermutationImportance(name, mean, Math.sqrt(squares / drops.length), list);
    }

    /**
     * Computes the importance of each feature by itself.
     *
     * @param model the model to evaluate
     * @param data rows with known targets
     * @param metric the score
     * @param repeats number of times that each feature is shuffled, at least 1
     * @param seed seed of the shuffles, 0 to 2³² − 1
     * @return the importance of each feature, in the order of features
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if {@code repeats} or {@code seed} is out of range, or as
     *     for {@link Metric#score(Model, Dataset)}
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public static List<PermutationImportance> of(
            Model model, Dataset data, Metric metric, int repeats, long seed) {
        Objects.requireNonNull(data, "data is null: expected rows with known targets");
        List<FeatureGroup> groups = new ArrayList<>();
        for (String name : data.featureNames()) {
            groups.add(new FeatureGroup(name, groups.size(), 1));
        }
        return of(model, data, groups, metric, repeats, seed);
    }

    /**
     * Computes the importance of groups of features; the features of a group keep their relation to
     * one another. Takes groups × repeats + 1 predictions of all rows, and memory for one copy of
     * the features.
     *
     * @param model the model to evaluate
     * @param data rows with known targets
     * @param groups the groups, such as {@code inputGroups()} of a {@code Preparation}; need not
     *     cover all features
     * @param metric the score; called with the same matrix of outputs each time
     * @param repeats number of times that each group is shuffled, at least 1
     * @param seed seed of the shuffles, 0 to 2³² − 1
     * @return the importance of each group, in the order of groups
     * @throws NullPointerException if an argument or a group is null
     * @throws IllegalArgumentException if a group has features beyond those of the data, {@code
     *     repeats} or {@code seed} is out of range, or as for {@link Metric#score(Model, Dataset)}
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public static List<PermutationImportance> of(
            Model model,
            Dataset data,
            List<FeatureGroup> groups,
            Metric metric,
            int repeats,
            long seed) {
        Objects.requireNonNull(model, "model is null: expected the model to evaluate");
        Objects.requireNonNull(data, "data is null: expected rows with known targets");
        List<FeatureGroup> checked = Copies.of(groups, "groups");
        Objects.requireNonNull(metric, "metric is null: expected a score such as Metric.ACCURACY");
        for (FeatureGroup group : checked) {
            requireFeatures(group, data);
        }
        if (repeats < 1) {
            throw new IllegalArgumentException(repeats + " repeats: expected at least 1");
        }
        RandomState random = new RandomState(seed);
        double[][] drops =
                new Shuffles(model, ClassTargets.matched(model, data), metric)
                        .drops(checked, repeats, random);
        List<PermutationImportance> importances = new ArrayList<>();
        for (int k = 0; k < drops.length; k++) {
            importances.add(of(checked.get(k).name(), drops[k]));
        }
        return List.copyOf(importances);
    }

    private static void requireFeatures(FeatureGroup group, Dataset data) {
        int features = data.features().features();
        if (group.count() > features - group.first()) {
            throw new IllegalArgumentException(
                    group
                            + " of data with "
                            + features
                            + " features: expected features among them");
        }
    }

    /** Scores of data with shuffled features; predictor and matrices serve all of them. */
    private static final class Shuffles {
        private final FeatureMatrix features;
        private final FeatureMatrix targets;
        private final Metric metric;
        private final Predictor predictor;

        /** The features; those of one group are shuffled for a while. */
        private final FeatureMatrix shuffled;

        private final FeatureMatrix outputs;

        Shuffles(Model model, Dataset data, Metric metric) {
            features = data.features();
            targets = data.targets();
            this.metric = metric;
            predictor = model.predictor();
            shuffled = new FeatureMatrix(features.samples(), features.features());
            System.arraycopy(features.array(), 0, shuffled.array(), 0, features.array().length);
            outputs = new FeatureMatrix(features.samples(), model.network().outputs());
        }

        /** The drops of each group and repeat. */
        double[][] drops(List<FeatureGroup> groups, int repeats, RandomState random) {
            double baseline = score();
            // scikit-learn: the draw of randint(2³¹) is the seed of the shuffles of each column
            RandomState orders = new RandomState(random.nextUint32() & Integer.MAX_VALUE);
            int rows = features.samples();
            int[] drawn = new int[rows];
            int[] order = new int[rows]; // the row whose values each row has
            for (int row = 0; row < rows; row++) {
                drawn[row] = row;
                order[row] = row;
            }
            double[][] drops = new double[groups.size()][repeats];
            for (int repeat = 0; repeat < repeats; repeat++) {
                // scikit-learn shuffles the order that is left by the repeat before, and applies it
                // to the column that is left by it
                orders.shuffle(drawn);
                int[] last = order.clone();
                for (int row = 0; row < rows; row++) {
                    order[row] = last[drawn[row]];
                }
                for (int k = 0; k < drops.length; k++) {
                    shuffle(groups.get(k), order);
                    double score = score();
                    drops[k][repeat] =
                            metric.largerIsBetter() ? baseline - score : score - baseline;
                    restore(groups.get(k));
                }
            }
            return drops;
        }

        private double score() {
            predictor.predict(shuffled, outputs);
            return metric.score(outputs, targets);
        }

        private void shuffle(FeatureGroup group, int[] order) {
            float[] from = features.array();
            float[] to = shuffled.array();
            for (int k = group.first(); k < group.first() + group.count(); k++) {
                int start = k * features.stride();
                for (int row = 0; row < order.length; row++) {
                    to[start + row] = from[start + order[row]];
                }
            }
        }

        private void restore(FeatureGroup group) {
            int start = group.first() * features.stride();
            int cells = group.count() * features.stride();
            System.arraycopy(features.array(), start, shuffled.array(), start, cells);
        }
    }
}
