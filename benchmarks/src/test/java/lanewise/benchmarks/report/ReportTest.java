package lanewise.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.plot.BarChart;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.result.Recorded;
import lanewise.benchmarks.report.table.IrisTable;
import lanewise.benchmarks.report.table.KernelTable;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

class ReportTest {
    @Test
    void formatsWholeReport() {
        assertEquals(
                """
                cpu      Abacus 9000, 2 cores, no hypervisor seen
                os       Linux 6 amd64
                jdk      Temurin 25
                flags    --add-modules=jdk.incubator.vector
                kernels  vector-512
                commit   abc1234

                Iris training loop (4-2-3, 130 rows, 5000 iterations), µs per iteration, median over forks

                | implementation | history |     µs |       min … max | speed-up | iterations/s | B/iteration |      each fork |
                |----------------|---------|-------:|----------------:|---------:|-------------:|------------:|---------------:|
                | textbook       | yes     | 31.500 | 30.000 … 33.000 |    1.00× |       31,746 |           – | 30.000  33.000 |
                | vector         | yes     |  0.525 |   0.500 … 0.550 |    60.0× |    1,904,762 |           – |   0.500  0.550 |
                | textbook       | no      | 26.250 | 26.250 … 26.250 |    1.00× |       38,095 |           – |         26.250 |
                | vector         | no      |  5.000 |   5.000 … 5.000 |    5.25× |      200,000 |           – |          5.000 |

                Single kernels, µs per call, median over forks; GFLOP/s count the matrix product alone (2 · inputs · outputs · samples)

                | kernel  | layer x samples | scalar µs | vector µs |      min … max | scalar GFLOP/s | vector GFLOP/s | speed-up |
                |---------|-----------------|----------:|----------:|---------------:|---------------:|---------------:|---------:|
                | forward | 64-32 x 128     |     524.3 |     8.192 | 4.096 … 16.384 |           1.00 |          64.00 |    64.0× |
                """,
                new Report(Recorded.MACHINE, Recorded.measurements()).toString());
    }

    @Test
    void omitsMissingMeasurements() {
        List<Measurement> kernels = Recorded.measurements().subList(4, 6);
        assertTrue(IrisTable.of(kernels).isEmpty());
        assertTrue(SpeedupCharts.iris(kernels).isEmpty());
        assertTrue(SpeedupCharts.kernels(kernels).isPresent());
        List<Measurement> iris = Recorded.measurements().subList(0, 4);
        assertTrue(KernelTable.of(iris).isEmpty());
        assertTrue(SpeedupCharts.kernels(iris).isEmpty());
        assertTrue(SpeedupCharts.iris(iris).isPresent());
    }

    @Test
    void omitsSpeedupWithoutControl() {
        String table = IrisTable.of(Recorded.measurements().subList(1, 2)).orElseThrow().toString();
        assertTrue(table.contains("|        – |"), table);
        assertFalse(table.contains("×"), table);
    }

    @Test
    void drawsCharts() throws Exception {
        BarChart chart = SpeedupCharts.iris(Recorded.measurements()).orElseThrow();
        byte[] png = chart.png();
        assertEquals("PNG", new String(png, 1, 3, StandardCharsets.US_ASCII));
        String svg = new String(chart.svg(), StandardCharsets.UTF_8);
        assertTrue(svg.contains("<svg") && svg.stripTrailing().endsWith("</svg>"), svg);
    }
}
