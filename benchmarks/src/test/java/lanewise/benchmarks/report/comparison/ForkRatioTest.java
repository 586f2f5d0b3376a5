package lanewise.benchmarks.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.benchmarks.report.comparison.ForkRatio.Verdict;
import lanewise.benchmarks.report.result.Measurement;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class ForkRatioTest {
    private static Measurement forks(double... nanos) {
        return new Measurement("B.c", Map.of(), Arrays.stream(nanos).boxed().toList());
    }

    @Test
    void separateForksAreFasterOrSlower() {
        Measurement slow = forks(100, 104, 102, 101);
        Measurement fast = forks(50, 52, 51, 53);
        ForkRatio faster = ForkRatio.of(slow, fast);
        assertEquals(Verdict.FASTER, faster.verdict());
        assertEquals(51.5 / 101.5, faster.ratio());
        assertEquals(50 / 104.0, faster.low());
        assertEquals(53 / 100.0, faster.high());
        assertEquals(2 / 70.0, faster.risk(), 1e-15);
        assertEquals(Verdict.SLOWER, ForkRatio.of(fast, slow).verdict());
    }

    @Test
    void spreadIsConfidenceInterval() {
        // Of 25 ratios, the two at each end are excluded.
        ForkRatio ratio = ForkRatio.of(forks(10, 10, 10, 10, 20), forks(11, 12, 13, 14, 15));
        assertEquals(13 / 20.0, ratio.low()); // after 11 / 20 and 12 / 20
        assertEquals(15 / 10.0, ratio.high()); // which occurs four times
        assertEquals(Verdict.WITHIN_NOISE, ratio.verdict());
    }

    @Test
    void toleratesOneOutlier() {
        // One fork after the change is as slow as before: two of 25 pairs contradict the rest.
        Measurement before = forks(330, 331, 332, 333, 334);
        ForkRatio ratio = ForkRatio.of(before, forks(300, 301, 302, 303, 331.5));
        assertEquals(Verdict.FASTER, ratio.verdict());
        assertEquals(
                Verdict.WITHIN_NOISE,
                ForkRatio.of(before, forks(300, 301, 302, 303, 332.5)).verdict());
    }

    @Test
    void differentMixOfTwoPeaksIsNoise() {
        Measurement before = forks(330, 331, 490, 491, 332);
        Measurement after = forks(333, 492, 493, 334, 494);
        ForkRatio ratio = ForkRatio.of(before, after);
        assertEquals(492 / 332.0, ratio.ratio());
        assertEquals(Verdict.WITHIN_NOISE, ratio.verdict());
    }

    @Test
    void equalTimesAreNoise() {
        Measurement same = forks(5, 5, 5, 5, 5);
        assertEquals(
                new ForkRatio(1, 1, 1, 8 / 252.0, Verdict.WITHIN_NOISE), ForkRatio.of(same, same));
    }

    @Test
    void threeForksAreTooFew() {
        ForkRatio ratio = ForkRatio.of(forks(100, 200, 300), forks(1, 2, 3));
        assertEquals(new ForkRatio(0.01, 1 / 300.0, 3 / 100.0, 0, Verdict.TOO_FEW_FORKS), ratio);
        assertEquals(Verdict.TOO_FEW_FORKS, ForkRatio.of(forks(100), forks(1)).verdict());
        assertEquals(
                Verdict.FASTER, ForkRatio.of(forks(100, 200, 300), forks(1, 2, 3, 4, 5)).verdict());
    }

    /** Without a change, all 252 ways to deal ten forks to two sessions are equally likely. */
    @Test
    void falsePositiveRateMatchesRisk() {
        int changes = 0;
        int deals = 0;
        for (int chosen = 0; chosen < 1 << 10; chosen++) {
            if (Integer.bitCount(chosen) == 5) {
                List<Double> before = new ArrayList<>();
                List<Double> after = new ArrayList<>();
                for (int fork = 0; fork < 10; fork++) {
                    ((chosen >> fork & 1) == 1 ? after : before).add(Math.pow(1.01, fork));
                }
                ForkRatio ratio =
                        ForkRatio.of(
                                new Measurement("B.c", Map.of(), before),
                                new Measurement("B.c", Map.of(), after));
                deals++;
                changes += ratio.verdict() == Verdict.WITHIN_NOISE ? 0 : 1;
                assertEquals(8 / 252.0, ratio.risk(), 1e-15);
            }
        }
        assertEquals(252, deals);
        assertEquals(8, changes);
    }
}
