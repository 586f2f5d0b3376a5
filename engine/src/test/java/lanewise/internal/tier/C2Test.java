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

/** Which JVMs are known not to compile vector code. */
class C2Test {
    private static final String HOTSPOT = "OpenJDK 64-Bit Server VM";
    private static final String MIXED = "mixed mode, sharing";

    private static String obstacle(String vm, String mode, Map<String, String> options) {
        return C2.obstacle(vm, mode, name -> options.getOrDefault(name, ""));
    }

    /** The values that a plain java has. */
    private static Map<String, String> plain() {
        return Map.of(
                "UseCompiler", "true",
                "TieredCompilation", "true",
                "TieredStopAtLevel", "4",
                "CompilationMode", "default");
    }

    @Test
    void thisJvmHasNone() {
        assertEquals("", C2.obstacle());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OpenJDK 64-Bit Server VM", "Java HotSpot(TM) 64-Bit Server VM"})
    void hotSpotHasNone(String vm) {
        assertEquals("", obstacle(vm, MIXED, plain()));
        assertEquals("", obstacle(vm, "compiled mode, sharing", plain()));
        // A run-time image without jdk.management tells no option.
        assertEquals("", obstacle(vm, MIXED, Map.of()));
    }

    /** Graal in the place of C2 compiles the Vector API as of version 25: it is measured. */
    @Test
    void graalHasNone() {
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
    void othersAreToldByName(String vm) {
        assertEquals(
                "this is " + vm + "; only HotSpot's C2 compiler is known to compile vector code",
                obstacle(vm, MIXED, plain()));
    }

    @Test
    void aJvmWithoutANameIsNoHotSpot() {
        assertTrue(obstacle("", "", Map.of()).startsWith("this is a JVM without a name; "));
    }

    @Test
    void theModeTellsOfInterpreterAndClient() {
        assertEquals(
                "this JVM only interprets (interpreted mode, sharing); leave out -Xint",
                obstacle(HOTSPOT, "interpreted mode, sharing", plain()));
        assertEquals(
                "this JVM runs without its C2 compiler (mixed mode, emulated-client); leave out"
                        + " -XX:+NeverActAsServerClassMachine",
                obstacle(HOTSPOT, "mixed mode, emulated-client", plain()));
    }

    @ParameterizedTest
    @CsvSource({
        "UseCompiler, false, leave out -XX:-UseCompiler and -XX:TieredStopAtLevel=0",
        "TieredStopAtLevel, 1, leave out -XX:TieredStopAtLevel=1",
        "TieredStopAtLevel, 3, leave out -XX:TieredStopAtLevel=3",
        "CompilationMode, quick-only, leave out -XX:CompilationMode=quick-only",
        "EnableVectorSupport, false, leave out -XX:-EnableVectorSupport"
    })
    void optionsSwitchItOff(String option, String value, String remedy) {
        Map<String, String> options = new HashMap<>(plain());
        options.put(option, value);
        String obstacle = obstacle(HOTSPOT, MIXED, options);
        assertTrue(obstacle.endsWith("; " + remedy), obstacle);
        assertFalse(obstacle.contains("\n"), obstacle);
    }

    /** Without tiers, where C2 compiles from the interpreter, nothing stops at a level. */
    @Test
    void aLevelMattersOnlyWithTiers() {
        Map<String, String> options =
                Map.of("TieredCompilation", "false", "TieredStopAtLevel", "1");
        assertEquals("", obstacle(HOTSPOT, MIXED, options));
    }

    /** JVMs of the kind that runs the tests, started so: what their options are called there. */
    @ParameterizedTest
    @CsvSource({
        "-Xint, leave out -Xint",
        "-XX:-UseCompiler, leave out -XX:-UseCompiler",
        "-XX:TieredStopAtLevel=0, -XX:TieredStopAtLevel=0",
        "-XX:TieredStopAtLevel=2, leave out -XX:TieredStopAtLevel=2",
        "-XX:CompilationMode=quick-only, leave out -XX:CompilationMode=quick-only",
        "-XX:+NeverActAsServerClassMachine, leave out -XX:+NeverActAsServerClassMachine",
        "-XX:-EnableVectorSupport, leave out -XX:-EnableVectorSupport",
        "-XX:-TieredCompilation, none"
    })
    void asStarted(String option, String expected, @TempDir Path folder)
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

    /** Prints what keeps vector kernels from running in its JVM. */
    static final class Obstacle {
        private Obstacle() {}

        /** Prints it. */
        public static void main(String[] args) {
            String obstacle = KernelProvider.obstacle();
            System.out.println(obstacle.isEmpty() ? "none" : obstacle);
        }
    }
}
