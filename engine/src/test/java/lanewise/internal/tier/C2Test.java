package lanewise.internal.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.testing.JavaProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Detection of JVMs that do not compile vector code. */
class C2Test {
    private static final String HOTSPOT = "OpenJDK 64-Bit Server VM";
    private static final String MIXED = "mixed mode, sharing";

    private static String obstacle(String vm, String mode, Map<String, String> options) {
        return C2.obstacle(vm, mode, name -> options.getOrDefault(name, ""));
    }

    /** Options of a JVM started without arguments. */
    private static Map<String, String> plain() {
        return Map.of(
                "UseCompiler", "true",
                "TieredCompilation", "true",
                "TieredStopAtLevel", "4",
                "CompilationMode", "default");
    }

    @Test
    void thisJvmHasNoObstacle() {
        assertEquals("", C2.obstacle());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OpenJDK 64-Bit Server VM", "Java HotSpot(TM) 64-Bit Server VM"})
    void hotSpotHasNoObstacle(String vm) {
        assertEquals("", obstacle(vm, MIXED, plain()));
        assertEquals("", obstacle(vm, "compiled mode, sharing", plain()));
        // A run-time image without jdk.management reports no options.
        assertEquals("", obstacle(vm, MIXED, Map.of()));
    }

    /** Graal in the place of C2 compiles the Vector API as of version 25 (measured). */
    @Test
    void graalHasNoObstacle() {
        Map<String, String> graal =
                Map.of(
                        "UseCompiler", "true",
                        "TieredCompilation", "true",
                        "TieredStopAtLevel", "4",
                        "CompilationMode", "default",
                        "EnableJVMCI", "true",
                        "UseJVMCICompiler", "true",
                        "UseGraalJIT", "true",
                        "EnableVectorSupport", "true");
        assertEquals("", obstacle("Java HotSpot(TM) 64-Bit Server VM", "mixed mode", graal));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Eclipse OpenJ9 VM",
                "IBM J9 VM",
                "Substrate VM",
                "Zing 64-Bit Tiered VM",
                "OpenJDK 64-Bit Zero VM",
                "OpenJDK Client VM",
                "OpenJDK 64-Bit Minimal VM"
            })
    void rejectsOtherJvmsByName(String vm) {
        assertEquals(
                "this JVM is "
                        + vm
                        + "; only HotSpot's C2 compiler is known to compile vector code",
                obstacle(vm, MIXED, plain()));
    }

    @Test
    void rejectsUnnamedJvms() {
        assertTrue(obstacle("", "", Map.of()).startsWith("this JVM is unnamed; "));
    }

    @Test
    void detectsInterpreterAndClientFromTheMode() {
        assertEquals(
                "this JVM runs in interpreted mode (interpreted mode, sharing); remove -Xint",
                obstacle(HOTSPOT, "interpreted mode, sharing", plain()));
        assertEquals(
                "this JVM runs without its C2 compiler (mixed mode, emulated-client); remove"
                        + " -XX:+NeverActAsServerClassMachine",
                obstacle(HOTSPOT, "mixed mode, emulated-client", plain()));
    }

    @ParameterizedTest
    @CsvSource({
        "UseCompiler, false, remove -XX:-UseCompiler and -XX:TieredStopAtLevel=0",
        "TieredStopAtLevel, 1, remove -XX:TieredStopAtLevel=1",
        "TieredStopAtLevel, 3, remove -XX:TieredStopAtLevel=3",
        "CompilationMode, quick-only, remove -XX:CompilationMode=quick-only",
        "EnableVectorSupport, false, remove -XX:-EnableVectorSupport"
    })
    void namesTheOptionThatDisablesVectorCode(String option, String value, String remedy) {
        Map<String, String> options = new HashMap<>(plain());
        options.put(option, value);
        String obstacle = obstacle(HOTSPOT, MIXED, options);
        assertTrue(obstacle.endsWith("; " + remedy), obstacle);
        assertFalse(obstacle.contains("\n"), obstacle);
    }

    /**
     * Without tiered compilation, C2 compiles interpreted code and TieredStopAtLevel has no effect.
     */
    @Test
    void ignoresTheLevelWithoutTieredCompilation() {
        Map<String, String> options =
                Map.of("TieredCompilation", "false", "TieredStopAtLevel", "1");
        assertEquals("", obstacle(HOTSPOT, MIXED, options));
    }

    /**
     * Starts JVMs with each option, to check the option names against the JVM that runs the tests.
     */
    @ParameterizedTest
    @CsvSource({
        "-Xint, remove -Xint",
        "-XX:-UseCompiler, remove -XX:-UseCompiler",
        "-XX:TieredStopAtLevel=0, -XX:TieredStopAtLevel=0",
        "-XX:TieredStopAtLevel=2, remove -XX:TieredStopAtLevel=2",
        "-XX:CompilationMode=quick-only, remove -XX:CompilationMode=quick-only",
        "-XX:+NeverActAsServerClassMachine, remove -XX:+NeverActAsServerClassMachine",
        "-XX:-EnableVectorSupport, remove -XX:-EnableVectorSupport",
        "-XX:-TieredCompilation, none"
    })
    void detectsOptionsOfAStartedJvm(String option, String expected, @TempDir Path folder)
            throws IOException, InterruptedException {
        String output =
                JavaProcess.run(
                        folder,
                        "-XX:+UnlockExperimentalVMOptions",
                        option,
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Obstacle.class.getName());
        assertTrue(output.lines().anyMatch(line -> line.contains(expected)), output);
    }

    /** Prints why vector kernels cannot run in its JVM. */
    static final class Obstacle {
        private Obstacle() {}

        /** Prints the reason, or "none". */
        public static void main(String[] args) {
            String obstacle = KernelProvider.obstacle();
            System.out.println(obstacle.isEmpty() ? "none" : obstacle);
        }
    }
}
