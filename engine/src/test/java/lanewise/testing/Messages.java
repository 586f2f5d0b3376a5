package lanewise.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Requirements on the messages of rejected arguments. */
public final class Messages {
    private static final int MAX_LENGTH = 1500;

    /** The fault, then the remedy. */
    private static final Pattern HELPFUL =
            Pattern.compile(
                    "\\p{ASCII}.*[:;] .*\\b(expected|use|give|make|put|ask|split|must|needs|leave"
                            + "|remove|pass|omit|choose)\\b.*",
                    Pattern.DOTALL);

    private Messages() {}

    /**
     * Calls a method that may reject its arguments.
     *
     * @param <T> type of the result
     * @param call the call, with arbitrary arguments
     * @return the result; empty if the arguments were rejected with a helpful message
     */
    public static <T> Optional<T> madeOrRefused(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (IllegalArgumentException e) {
            assertHelpful(e);
            return Optional.empty();
        }
    }

    /**
     * Asserts that a message is one line of limited length that names the fault and the remedy.
     *
     * @param refusal the exception
     */
    public static void assertHelpful(IllegalArgumentException refusal) {
        String message = String.valueOf(refusal.getMessage());
        assertTrue(
                HELPFUL.matcher(message).matches(), () -> "message without a remedy: " + message);
        assertTrue(message.length() <= MAX_LENGTH, () -> "message too long: " + message.length());
        assertTrue(
                message.chars().noneMatch(Character::isISOControl),
                () -> "message is not one line: " + message);
        StackTraceElement thrower = refusal.getStackTrace()[0];
        assertTrue(
                thrower.getClassName().startsWith("lanewise."),
                () -> "not thrown by the engine: " + refusal + " in " + thrower);
    }
}
