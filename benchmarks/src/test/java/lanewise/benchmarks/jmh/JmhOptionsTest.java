package lanewise.benchmarks.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.ProfilerConfig;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

class JmhOptionsTest {
    private static JmhOptions parse(String args) {
        return JmhOptions.parse(args.isEmpty() ? List.of() : Arrays.asList(args.split(" ")));
    }

    private static Options over(String args) {
        Options below =
                new OptionsBuilder()
                        .warmupIterations(4)
                        .measurementIterations(3)
                        .param("tier", "vector")
                        .addProfiler("gc")
                        .build();
        return parse(args).over(below, Set.of("tier", "shape")).build();
    }

    @Test
    void givenOptionsOverrideOthers() {
        Options options = over("-wi 10 -p tier=scalar,vector -prof stack -jvmArgsAppend -Xint");
        assertEquals(10, options.getWarmupIterations().get());
        assertEquals(3, options.getMeasurementIterations().get());
        assertEquals(List.of("scalar", "vector"), List.copyOf(options.getParameter("tier").get()));
        assertEquals(false, options.getParameter("shape").hasValue());
        assertEquals(List.of("-Xint"), List.copyOf(options.getJvmArgsAppend().get()));
        assertEquals(
                List.of("stack", "gc"),
                options.getProfilers().stream().map(ProfilerConfig::getKlass).toList());
        assertTrue(parse("-prof stack").profiles());
    }

    @Test
    void forksAreLeftToTheSession() {
        assertEquals(OptionalInt.of(7), parse("-f 7").forks());
        assertEquals(OptionalInt.empty(), parse("-wi 1").forks());
        assertEquals(OptionalInt.empty(), JmhOptions.NONE.forks());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-wi many", "--no-such-option", "IrisLoop", "-h", "-rf csv", "-l"})
    void rejectsUnknownAndReservedOptions(String args) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> parse(args)).getMessage();
        assertTrue(message.contains(args.split(" ")[0].replace("--", "")), message);
    }
}
