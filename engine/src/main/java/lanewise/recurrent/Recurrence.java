package lanewise.recurrent;

import java.util.Objects;
import java.util.Optional;

/**
 * Recurrent connections of a layer: its units are connected to each other as well as to the layer's
 * inputs, and the layer's output is the fixed point of {@code y = f(b + U·x + W·y)}. Training
 * propagates the error back through the fixed point: recurrent backpropagation.
 *
 * <pre>{@code
 * Layer pool = Layer.sigmoid(12).withRecurrence(
 *         Recurrence.full().withHidden(9).withoutSelfConnections().withMaxSweeps(200));
 * }</pre>
 *
 * <p>Forward, iteration starts from the activations of the layer without {@code W}. Each sweep
 * updates all units from the activations of the previous sweep: {@code y ← y + s·(f(b + U·x + W·y)
 * − y)} with a step {@code s}. A row has converged when no activation would change by more than the
 * tolerance times the row's largest activation, taken as at least 0.01; the layer's output is then
 * {@code f(b + U·x + W·y)}. A converged row takes no part in further sweeps.
 *
 * <p>Backward, the error of the weighted sums solves {@code δ = e + f′ ⊙ (Wᵀ·δ)}, where {@code e}
 * is the error from the loss or the next layer. The same kind of sweeps iterates until no error
 * changes by more than the tolerance times the row's largest error. The gradient of {@code W} is
 * then {@code Σ δ·yᵀ}, that of {@code U} is {@code Σ δ·xᵀ}.
 *
 * <p>The initial step {@code s} is 1 − damping. Sweeps with step 1 are accelerated: {@code y ← φ(y)
 * − θ·(φ(y) − φ(y′))}, where {@code φ(y) = f(b + U·x + W·y)}, {@code y′} is the state of the
 * previous sweep, and θ is the value that would have minimized the change, clamped to ±¾ forward
 * and ±64 backward (Anderson acceleration with a memory of one sweep; D. G. Anderson, "Iterative
 * procedures for nonlinear integral equations", Journal of the ACM 12, 1965). Acceleration damps
 * units that overshoot, and saves a quarter to a half of the sweeps of others. The step is halved
 * after 500, 2000 and 5000 sweeps. If changes grow a millionfold or overflow, the row restarts with
 * half the step.
 *
 * <p>If a row has not converged after the maximum number of sweeps, or still grows with an eighth
 * of the step, prediction throws a {@link ConvergenceException} and training a {@link
 * lanewise.train.DivergenceException}; no gradient is computed from such a row. The convergence of
 * a row does not depend on the other rows.
 *
 * <p>L. B. Almeida, "A learning rule for asynchronous perceptrons with feedback in a combinatorial
 * environment", IEEE First International Conference on Neural Networks, 1987, vol. 2, pp. 609–618;
 * F. J. Pineda, "Generalization of back-propagation to recurrent neural networks", Physical Review
 * Letters 59, 1987, pp. 2229–2232, and "Recurrent backpropagation and the dynamical approach to
 * adaptive neural computation", Neural Computation 1, 1989, pp. 161–172. As the equilibrium of an
 * infinitely deep network: S. Bai, J. Z. Kolter and V. Koltun, "Deep equilibrium models", NeurIPS
 * 2019.
 *
 * @param hidden number of hidden units: the layer's last ones, which feed neither the next layer
 *     nor the loss; at least 0 and fewer than the layer's units
 * @param selfConnections whether units are connected to themselves
 * @param wiring mask of connections; empty for all connections
 * @param accelerated whether sweeps with step 1 are accelerated
 * @param damping share of its activation that a unit keeps in a sweep, at least 0 and below 1
 * @param tolerance largest relative change of a converged row, above 0 and below 1. The slower
 *     changes shrink, the more the distance to the fixed point exceeds it. Rounding of float sums
 *     causes persistent changes of about 1e-7; less than 1e-6 is seldom reached
 * @param maxSweeps maximum number of sweeps in each of the two passes, at least 1
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
        Objects.requireNonNull(
                wiring,
                "wiring is null: expected a wiring, or an empty Optional for all connections");
        if (!(damping >= 0 && damping < 1)) {
            throw new IllegalArgumentException(
                    "damping " + damping + ": expected a share of at least 0 and below 1");
        }
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException(
                    "tolerance " + tolerance + ": expected a number above 0 and below 1");
        }
        if (maxSweeps < 1) {
            throw new IllegalArgumentException("maxSweeps " + maxSweeps + ": expected at least 1");
        }
    }

    /**
     * All units connected to each other and to themselves, none hidden; accelerated, no initial
     * damping, tolerance 1e-5, at most 10,000 sweeps.
     *
     * @return the recurrence
     */
    public static Recurrence full() {
        return FULL;
    }

    /**
     * This recurrence with hidden units.
     *
     * @param units number of hidden units, at least 0
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
     * This recurrence with a subset of the connections. The weight of a missing connection stays 0.
     *
     * @param connections mask with the sources and units of the layer
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
     * This recurrence with plain sweeps, as in the papers. More of them are needed. If there are
     * several fixed points, accelerated sweeps may converge to another one.
     *
     * @return the recurrence
     */
    public Recurrence withoutAcceleration() {
        return new Recurrence(
                hidden, selfConnections, wiring, false, damping, tolerance, maxSweeps);
    }

    /**
     * This recurrence with damping from the first sweep on, which turns acceleration off unless it
     * is 0.
     *
     * @param share share of its activation that a unit keeps in a sweep, at least 0 and below 1
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
     * @param change largest relative change of a converged row, above 0 and below 1
     * @return the recurrence
     * @throws IllegalArgumentException if {@code change} is out of range
     */
    public Recurrence withTolerance(double change) {
        return new Recurrence(
                hidden, selfConnections, wiring, accelerated, damping, change, maxSweeps);
    }

    /**
     * This recurrence with another maximum number of sweeps.
     *
     * @param sweeps maximum number of sweeps in each of the two passes, at least 1
     * @return the recurrence
     * @throws IllegalArgumentException if {@code sweeps} is out of range
     */
    public Recurrence withMaxSweeps(int sweeps) {
        return new Recurrence(
                hidden, selfConnections, wiring, accelerated, damping, tolerance, sweeps);
    }
}
