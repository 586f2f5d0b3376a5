package lanewise.benchmarks.cli.search;

import lanewise.benchmarks.cli.command.UserError;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/** Finds the options that a search varies. */
final class Settings {
    /** Options that change no result, or are a list already. */
    private static final Set<String> FIXED = Set.of("seed", "kernels", "threads");

    /** Options of tables: how columns become inputs. */
    static final Set<String> OF_TABLES = Set.of("max-categories", "min-frequency", "impute");

    private Settings() {}

    /**
     * Parses the values of {@code --grid}.
     *
     * @param spec the command, whose mixins named network, optimizer, training and columns have the
     *     options
     * @throws UserError if there are none, one is malformed, or an option is also given on its own
     */
    static List<Setting> parse(CommandSpec spec, List<String> grid) throws UserError {
        SequencedMap<String, OptionSpec> options = options(spec);
        List<Setting> settings = new ArrayList<>();
        for (String text : grid) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw new UserError(
                        "--grid " + text + ": expected setting=values such as hidden=8,16");
            }
            String name = text.substring(0, equals).strip();
            OptionSpec option = options.get(name);
            if (option == null) {
                throw new UserError(
                        "--grid "
                                + text
                                + ": no setting '"
                                + name
                                + "': expected one of "
                                + String.join(", ", options.keySet()));
            }
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new UserError(
                        "--" + name + " and --grid " + text + " both set it: give only one");
            }
            settings.add(Setting.parse(option, text.substring(equals + 1)));
        }
        if (settings.isEmpty()) {
            throw new UserError(
                    "no settings to try: give at least one, such as --grid hidden=8,16 --grid"
                            + " learning-rate=0.1,0.3");
        }
        return settings;
    }

    private static SequencedMap<String, OptionSpec> options(CommandSpec spec) {
        SequencedMap<String, OptionSpec> options = new LinkedHashMap<>();
        for (String mixin : List.of("network", "optimizer", "training")) {
            for (OptionSpec option : spec.mixins().get(mixin).options()) {
                String name = Setting.name(option);
                if (!FIXED.contains(name)) {
                    options.put(name, option);
                }
            }
        }
        options.put("scale", spec.findOption("--scale"));
        for (OptionSpec option : spec.mixins().get("columns").options()) {
            if (OF_TABLES.contains(Setting.name(option))) {
                options.put(Setting.name(option), option);
            }
        }
        return options;
    }
}
