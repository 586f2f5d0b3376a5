package lanewise.recurrent;

import java.util.Objects;
import java.util.Optional;

/**
 * What makes a layer recurrent: its units get each other's activations beside the layer's inputs,
 * {@code y = f(b + U·x + W·y)}, and what the layer gives is where that comes to rest. Training then
 * sends the error back until it has come to rest, too: recurrent backpropagation.
 *
 * <pre>{@code
 * Layer pool = Layer.sigmoid(12).withRecurrence(
 *         Recurrence.full().withHidden(9).withoutSelfConnections().withMaxSweeps(200));
 * }</pre>
 *
 * <p>Forward, the activations begin as those of the layer without {@code W}, and sweeps follow:
 * each computes all units from all activations of the sweep before, {@code y ← y + s·(f(b + U·x +
 * W·y) − y)} with a step {@code s}. A row has settled when no activation would change by more than
 * the tolerance times its largest activation, one below 0.01 counting as 0.01; what the layer gives
 * is then {@code f(b + U·x + W·y)}. A settled row takes no part in further sweeps. Backward, the
 * error of the weighted sums solves {@code δ = e + f′ ⊙ (Wᵀ·δ)} with the error {@code e} that comes
 * from the loss or the next layer, by the same kind of sweeps, until no error changes by more than
 * the tolerance times the row's largest. The gradient of {@code W} is then {@code Σ δ·yᵀ}, that of
 * {@code U} is {@code Σ δ·xᵀ}.
 *
 * <p>The step {@code s} is 1 − damping at first. Of step 1, sweeps are accelerated: {@code y ← φ(y)
 * − θ·(φ(y) − φ(y′))} with {@code φ(y) = f(b + U·x + W·y)}, the state {@code y′} of the sweep
 * before, and the θ that would have made the change least, within ±¾ forward and ±64 backward
 * (Anderson's acceleration with a memory of one sweep; D. G. Anderson, "Iterative procedures for
 * nonlinear integral equations", Journal of the ACM 12, 1965). That calms units that overshoot, and
 * takes a quarter to a half of the sweeps off others. The step is halved after 500 sweeps, again
 * after 2000 and 5000; and where changes grow a millionfold or beyond what a float holds, the row
 * starts again with half the step.
 *
 * <p>A row that has not settled after all sweeps, or still grows with an eighth of the step, ends a
 * prediction with an {@link ConvergenceException} and a training with a {@link
 * lanewise.train.DivergenceException}; a gradient is never computed from it. How a row fares
 * depends on the row alone, not on the rows beside it.
 *
 * <p>L. B. Almeida, "A learning rule for asynchronous perceptrons with feedback in a combinatorial
 * environment", IEEE First International Conference on Neural Networks, 1987, vol. 2, pp. 609–618;
 * F. J. Pineda, "Generalization of back-propagation to recurrent neural networks", Physical Review
 * Letters 59, 1987, pp. 2229–2232, and "Recurrent backpropagation and the dynamical approach to
 * adaptive neural computation", Neural Computation 1, 1989, pp. 161–172. As equilibrium of an
 * infinitely deep network: S. Bai, J. Z. Kolter and V. Koltun, "Deep equilibrium models", NeurIPS
 * 2019.
 *
 * @param hidden how many of the layer's units are hidden: its last ones, which neither the next
 *     layer nor the loss sees; at least 0 and fewer than its units
 * @param selfConnections whether a unit gets its own activation
 * @param wiring which connections there are; all if empty
 * @param accelerated whether sweeps of step 1 are accelerated
 * @param damping the share of a unit's activation that a sweep keeps, at least 0 and below 1
 * @param tolerance how small changes must be, above 0 and below 1, as said above: what is left to
 *     the state of rest is as many times larger as changes shrink slowly. Sums in float make
 *     changes of some 1e-7 that do not end; less than 1e-6 is seldom reached
 * @param maxSweeps the most sweeps, forward and again backward, at least 1
 */
public record Recurrence(
        int hidden,
        boolean selfConnections,
        Optional<Wiring> wiring,
        boolean accelerated,
        double damping,
        double tolerance,
        int maxSweeps) {

    private static final Recurrence FULL =
            new Recurrence(0, true, Optional.empty(), true, 0, 1e-5, 10_000);

    /**
     * Checks the description.
     *
     * @throws IllegalArgumentException if a number is out of range
     * @throws NullPointerException if {@code wiring} is null
     */
    public Recurrence {
        if (hidden < 0) {
            throw new IllegalArgumentException(hidden + " hidden units: expected at least 0");
        }
        Objects.requireNonNull(wiring, "wiring is null: expected a wiring, or empty for all");
        if (!(damping >= 0 && damping < 1)) {
            throw new IllegalArgumentException(
                    "damping " + damping + ": expected a share of at least 0 and below 1");
        }
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException(
                    "tolerance " + tolerance + ": expected a number above 0 and below 1");
        }
        if (maxSweeps < 1) {
            throw new IllegalArgumentException(
                    "at most " + maxSweeps + " sweeps: expected at least 1");
        }
    }

    /**
     * Every unit gets all units, itself too; none is hidden; accelerated, no damping at first,
     * tolerance 1e-5, at most 10,000 sweeps.
     *
     * @return the recurrence
     */
    public static Recurrence full() {
        return FULL;
    }

    /**
     * This recurrence with hidden units.
     *
     * @param units how many of the layer's units are hidden, at least 0
     * @return the recurrence
     * @throws IllegalArgumentException if {@code units} is out of range
     */
    public Recurrence withHidden(int units) {
        return new Recurrence(
                units, selfConnections, wiring, accelerated, damping, tolerance, maxSweeps);
    }

    /**
     * This recurrence without connections from a unit to itself.
     *
     * @return the recurrence
     */
    public Recurrence withoutSelfConnections() {
        return new Recurrence(hidden, false, wiring, accelerated, damping, tolerance, maxSweeps);
    }

    /**
     * This recurrence with some connections only. A weight that has no connection is 0 and stays 0.
     *
     * @param connections which there are; as many sources and units as the layer has
     * @return the recurrence
     * @throws NullPointerException if {@code connections} is null
     */
    public Recurrence withWiring(Wiring connections) {
        Objects.requireNonNull(connections, "connections is null: expected a wiring");
        return new Recurrence(
                hidden,
                selfConnections,
                Optional.of(connections),
                accelerated,
                damping,
                tolerance,
                maxSweeps);
    }

    /**
     * This recurrence with plain sweeps. They need more of them, but are what the papers describe:
     * where units have more than one state of rest, acceleration may lead to another.
     *
     * @return the recurrence
     */
    public Recurrence withoutAcceleration() {
        return new Recurrence(
                hidden, selfConnections, wiring, false, damping, tolerance, maxSweeps);
    }

    /**
     * This recurrence with damping from the first sweep on, which leaves nothing to accelerate.
     *
     * @param share the share of a unit's activation that a sweep keeps, at least 0 and below 1
     * @return the recurrence
     * @throws IllegalArgumentException if {@code share} is out of range
     */
    public Recurrence withDamping(double share) {
        return new Recurrence(
                hidden, selfConnections, wiring, accelerated, share, tolerance, maxSweeps);
    }

    /**
     * This recurrence with another tolerance.
     *
     * @param change how small changes must be, above 0 and below 1
     * @return the recurrence
     * @throws IllegalArgumentException if {@code change} is out of range
     */
    public Recurrence withTolerance(double change) {
        return new Recurrence(
                hidden, selfConnections, wiring, accelerated, damping, change, maxSweeps);
    }

    /**
     * This recurrence with another limit of sweeps.
     *
     * @param sweeps the most sweeps, forward and again backward, at least 1
     * @return the recurrence
     * @throws IllegalArgumentException if {@code sweeps} is out of range
     */
    public Recurrence withMaxSweeps(int sweeps) {
        return new Recurrence(
                hidden, selfConnections, wiring, accelerated, damping, tolerance, sweeps);
    }
}
