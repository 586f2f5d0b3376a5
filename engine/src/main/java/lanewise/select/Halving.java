package lanewise.select;

import lanewise.train.Trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Successive halving: all candidates are trained for a few epochs or iterations, the best of them
 * for more, and so on, as scikit-learn's {@code HalvingGridSearchCV} with this resource (K.
 * Jamieson and A. Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter
 * Optimization", 2016). Each rung multiplies the resource by the factor and keeps the best 1 /
 * factor of the candidates, rounded up. Each rung trains from the beginning and waits for all of
 * its trials, so that the result does not depend on which of them ends first.
 *
 * <pre>{@code
 * Halving halving = Halving.epochs(10, 270); // rungs of 10, 30, 90 and 270 epochs
 * System.out.println(halving.resources(30)); // prints [10, 30, 90, 270]
 * System.out.println(halving.resources(4)); // prints [10, 30]
 * System.out.println(halving.candidates(30)); // prints [30, 10, 4, 2]
 * Halving same = new Halving(Halving.Resource.EPOCHS, 10, 270, 3);
 * }</pre>
 *
 * @param resource what a rung has more of than the one before
 * @param minimum epochs or iterations of the first rung, at least 1
 * @param maximum largest number of epochs or iterations, at least the minimum
 * @param factor growth of the resource from rung to rung, and reduction of the candidates
 */
public record Halving(Resource resource, int minimum, int maximum, int factor) {

    /** What a rung has more of than the one before. */
    public enum Resource {
        /** Epochs: {@link Trainer#withEpochs}. */
        EPOCHS,
        /** Iterations: {@link Trainer#withIterations}. */
        ITERATIONS
    }

    /**
     * Validates the settings.
     *
     * @throws NullPointerException if {@code resource} is null
     * @throws IllegalArgumentException if a number is out of range
     */
    public Halving {
        Objects.requireNonNull(resource, "resource is null: expected EPOCHS or ITERATIONS");
        if (minimum < 1 || maximum < minimum) {
            throw new IllegalArgumentException(
                    "halving from "
                            + minimum
                            + " to "
                            + maximum
                            + ": expected at least 1, and a maximum of at least the minimum");
        }
        if (factor < 2) {
            throw new IllegalArgumentException(
                    "halving by a factor of " + factor + ": expected at least 2, such as 3");
        }
    }

    /**
     * Halves by epochs with a factor of 3.
     *
     * @param minimum epochs of the first rung, at least 1
     * @param maximum largest number of epochs
     * @return the rule
     * @throws IllegalArgumentException if a number is out of range
     */
    public static Halving epochs(int minimum, int maximum) {
        return new Halving(Resource.EPOCHS, minimum, maximum, 3);
    }

    /**
     * Halves by iterations with a factor of 3.
     *
     * @param minimum iterations of the first rung, at least 1
     * @param maximum largest number of iterations
     * @return the rule
     * @throws IllegalArgumentException if a number is out of range
     */
    public static Halving iterations(int minimum, int maximum) {
        return new Halving(Resource.ITERATIONS, minimum, maximum, 3);
    }

    /**
     * Returns this rule with another factor.
     *
     * @param factor growth of the resource and reduction of the candidates, at least 2
     * @return the rule
     * @throws IllegalArgumentException if {@code factor} is less than 2
     */
    public Halving withFactor(int factor) {
        return new Halving(resource, minimum, maximum, factor);
    }

    /**
     * Returns the epochs or iterations of each rung. There are as many rungs as the maximum and the
     * number of candidates allow.
     *
     * @param candidates number of candidates of the first rung, at least 1
     * @return the resource of each rung, unmodifiable
     * @throws IllegalArgumentException if {@code candidates} is less than 1
     */
    public List<Integer> resources(int candidates) {
        if (candidates < 1) {
            throw new IllegalArgumentException(candidates + " candidates: expected at least 1");
        }
        List<Integer> resources = new ArrayList<>();
        long power = 1;
        while (power <= candidates && power * minimum <= maximum) {
            resources.add((int) (power * minimum));
            power *= factor;
        }
        return List.copyOf(resources);
    }

    /**
     * Returns the number of candidates of each rung.
     *
     * @param candidates number of candidates of the first rung, at least 1
     * @return the candidates of each rung, unmodifiable
     * @throws IllegalArgumentException if {@code candidates} is less than 1
     */
    public List<Integer> candidates(int candidates) {
        List<Integer> counts = new ArrayList<>();
        int left = candidates;
        for (int rung = 0; rung < resources(candidates).size(); rung++) {
            counts.add(left);
            left = Math.ceilDiv(left, factor);
        }
        return List.copyOf(counts);
    }

    /** The estimator of a rung. */
    Estimator applied(Estimator estimator, int amount) {
        Trainer trainer = estimator.trainer();
        return estimator.withTrainer(
                switch (resource) {
                    case EPOCHS -> trainer.withEpochs(amount);
                    case ITERATIONS -> trainer.withIterations(amount);
                });
    }
}
