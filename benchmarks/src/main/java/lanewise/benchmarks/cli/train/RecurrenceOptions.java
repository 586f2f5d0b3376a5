package lanewise.benchmarks.cli.train;

import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.recurrent.Recurrence;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.Optional;

/** The recurrent connections of a network and the iteration to their fixed point. */
@Command
final class RecurrenceOptions {

    @Option(
            names = "--recurrent",
            description =
                    "Connect all hidden and output units with each other, and train by recurrent"
                            + " backpropagation: activations are iterated until they converge,"
                            + " then errors. With softmax outputs, only the hidden units.")
    private boolean recurrent;

    @Option(
            names = "--no-self-connections",
            description = "With --recurrent: no connections from a unit to itself.")
    private boolean noSelfConnections;

    @Option(
            names = "--no-acceleration",
            description =
                    "With --recurrent: plain sweeps, as in the papers; more of them are needed.")
    private boolean noAcceleration;

    @Option(
            names = "--damping",
            paramLabel = "share",
            converter = OptionValues.Share.class,
            description =
                    "With --recurrent: fraction of an activation that a sweep keeps, which turns"
                            + " acceleration off; raised automatically if units do not"
                            + " converge. Default: 0")
    private Double damping;

    @Option(
            names = "--tolerance",
            paramLabel = "change",
            converter = OptionValues.Positive.class,
            description =
                    "With --recurrent: largest change that counts as converged. Default:" + " 1e-5")
    private Double tolerance;

    @Option(
            names = "--max-sweeps",
            paramLabel = "sweeps",
            converter = OptionValues.Count.class,
            description =
                    "With --recurrent: maximum number of sweeps in each direction. Default:"
                            + " 10000")
    private Integer maxSweeps;

    /**
     * The recurrent connections; empty if there are none.
     *
     * @throws IllegalArgumentException if the options contradict each other
     */
    Optional<Recurrence> recurrence() {
        if (!recurrent) {
            requireAbsent(noSelfConnections, "--no-self-connections");
            requireAbsent(noAcceleration, "--no-acceleration");
            requireAbsent(damping != null, "--damping");
            requireAbsent(tolerance != null, "--tolerance");
            requireAbsent(maxSweeps != null, "--max-sweeps");
            return Optional.empty();
        }
        Recurrence recurrence = Recurrence.full();
        recurrence = noSelfConnections ? recurrence.withoutSelfConnections() : recurrence;
        recurrence = noAcceleration ? recurrence.withoutAcceleration() : recurrence;
        recurrence = damping == null ? recurrence : recurrence.withDamping(damping);
        recurrence = tolerance == null ? recurrence : recurrence.withTolerance(tolerance);
        return Optional.of(maxSweeps == null ? recurrence : recurrence.withMaxSweeps(maxSweeps));
    }

    private static void requireAbsent(boolean given, String option) {
        if (given) {
            throw new IllegalArgumentException(
                    option + " requires a recurrent network: add --recurrent, or leave it out");
        }
    }

    boolean isRecurrent() {
        return recurrent;
    }
}
