package lanewise.benchmarks.cli.search;

import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.select.Choice;
import lanewise.select.Halving;
import lanewise.select.Search;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.Optional;

/** The candidates of a search, and the halving of their number. */
@Command(optionListHeading = "Search:")
public final class GridOptions {
    private static final int DEFAULT_FACTOR = 3;

    @Option(
            names = "--grid",
            paramLabel = "setting=values",
            description =
                    "Try each of the values, separated by commas, of the option of that name:"
                            + " hidden=8,16:32 (one layer, two layers), bias=true,false. May be"
                            + " given several times: all combinations are tried. With --random also"
                            + " a range: learning-rate=0.001..0.1.")
    private List<String> grid = List.of();

    @Option(
            names = "--random",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description =
                    "Try n random combinations instead. Ranges of whole numbers and of shares,"
                            + " such as dropout, are uniform, all others log-uniform.")
    private Integer random;

    @Option(
            names = "--random-seed",
            paramLabel = "n",
            converter = OptionValues.Seed.class,
            description = "Seed of the random combinations. Default: 1")
    private Long randomSeed;

    @Option(
            names = "--halving",
            description =
                    "Successive halving: train all candidates for few epochs or iterations, the"
                            + " best of them for more, and so on, up to --epochs or --iterations.")
    private boolean halving;

    @Option(
            names = "--min-epochs",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description =
                    "With --halving: epochs, or iterations without --epochs, of the first rung."
                            + " Default: as many as let the last rung have all")
    private Integer minimum;

    @Option(
            names = "--factor",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description =
                    "With --halving: each rung keeps 1 / n of the candidates and trains them n"
                            + " times as long. Default: 3")
    private Integer factor;

    /** Creates the options with their default values; picocli sets them. */
    public GridOptions() {}

    /** The values of {@code --grid}, not parsed. */
    List<String> grid() {
        return grid;
    }

    boolean random() {
        return random != null;
    }

    boolean halving() {
        return halving;
    }

    /**
     * The candidates.
     *
     * @throws UserError if options contradict each other, or an option for ranges is missing
     * @throws IllegalArgumentException if the choices do not suit the search
     */
    Search search(List<Setting> settings) throws UserError {
        Choice<?>[] choices = settings.stream().map(Setting::choice).toArray(Choice<?>[]::new);
        if (random != null) {
            requireCombinations(choices);
            return Search.random(random, randomSeed == null ? 1 : randomSeed, choices);
        }
        if (randomSeed != null) {
            throw new UserError("--random-seed requires --random: add it, or leave this out");
        }
        for (Choice<?> choice : choices) {
            if (choice.values().isEmpty()) {
                throw new UserError(
                        "--grid "
                                + choice.name()
                                + ": a range has no end of values: list some, or draw from it with"
                                + " --random 20");
            }
        }
        return Search.grid(choices);
    }

    private void requireCombinations(Choice<?>... choices) throws UserError {
        long combinations = 1;
        for (Choice<?> choice : choices) {
            if (choice.values().isEmpty() || combinations > random) {
                return;
            }
            combinations *= choice.values().size();
        }
        if (combinations < random) {
            throw new UserError(
                    "--random "
                            + random
                            + ": there are only "
                            + combinations
                            + " combinations: leave it out to try all, or give more values");
        }
    }

    /**
     * The rule of the halving.
     *
     * @param resource what sets the length of the trainings
     * @param maximum that length
     * @param candidates number of candidates
     * @throws UserError if options contradict each other
     * @throws IllegalArgumentException if a number is out of range
     */
    Optional<Halving> rule(Halving.Resource resource, int maximum, int candidates)
            throws UserError {
        if (!halving) {
            if (minimum != null || factor != null) {
                throw new UserError(
                        (minimum == null ? "--factor" : "--min-epochs")
                                + " requires --halving: add it, or leave this out");
            }
            return Optional.empty();
        }
        if (minimum != null && minimum > maximum) {
            throw new UserError(
                    "--min-epochs "
                            + minimum
                            + " is more than the "
                            + maximum
                            + " "
                            + OptionValues.name(resource)
                            + " of the last rung: lower it, or raise --"
                            + OptionValues.name(resource));
        }
        Halving rule = new Halving(resource, 1, maximum, factor == null ? DEFAULT_FACTOR : factor);
        int first = minimum == null ? firstRung(rule, candidates) : minimum;
        return Optional.of(new Halving(resource, first, maximum, rule.factor()));
    }

    /** The length from which the last of as many rungs as possible has all. */
    private static int firstRung(Halving rule, int candidates) {
        long growth = 1;
        while (growth * rule.factor() <= Math.min(candidates, rule.maximum())) {
            growth *= rule.factor();
        }
        return (int) (rule.maximum() / growth);
    }
}
