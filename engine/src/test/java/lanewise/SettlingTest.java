package lanewise;

import static lanewise.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What is told of a run, made by others. */
class SettlingTest {

    @Test
    void countsThatCannotBeAreRefused() {
        assertEquals(0.5, new Settling(3, 2, 9, 6, 1e-6f, 1e-6f, 4, 2).settledShare());
        assertEquals(0, new Settling(0, 0, 0, 0, 0, 0, 0, 0).settledShare());
        assertRefused(
                "2 settled of 1 rows: expected 0 to as many as there are",
                () -> new Settling(1, 1, 1, 1, 0, 0, 1, 2));
        assertRefused("-1 settled of 1 rows", () -> new Settling(1, 1, 1, 1, 0, 0, 1, -1));
        assertRefused("0 settled of -1 rows", () -> new Settling(1, 1, 1, 1, 0, 0, -1, 0));
        assertRefused(
                "sweeps 1, -1, of all rows 1, 1: expected at least 0",
                () -> new Settling(1, -1, 1, 1, 0, 0, 1, 1));
        assertRefused("-1 rows: expected at least 0", () -> new Sweep(-1, 0));
        assertRefused("-5 iterations: expected at least 0", () -> new TierUse("scalar", -5));
    }
}
