package lanewise.benchmarks.cli.train;

import lanewise.benchmarks.cli.command.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The inputs and the units of each layer of a network, written {@code 4-16-3}. */
public final class NetworkSizes {
    private static final Pattern TEXT = Pattern.compile("[1-9]\\d{0,3}(-[1-9]\\d{0,3})+");

    private NetworkSizes() {}

    /** Reads them: at least two numbers from 1 to 9999. */
    public static List<Integer> parse(String text) throws UserError {
        if (!TEXT.matcher(text).matches()) {
            throw new UserError(
                    "network \"" + text + "\": expected inputs-units-…-outputs, such as 4-2-3");
        }
        return Arrays.stream(text.split("-")).map(Integer::valueOf).toList();
    }
}
