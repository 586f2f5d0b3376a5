package lanewise.internal.tier;

import com.sun.management.HotSpotDiagnosticMXBean;

import java.lang.management.ManagementFactory;
import java.util.function.UnaryOperator;

/**
 * HotSpot's optimizing compiler, or one in its place such as Graal, without which vector code runs
 * a hundred times slower.
 */
final class C2 {

    /** The highest of HotSpot's compilation levels, which is C2's. */
    private static final int LEVEL = 4;

    private C2() {}

    /**
     * Tells what keeps C2 from compiling vector code.
     *
     * @return the reason and its remedy in one line; empty if nothing is known to
     */
    static String obstacle() {
        return obstacle(
                System.getProperty("java.vm.name", ""),
                System.getProperty("java.vm.info", ""),
                C2::option);
    }

    /**
     * The same of any JVM.
     *
     * @param vm its name, such as {@code OpenJDK 64-Bit Server VM}, which GraalVM has too
     * @param mode how it runs code, such as {@code mixed mode, sharing}
     * @param options the value of each of its options; empty for one that it does not have, or does
     *     not tell
     */
    static String obstacle(String vm, String mode, UnaryOperator<String> options) {
        // HotSpot without C2 is a Client, Minimal, Core or Zero VM.
        boolean hotSpot = vm.contains("OpenJDK") || vm.contains("HotSpot");
        if (!hotSpot || !vm.contains("Server VM")) {
            return "this is "
                    + (vm.isEmpty() ? "a JVM without a name" : vm)
                    + "; only HotSpot's C2 compiler is known to compile vector code";
        }
        if (mode.contains("interpreted")) {
            return "this JVM only interprets (" + mode + "); leave out -Xint";
        }
        if (options.apply("UseCompiler").equals("false")) {
            return "this JVM runs without its compilers; leave out -XX:-UseCompiler and"
                    + " -XX:TieredStopAtLevel=0";
        }
        String level = options.apply("TieredStopAtLevel");
        if (options.apply("TieredCompilation").equals("true")
                && !level.isEmpty()
                && Integer.parseInt(level) < LEVEL) {
            return "this JVM runs without its C2 compiler; leave out -XX:TieredStopAtLevel="
                    + level;
        }
        if (options.apply("CompilationMode").equals("quick-only")) {
            return "this JVM runs without its C2 compiler; leave out -XX:CompilationMode=quick-only";
        }
        if (mode.contains("emulated-client")) {
            return "this JVM runs without its C2 compiler ("
                    + mode
                    + "); leave out -XX:+NeverActAsServerClassMachine";
        }
        if (options.apply("EnableVectorSupport").equals("false")) {
            return "this JVM does not compile vector code; leave out -XX:-EnableVectorSupport";
        }
        return "";
    }

    private static String option(String name) {
        try {
            return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption(name)
                    .getValue();
        } catch (IllegalArgumentException | LinkageError e) {
            // An option that this JVM does not have or has locked, or a run-time image without
            // jdk.management: then nothing is known.
            return "";
        }
    }
}
