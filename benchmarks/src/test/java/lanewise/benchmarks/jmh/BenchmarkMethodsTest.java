package lanewise.benchmarks.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Rules for all benchmarks, so that no figure stands for work that was not done. */
class BenchmarkMethodsTest {
    static List<Method> benchmarks() {
        return Session.matching(List.of()).names().stream()
                .map(BenchmarkMethodsTest::method)
                .toList();
    }

    private static Method method(String benchmark) {
        int dot = benchmark.lastIndexOf('.');
        try {
            return Arrays.stream(Class.forName(benchmark.substring(0, dot)).getMethods())
                    .filter(method -> method.getName().equals(benchmark.substring(dot + 1)))
                    .filter(method -> method.isAnnotationPresent(Benchmark.class))
                    .findFirst()
                    .orElseThrow();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void findsBenchmarks() {
        assertTrue(benchmarks().size() > 20);
    }

    /** Result files are compared by class and method, without the package. */
    @Test
    void classNamesAreUniqueAcrossPackages() {
        List<Class<?>> types =
                benchmarks().stream().<Class<?>>map(Method::getDeclaringClass).distinct().toList();
        assertEquals(types.size(), types.stream().map(Class::getSimpleName).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    void benchmarksConsumeTheirResults(Method benchmark) {
        boolean consumes = Arrays.asList(benchmark.getParameterTypes()).contains(Blackhole.class);
        assertTrue(
                benchmark.getReturnType() != void.class || consumes,
                benchmark + " neither returns its result nor gives it to a Blackhole");
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    void benchmarksHaveSetUp(Method benchmark) {
        assertFalse(
                setups(benchmark.getDeclaringClass(), benchmark).isEmpty(),
                benchmark + " has no set-up that could check it");
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    void benchmarksUseSupportedUnits(Method benchmark) {
        Class<?> type = benchmark.getDeclaringClass();
        OutputTimeUnit unit = type.getAnnotation(OutputTimeUnit.class);
        assertTrue(
                unit != null
                        && List.of("NANOSECONDS", "MICROSECONDS").contains(unit.value().name()),
                type.getName());
    }

    private static List<Method> setups(Class<?> type, Method benchmark) {
        return Stream.concat(
                        Arrays.stream(type.getMethods()),
                        Arrays.stream(benchmark.getParameterTypes())
                                .flatMap(state -> Arrays.stream(state.getMethods())))
                .filter(method -> method.isAnnotationPresent(Setup.class))
                .toList();
    }
}
