package lanewise.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What the message of a refusal must be like. */
public final class Messages {
    private static final int LONGEST = 1500;

    /** After what was wrong, what would be right. */
    private static final Pattern HELPFUL =
            Pattern.compile(
                    "\\p{ASCII}.*[:;] .*\\b(expected|use|give|make|put|ask|split|must|needs|leave)\\b"
                            + ".*",
                    Pattern.DOTALL);

    private Messages() {}

    /**
     * Calls what may refuse its arguments.
     *
     * @param <T> what it makes
     * @param call with arguments of any kind
     * @return what was made, or empty if it was refused as it should be
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
     * Asserts that a message is one line of bearable length that says what was wrong and what to
     * do.
     *
     * @param refusal the exception
     */
    public static void assertHelpful(IllegalArgumentException refusal) {
        String message = String.valueOf(refusal.getMessage());
        assertTrue(HELPFUL.matcher(message).matches(), () -> "no remedy: " + message);
        assertTrue(message.length() <= LONGEST, () -> "too long: " + message.length());
        assertTrue(
                message.chars().noneMatch(Character::isISOControl),
                () -> "not one line: " + message);
        StackTraceElement thrower = refusal.getStackTrace()[0];
        assertTrue(
                thrower.getClassName().startsWith("lanewise."),
                () -> "not the engine's own: " + refusal + " in " + thrower);
    }
}
