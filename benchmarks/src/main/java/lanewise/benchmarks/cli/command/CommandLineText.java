package lanewise.benchmarks.cli.command;

import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** A command as it is typed in a POSIX shell. */
public final class CommandLineText {
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private CommandLineText() {}

    /**
     * Quotes arguments where the shell needs it.
     *
     * @param script the script, such as {@code scripts/train}
     * @param args its arguments
     * @return the command in a line, unless an argument has line breaks
     */
    public static String of(String script, List<String> args) {
        StringJoiner command = new StringJoiner(" ");
        command.add(script);
        for (String arg : args) {
            command.add(PLAIN.matcher(arg).matches() ? arg : "'" + arg.replace("'", "'\\''") + "'");
        }
        return command.toString();
    }
}
