package lanewise.benchmarks.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

import java.util.ArrayList;
import java.util.List;

/**
 * Help text that lists the options of each mixin under the mixin's {@code optionListHeading}.
 * (Picocli offers headings for argument groups, but silently accepts an option of a group twice and
 * then drops the group's other options.)
 */
final class OptionSections {
    private OptionSections() {}

    /** Installs this layout in a command. */
    static void use(CommandLine line) {
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
        line.getHelpSectionMap()
                .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, OptionSections::render);
    }

    private static String render(Help help) {
        CommandSpec command = help.commandSpec();
        List<OptionSpec> own = new ArrayList<>(command.options());
        StringBuilder sections = new StringBuilder();
        for (CommandSpec mixin : command.mixins().values()) {
            String heading = String.join("", mixin.usageMessage().optionListHeading());
            if (!heading.isEmpty()) {
                List<OptionSpec> options =
                        command.options().stream()
                                .filter(
                                        option ->
                                                mixin.optionsMap()
                                                        .containsKey(option.longestName()))
                                .toList();
                own.removeAll(options);
                String newline = System.lineSeparator();
                sections.append(newline).append(heading).append(newline);
                sections.append(help.optionListExcludingGroups(options));
            }
        }
        return help.optionListExcludingGroups(own) + sections;
    }
}
