package lanewise.recurrent;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.train.TierUse;

import org.junit.jupiter.api.Test;

/** Argument checks of the records that report on a run. */
class ConvergenceTest {

    @Test
    void rejectsInvalidCounts() {
        assertEquals(0.5, new Convergence(3, 2, 9, 6, 1e-6f, 1e-6f, 4, 2).convergedShare());
        assertEquals(0, new Convergence(0, 0, 0, 0, 0, 0, 0, 0).convergedShare());
        assertRefused(
                "2 converged of 1 rows: expected 0 to 1",
                () -> new Convergence(1, 1, 1, 1, 0, 0, 1, 2));
        assertRefused("-1 converged of 1 rows", () -> new Convergence(1, 1, 1, 1, 0, 0, 1, -1));
        assertRefused("0 converged of -1 rows", () -> new Convergence(1, 1, 1, 1, 0, 0, -1, 0));
        assertRefused(
                "sweeps 1, -1, of all rows 1, 1: expected at least 0",
                () -> new Convergence(1, -1, 1, 1, 0, 0, 1, 1));
        assertRefused("-1 rows: expected at least 0", () -> new Sweep(-1, 0));
        assertRefused("-5 iterations: expected at least 0", () -> new TierUse("scalar", -5));
    }
}
