package lanewise.benchmarks.report.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    AMD EPYC (family 26, model 2)                       | AMD Zen 5 (EPYC, family 26)                  | zen5
                    AMD EPYC (family 25, model 17)                      | AMD Zen 4 (EPYC, family 25)                  | zen4
                    AMD EPYC 7763 64-Core Processor (family 25, model 1)| AMD Zen 3 (EPYC 7763 64-Core, family 25)     | zen3
                    Intel(R) Xeon(R) Processor (family 6, model 207)    | Intel Emerald Rapids (Xeon, model 207)       | emeraldrapids
                    Intel(R) Xeon(R) Processor (family 6, model 1)      | Intel(R) Xeon(R) Processor (family 6, model 1) | intelrxeonrprocessorfamily6model1
                    Abacus 9000                                         | Abacus 9000                                  | abacus9000
                    """)
    void namesTheMicroarchitecture(String recorded, String title, String slug) {
        assertEquals(new Cpu(title, slug), Cpu.of(recorded));
    }
}
