package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.result.Recorded;
import lanewise.benchmarks.workload.InferencePeer;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class PeerPredictTableTest {
    private static final List<Measurement> MEASUREMENTS =
            List.of(
                    ours("64-32-10", 1, 200.0),
                    ours("64-32-10", 16, 2000.0),
                    ours("4-2-3", 1, 50.0, 90.0, 60.0),
                    peer("NEUROPH", "64-32-10", 1, 8000.0),
                    peer("ONNX_RUNTIME", "64-32-10", 16, 1500.0),
                    peer("ONNX_RUNTIME", "4-2-3", 1, 6000.0),
                    peer("ONNX_RUNTIME", "64-32-10", 4, 12000.0, 14000.0, 13000.0),
                    peer("ONNX_RUNTIME", "64-32-10", 1, 12000.0));

    private static Measurement ours(String network, int rows, Double... nanos) {
        return new Measurement(
                "PredictRows.predict",
                Map.of("network", network, "rows", String.valueOf(rows)),
                List.of(nanos));
    }

    private static Measurement peer(String peer, String network, int rows, Double... nanos) {
        return new Measurement(
                "PeerPredictRows.predict",
                Map.of("peer", peer, "network", network, "rows", String.valueOf(rows)),
                List.of(nanos));
    }

    @Test
    void showsEachLibraryBesideOurs() {
        Table table = PeerPredictTable.of(MEASUREMENTS).orElseThrow();
        assertEquals(
                List.of("predicting network", "rows", "Lanewise", "ONNX Runtime", "Neuroph"),
                table.header());
        assertEquals(
                List.of(
                        List.of("64-32-10", "1", "0.200", "12.000 (60.0×)", "8.000 (40.0×)"),
                        List.of("64-32-10", "4", "–", "13.000", "–"),
                        List.of("64-32-10", "16", "2.000", "1.500 (0.75×)", "–"),
                        List.of("4-2-3", "1", "0.060", "6.000 (100.0×)", "–")),
                table.rows());
    }

    @Test
    void listsDifferencesOfEachLibrary() {
        assertEquals(
                List.of(
                        List.of("ONNX Runtime", InferencePeer.ONNX_RUNTIME.remark()),
                        List.of("Neuroph", InferencePeer.NEUROPH.remark())),
                PeerPredictTable.remarks(MEASUREMENTS).orElseThrow().rows());
    }

    @Test
    void showsUnknownLibraries() {
        List<Measurement> gone = List.of(peer("GONE", "4-2-3", 1, 6000.0));
        assertEquals(
                List.of(List.of("4-2-3", "1", "–", "6.000")),
                PeerPredictTable.of(gone).orElseThrow().rows());
        assertEquals(
                List.of(List.of("GONE", "")), PeerPredictTable.remarks(gone).orElseThrow().rows());
    }

    @Test
    void isNoTraining() {
        assertTrue(PeerTable.of(MEASUREMENTS).isEmpty());
    }

    @Test
    void isEmptyWithoutOtherLibraries() {
        assertTrue(PeerPredictTable.of(MEASUREMENTS.subList(0, 3)).isEmpty());
        assertTrue(PeerPredictTable.remarks(MEASUREMENTS.subList(0, 3)).isEmpty());
        assertTrue(PeerPredictTable.of(Recorded.measurements()).isEmpty());
    }
}
