package lanewise.ensemble;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.train.DivergenceException;
import lanewise.train.StopReason;
import lanewise.train.TrainingResult;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The result of {@link Bagging#fit}. Immutable and thread-safe.
 *
 * <pre>{@code
 * BaggingResult result = Bagging.of(network, Initializer.glorotUniform(), trainer).fit(train);
 * System.out.println(result.leftOut()); // prints {}
 * System.out.println(result.ensemble().members().size()); // prints 10
 * TrainingResult first = result.trainings().getFirst();
 * System.out.println(first.iterations()); // prints 300
 * }</pre>
 */
public final class BaggingResult {
    /** Number of out-of-bag rows that are predicted, and copied, at a time. */
    private static final int BLOCK = 1024;

    private final Ensemble ensemble;
    private final List<TrainingResult> trainings;
    private final SequencedMap<Integer, String> leftOut;
    private final Bootstrap bootstrap;
    private final Dataset data;

    private BaggingResult(
            Ensemble ensemble,
            List<TrainingResult> trainings,
            SequencedMap<Integer, String> leftOut,
            Bootstrap bootstrap,
            Dataset data) {
        this.ensemble = ensemble;
        this.trainings = trainings;
        this.leftOut = leftOut;
        this.bootstrap = bootstrap;
        this.data = data;
    }

    /** Makes an ensemble of the trainings that succeeded. */
    static BaggingResult of(List<TrainingResult> trainings, Bootstrap bootstrap, Dataset data) {
        List<Model> members = new ArrayList<>();
        SequencedMap<Integer, String> leftOut = new TreeMap<>();
        for (int k = 0; k < trainings.size(); k++) {
            String failure = failure(trainings.get(k));
            if (failure.isEmpty()) {
                members.add(trainings.get(k).model());
            } else {
                leftOut.put(k, failure);
            }
        }
        if (members.isEmpty()) {
            DivergenceException cause = trainings.getFirst().divergence().orElse(null);
            throw new IllegalStateException(
                    "no member of "
                            + trainings.size()
                            + " is left; the first "
                            + leftOut.firstEntry().getValue(),
                    cause);
        }
        return new BaggingResult(
                Ensemble.of(members),
                List.copyOf(trainings),
                Collections.unmodifiableSequencedMap(leftOut),
                bootstrap,
                data);
    }

    /** Why a member is left out; empty if it is not. */
    private static String failure(TrainingResult training) {
        if (training.divergence().isPresent()) {
            return "diverged: " + training.divergence().get().getMessage();
        }
        if (training.stopReason() == StopReason.LOSS_GREW) {
            return "diverged: its loss grew beyond the limit of Trainer.withDivergenceLimit";
        }
        if (!training.complete()) {
            return "was stopped after "
                    + training.iterations()
                    + " iterations: "
                    + training.stopReason();
        }
        return "";
    }

    /**
     * The ensemble of all members but those left out.
     *
     * @return the ensemble, in the order of the trainings
     */
    public Ensemble ensemble() {
        return ensemble;
    }

    /**
     * The training of each member, those left out included.
     *
     * @return in the order of their seeds; immutable
     */
    public List<TrainingResult> trainings() {
        return trainings;
    }

    /**
     * The members left out of the ensemble because they diverged or were stopped.
     *
     * @return the reason in one line for each index into {@link #trainings}, ascending; immutable
     */
    public SequencedMap<Integer, String> leftOut() {
        return leftOut;
    }

    /**
     * The rows that a member was trained on.
     *
     * @param training index into {@link #trainings}
     * @return their indices in the order drawn; rows may occur more than once
     * @throws IndexOutOfBoundsException if there is no such training
     */
    public int[] rows(int training) {
        return bootstrap.rows(Objects.checkIndex(training, trainings.size()));
    }

    /**
     * Predicts each training row by the members that were not trained on it. Computed by each call.
     *
     * @return the predictions
     * @throws IllegalStateException if the members were trained on all rows, {@link
     *     Bagging#withoutBootstrap}
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public OutOfBag outOfBag() {
        if (!bootstrap.withReplacement()) {
            throw new IllegalStateException(
                    "no row is out of bag, as the members were trained on all rows: leave out"
                            + " Bagging.withoutBootstrap, or score on a test set");
        }
        double[] sums = new double[data.rows() * ensemble.outputs()];
        int[] members = new int[data.rows()];
        int next = 0;
        for (int k = 0; k < trainings.size(); k++) {
            if (!leftOut.containsKey(k)) {
                add(ensemble.members().get(next++), bootstrap.outOfBag(k), sums, members);
            }
        }
        FeatureMatrix means = new FeatureMatrix(data.rows(), ensemble.outputs());
        for (int row = 0; row < data.rows(); row++) {
            for (int k = 0; k < means.features(); k++) { // 0 / 0 is NaN
                double mean = sums[row * means.features() + k] / members[row];
                means.array()[k * means.stride() + row] = (float) mean;
            }
        }
        return new OutOfBag(means, ensemble.targets(data), members);
    }

    /** Adds a member's outputs for some rows to the sums (rows × outputs). */
    private void add(Model member, int[] rows, double[] sums, int[] members) {
        for (int from = 0; from < rows.length; from += BLOCK) {
            int[] block = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + BLOCK));
            FeatureMatrix outputs = member.predict(data.features().select(block));
            for (int k = 0; k < block.length; k++) {
                members[block[k]]++;
                for (int output = 0; output < outputs.features(); output++) {
                    sums[block[k] * outputs.features() + output] += outputs.get(k, output);
                }
            }
        }
    }

    /**
     * Describes the result.
     *
     * @return such as {@code 9 of 10 members; left out: {3=diverged: …}}
     */
    @Override
    public String toString() {
        return ensemble.members().size()
                + " of "
                + trainings.size()
                + " members"
                + (leftOut.isEmpty() ? "" : "; left out: " + leftOut);
    }
}
