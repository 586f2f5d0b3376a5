package lanewise.benchmarks.report.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.result.ResultFile;
import lanewise.benchmarks.report.result.ResultFileTest;
import lanewise.benchmarks.report.result.SessionJson;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

class ComparisonTest {
    private static Comparison compared(SessionJson before, SessionJson after) {
        return Comparison.of(
                ResultFile.parse("old.json", before.toString()),
                ResultFile.parse("new.json", after.toString()),
                _ -> true);
    }

    private static SessionJson session() {
        return SessionJson.of("vector-512");
    }

    private static SequencedMap<String, String> params(String... namesAndValues) {
        SequencedMap<String, String> params = new LinkedHashMap<>();
        for (int p = 0; p < namesAndValues.length; p += 2) {
            params.put(namesAndValues[p], namesAndValues[p + 1]);
        }
        return params;
    }

    @Test
    void pairsBenchmarksAcrossPackages() {
        String before = session().with("IrisLoop.train", params(), 1e3).toString();
        String after = before.replace("benchmarks.jmh.", "benchmarks.jmh.training.");
        assertFalse(after.equals(before));
        Comparison moved =
                Comparison.of(
                        ResultFile.parse("old.json", before),
                        ResultFile.parse("new.json", after),
                        name -> name.equals("IrisLoop.train"));
        assertEquals(1, moved.pairs().size());
        assertEquals(List.of(), moved.others());
    }

    @Test
    void showsCommonResults() {
        String text =
                compared(
                                session()
                                        .with("Kernel.sum", params("n", "8"), 100, 104, 102, 101)
                                        .with("Kernel.sum", params("n", "64"), 700, 900, 800)
                                        .with("Loop.train", params(), 2e3, 3e3, 2.1e3, 3.1e3)
                                        .with("Loop.old", params(), 1),
                                session()
                                        .with("Loop.train", params(), 2.2e3, 3.2e3, 2.3e3, 3.3e3)
                                        .with("Kernel.sum", params("n", "8"), 50, 52, 51, 53)
                                        .with("Kernel.sum", params("n", "64"), 70, 90, 80)
                                        .with("Loop.new", params("n", "8"), 1))
                        .toString();
        assertEquals(
                """
                old      old.json, commit abc1234
                new      new.json, commit abc1234
                machine  Abacus 9000, 2 cores, vector-512, Temurin 25

                Time of new over old, median over forks: below 1 is faster

                | benchmark       | verdict               | new/old |        spread |      old |      new |              each old fork |              each new fork |
                |-----------------|-----------------------|--------:|--------------:|---------:|---------:|---------------------------:|---------------------------:|
                | Loop.train      | within noise          |   1.078 | 0.710 … 1.650 | 2.550 µs | 2.750 µs | 2.000  3.000  2.100  3.100 | 2.200  3.200  2.300  3.300 |
                | Kernel.sum n=8  | faster                |   0.507 | 0.481 … 0.530 | 101.5 ns | 51.50 ns | 100.0  104.0  102.0  101.0 | 50.00  52.00  51.00  53.00 |
                | Kernel.sum n=64 | too few forks to tell |   0.100 | 0.078 … 0.129 | 800.0 ns | 80.00 ns |        700.0  900.0  800.0 |        70.00  90.00  80.00 |

                3 compared: 1 faster, 0 slower, 1 within noise, 1 too few forks to tell.
                If nothing had changed, about 0.1 would be called faster or slower by chance.
                """
                        + ComparisonTable.EXPLANATION
                        + """

                        only in old: Loop.old
                        only in new: Loop.new n=8
                        """,
                text);
    }

    @Test
    void pairsParametersByName() {
        Comparison comparison =
                compared(
                        session()
                                .with("A.b", params("tier", "scalar", "size", "64"), 1)
                                .with("A.b", params("tier", "vector", "size", "64"), 2),
                        session()
                                .with("A.b", params("size", "64", "tier", "vector"), 3)
                                .with("A.b", params("size", "64"), 4));
        assertEquals(1, comparison.pairs().size());
        Comparison.Pair pair = comparison.pairs().getFirst();
        assertEquals(2, pair.before().measurement().median());
        assertEquals(3, pair.after().measurement().median());
        assertEquals(
                List.of("only in old: A.b size=64 tier=scalar", "only in new: A.b size=64"),
                comparison.others());
    }

    @Test
    void requiresEqualUnitsAndModes() {
        Comparison comparison =
                compared(
                        session()
                                .with("A.mode", params(), "avgt", "us/op", "1 s", 1)
                                .with("A.unit", params(), "avgt", "us/op", "1 s", 1)
                                .with("A.same", params(), "ss", "us/op", "1 s", 1),
                        session()
                                .with("A.mode", params(), "ss", "us/op", "1 s", 1)
                                .with("A.unit", params(), "avgt", "ns/op", "1 s", 1)
                                .with("A.same", params(), "ss", "us/op", "1 s", 1));
        assertEquals(
                List.of("A.same"),
                comparison.pairs().stream().map(pair -> pair.after().title()).toList());
        assertEquals(
                List.of(
                        "not comparable: A.mode (avgt in us/op by 1 threads, now ss in us/op by 1"
                                + " threads)",
                        "not comparable: A.unit (avgt in us/op by 1 threads, now avgt in ns/op by"
                                + " 1 threads)"),
                comparison.others());
    }

    @Test
    void showsOnlySelectedBenchmarks() {
        ResultFile file =
                ResultFile.parse(
                        "file",
                        session().with("A.b", params(), 1).with("B.c", params(), 1).toString());
        ResultFile more =
                ResultFile.parse(
                        "more",
                        session().with("A.b", params(), 1).with("C.d", params(), 1).toString());
        Comparison comparison = Comparison.of(file, more, "A.b"::equals);
        assertEquals(1, comparison.pairs().size());
        assertEquals(List.of(), comparison.others());
    }

    @Test
    void detectsDifferentMachines() {
        List<String> flags = List.of();
        SessionJson here = SessionJson.on("Abacus", 2, "vector-512", "JDK 25", flags);
        here.with("A.b", params(), 1);
        SessionJson there = SessionJson.on("Babbage", 4, "vector-256", "JDK 25", flags);
        there.with("A.b", params(), 1);
        Comparison comparison = compared(here, there);
        assertEquals(
                List.of(
                        "cpu Abacus and Babbage",
                        "cores 2 and 4",
                        "kernels vector-512 and vector-256"),
                comparison.machineDifferences());
        assertTrue(
                comparison
                        .toString()
                        .contains(
                                """
                                machine  Babbage, 4 cores, vector-256, JDK 25
                                warning  other machine: cpu Abacus and Babbage
                                warning  other machine: cores 2 and 4
                                warning  other machine: kernels vector-512 and vector-256
                                """),
                comparison.toString());
    }

    @Test
    void warnsOfDifferentJdksOptionsAndTimes() {
        SessionJson before =
                SessionJson.on("Abacus", 2, "vector-512", "JDK 25", List.of("-Dlanewise.home=/a"))
                        .with("A.b", params(), 1)
                        .with("A.c", params(), 1);
        SessionJson after =
                SessionJson.on(
                                "Abacus",
                                2,
                                "vector-512",
                                "JDK 26",
                                List.of("-Dlanewise.home=/b", "-XX:+UseSerialGC"))
                        .with("A.b", params(), 1)
                        .with("A.c", params(), "avgt", "ns/op", "400 ms", 1);
        Comparison comparison = compared(before, after);
        assertEquals(List.of(), comparison.machineDifferences());
        assertTrue(
                comparison
                        .toString()
                        .contains(
                                """
                                warning  jdk JDK 25 and JDK 26
                                warning  flags none and -XX:+UseSerialGC
                                warning  1 measured for different times, such as A.c: 5 x 1 s of warm-up, 1 x 1 s measured and 5 x 400 ms of warm-up, 1 x 1 s measured
                                """),
                comparison.toString());
    }

    @Test
    void comparesSessionsOfOneMachine() throws IOException {
        ResultFile before = ResultFileTest.kept("bench-2026-11-24-0700-jdk25-86918ef.json");
        ResultFile after = ResultFileTest.kept("bench-2026-11-24-0953-jdk25-0f5245c.json");
        Comparison comparison = Comparison.of(before, after, _ -> true);
        assertEquals(List.of(), comparison.machineDifferences());
        assertEquals(51, comparison.pairs().size());
        assertEquals(12, comparison.others().size());
        String text = comparison.toString();
        assertFalse(text.contains("warning"), text);
        Comparison.Pair scalar = comparison.pairs().get(1);
        assertEquals("IrisLoop.train history=true implementation=scalar", scalar.after().title());
        // Forks of 7.302, 7.413 and 7.348 µs, then 7.021, 7.244 and 7.366.
        assertEquals(7.244 / 7.348, scalar.ratio().ratio(), 2e-4);
        assertEquals(7.021 / 7.413, scalar.ratio().low(), 2e-4);
        assertEquals(7.366 / 7.302, scalar.ratio().high(), 2e-4);
    }

    @Test
    void givesNoVerdictsForASessionAndItself() throws IOException {
        ResultFile file = ResultFileTest.kept("bench-2026-11-24-0024-jdk25-ffa6852.json");
        Comparison comparison = Comparison.of(file, file, _ -> true);
        assertTrue(
                comparison
                        .toString()
                        .contains(
                                "30 compared: 0 faster, 0 slower, 6 within noise, 24 too few"
                                        + " forks to tell."));
    }
}
