package lanewise.internal.tier;

import com.sun.management.HotSpotDiagnosticMXBean;

import java.lang.management.ManagementFactory;
import java.util.function.UnaryOperator;

/**
 * Detects whether this JVM has HotSpot's optimizing compiler, or a replacement such as Graal.
 * Without one, vector code runs a hundred times slower.
 */
final class C2 {

    /** HotSpot's compilation level for C2, the highest. */
    private static final int LEVEL = 4;

    private C2() {}

    /**
     * Returns why C2 cannot compile vector code in this JVM.
     *
     * @return the reason and its remedy in one line; empty if there is no known obstacle
     */
    static String obstacle() {
        return obstacle(
                System.getProperty("java.vm.name", ""),
                System.getProperty("java.vm.info", ""),
                C2::option);
    }

    /**
     * Returns why C2 cannot compile vector code in a given JVM.
     *
     * @param vm its name, such as {@code OpenJDK 64-Bit Server VM}, which GraalVM uses too
     * @param mode its execution mode, such as {@code mixed mode, sharing}
     * @param options maps the name of an option to its value, or to an empty string if the option
     *     does not exist or cannot be read
     */
    static String obstacle(String vm, String mode, UnaryOperator<String> options) {
        // HotSpot without C2 is a Client, Minimal, Core or Zero VM.
        boolean hotSpot = vm.contains("OpenJDK") || vm.contains("HotSpot");
        if (!hotSpot || !vm.contains("Server VM")) {
            return "this JVM is "
                    + (vm.isEmpty() ? "unnamed" : vm)
                    + "; only HotSpot's C2 compiler is known to compile vector code";
        }
        if (mode.contains("interpreted")) {
            return "this JVM runs in interpreted mode (" + mode + "); remove -Xint";
        }
        if (options.apply("UseCompiler").equals("false")) {
            return "this JVM runs without its compilers; remove -XX:-UseCompiler and"
                    + " -XX:TieredStopAtLevel=0";
        }
        String level = options.apply("TieredStopAtLevel");
        if (options.apply("TieredCompilation").equals("true")
                && !level.isEmpty()
                && Integer.parseInt(level) < LEVEL) {
            return "this JVM runs without its C2 compiler; remove -XX:TieredStopAtLevel=" + level;
        }
        if (options.apply("CompilationMode").equals("quick-only")) {
            return "this JVM runs without its C2 compiler; remove -XX:CompilationMode=quick-only";
        }
        if (mode.contains("emulated-client")) {
            return "this JVM runs without its C2 compiler ("
                    + mode
                    + "); remove -XX:+NeverActAsServerClassMachine";
        }
        if (options.apply("EnableVectorSupport").equals("false")) {
            return "this JVM does not compile vector code; remove -XX:-EnableVectorSupport";
        }
        return "";
    }

    private static String option(String name) {
        try {
            return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption(name)
                    .getValue();
        } catch (IllegalArgumentException | LinkageError e) {
            // The option does not exist or is locked, or the run-time image lacks jdk.management.
            return "";
        }
    }
}
