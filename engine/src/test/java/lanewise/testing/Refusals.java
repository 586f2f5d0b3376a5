package lanewise.testing;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** Arguments that must be refused, with a message that says why. */
public final class Refusals {
    private Refusals() {}

    public static void assertRefused(String partOfMessage, Executable call) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
        assertTrue(e.getMessage().contains(partOfMessage), e.getMessage());
    }
}
