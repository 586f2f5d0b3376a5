package lanewise.benchmarks.cli.train;

import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.recurrent.Recurrence;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.Optional;

/** Whether units get each other, and how they are brought to rest. */
@Command
final class RecurrenceOptions {

    @Option(
            names = "--recurrent",
            description =
                    "Connect hidden and output units each with all, and train by recurrent"
                            + " backpropagation: activations go round until they rest, then errors"
                            + " do. With softmax outputs, the hidden units only.")
    private boolean recurrent;

    @Option(
            names = "--no-self-connections",
            description = "With --recurrent: no unit gets its own activation.")
    private boolean noSelfConnections;

    @Option(
            names = "--no-acceleration",
            description =
                    "With --recurrent: plain sweeps, as in the papers; it takes more of them.")
    private boolean noAcceleration;

    @Option(
            names = "--damping",
            paramLabel = "share",
            converter = OptionValues.Share.class,
            description =
                    "With --recurrent: share of an activation that a sweep keeps, which turns"
                            + " acceleration off; raised by itself where units do not come to rest."
                            + " Default: 0")
    private Double damping;

    @Option(
            names = "--tolerance",
            paramLabel = "change",
            converter = OptionValues.Positive.class,
            description = "With --recurrent: changes so small are rest. Default: 1e-5")
    private Double tolerance;

    @Option(
            names = "--max-sweeps",
            paramLabel = "sweeps",
            converter = OptionValues.Count.class,
            description = "With --recurrent: the most sweeps in each direction. Default: 10000")
    private Integer maxSweeps;

    /**
     * How units get each other; empty if they do not.
     *
     * @throws IllegalArgumentException if there cannot be such
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
                    option + " is for recurrent networks: add --recurrent, or leave it out");
        }
    }

    boolean isRecurrent() {
        return recurrent;
    }
}
