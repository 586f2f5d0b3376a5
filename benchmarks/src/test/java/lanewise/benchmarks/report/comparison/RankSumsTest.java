package lanewise.benchmarks.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankSumsTest {
    /**
     * The last column is the largest U that is significant at 5 %, two-sided, as in printed tables
     * and SciPy's exact distribution.
     */
    @ParameterizedTest
    @CsvSource({
        "3, 5, 0",
        "2, 8, 0",
        "4, 4, 0",
        "4, 5, 1",
        "5, 5, 2",
        "5, 6, 3",
        "6, 6, 5",
        "7, 7, 8",
        "8, 8, 13",
        "9, 9, 17",
        "10, 10, 23"
    })
    void matchesPublishedTables(int m, int n, int critical) {
        assertEquals(critical + 1, RankSums.of(m, n).rank());
        assertEquals(RankSums.of(m, n), RankSums.of(n, m));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 38", "2, 7", "3, 3", "3, 4"})
    void rejectsTooFewValues(int m, int n) {
        assertEquals(new RankSums(0, 0), RankSums.of(m, n));
        assertEquals(new RankSums(0, 0), RankSums.of(n, m));
    }

    @Test
    void countsRisks() {
        // One choice in each direction of C(8, 4) = 70.
        assertEquals(2 / 70.0, RankSums.of(4, 4).risk(), 1e-15);
        // U of 0, 1 and 2 occur in 1 + 1 + 2 of C(10, 5) = 252 ways.
        assertEquals(8 / 252.0, RankSums.of(5, 5).risk(), 1e-15);
    }
}
