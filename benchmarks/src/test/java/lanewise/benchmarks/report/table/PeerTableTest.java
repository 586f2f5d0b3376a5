package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.workload.Peer;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class PeerTableTest {
    private static final List<Measurement> OURS =
            List.of(
                    iris("textbook", "false", 30000.0),
                    iris("vector", "false", 600.0),
                    iris("specialised", "false", 300.0),
                    iris("specialised", "true", 200.0),
                    new Measurement(
                            "IrisControl.train", Map.of("history", "false"), List.of(330.0)),
                    loop("DigitsLoop.train", "implementation", "textbook", 80000.0),
                    loop("DigitsLoop.train", "implementation", "specialised", 5000.0),
                    loop("DigitsLoop.train", "implementation", "vector", 4000.0));

    private static Measurement iris(String implementation, String history, double nanos) {
        return new Measurement(
                "IrisLoop.train",
                Map.of("implementation", implementation, "history", history),
                List.of(nanos));
    }

    private static Measurement loop(String benchmark, String param, String value, Double... nanos) {
        return new Measurement(benchmark, Map.of(param, value), List.of(nanos));
    }

    private static Map<String, List<String>> cells(List<Measurement> ours, Measurement... peers) {
        List<Measurement> all = new ArrayList<>(ours);
        all.addAll(List.of(peers));
        Map<String, List<String>> cells = new HashMap<>();
        PeerTable.of(all)
                .orElseThrow()
                .rows()
                .forEach(row -> cells.put(row.getFirst(), row.subList(1, row.size())));
        return cells;
    }

    @Test
    void comparesWithOurFastestKernels() {
        Map<String, List<String>> cells =
                cells(
                        OURS,
                        loop("PeerIrisLoop.train", "peer", "ENCOG", 6000.0, 9000.0, 3000.0),
                        loop("PeerDigitsLoop.train", "peer", "ENCOG", 1000.0),
                        loop("PeerLargeDigitsLoop.train", "peer", "ENCOG", 4e6));
        assertEquals(
                List.of("6.000", "20.0×", "1.000", "0.25×", "–", "–", "4000.0", "–"),
                cells.get("Encog"));
        assertEquals(
                List.of("0.300", "1.00×", "4.000", "1.00×", "–", "–", "–", "–"),
                cells.get("Lanewise"));
        assertEquals(List.of("0.330", "1.10×", "–"), cells.get("C, gcc -O3").subList(0, 3));
        assertEquals(
                List.of("30.000", "100.0×", "80.000", "20.0×"),
                cells.get("textbook").subList(0, 4));
    }

    @Test
    void omitsRatiosWithoutOurs() {
        Map<String, List<String>> cells =
                cells(List.of(), loop("PeerIrisLoop.train", "peer", "SMILE", 6000.0));
        assertEquals(Map.of("Smile", List.of("6.000", "–", "–", "–", "–", "–", "–", "–")), cells);
    }

    @Test
    void listsDifferencesOfEachPeer() {
        List<Measurement> all = new ArrayList<>(OURS);
        all.add(loop("PeerIrisLoop.train", "peer", "ENCOG", 6000.0));
        assertEquals(
                List.of(
                        List.of(
                                "Lanewise",
                                "kernels: specialised, vector; batches are taken from the data set"
                                        + " within the time, those of peers before it"),
                        List.of("C, gcc -O3", "with -ffast-math"),
                        List.of("textbook", "in double"),
                        List.of("Encog", Peer.ENCOG.remark())),
                PeerTable.remarks(all).orElseThrow().rows());
    }

    @Test
    void showsUnknownPeers() {
        assertEquals(
                List.of("6.000", "20.0×"),
                cells(OURS, loop("PeerIrisLoop.train", "peer", "GONE", 6000.0))
                        .get("GONE")
                        .subList(0, 2));
    }

    @Test
    void isEmptyWithoutPeers() {
        assertTrue(PeerTable.of(OURS).isEmpty());
    }
}
