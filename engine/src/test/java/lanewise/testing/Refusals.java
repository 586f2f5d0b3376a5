package lanewise.testing;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** Asserts that arguments are rejected with a given message. */
public final class Refusals {
    private Refusals() {}

    public static void assertRefused(String partOfMessage, Executable call) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
        assertTrue(e.getMessage().contains(partOfMessage), e.getMessage());
    }
}
