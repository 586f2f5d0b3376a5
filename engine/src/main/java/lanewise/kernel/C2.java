package lanewise.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;

import java.lang.management.ManagementFactory;

/** HotSpot's optimizing compiler, without which vector code runs a hundred times slower. */
final class C2 {

    /** The highest of HotSpot's compilation levels, which is C2's. */
    private static final int LEVEL = 4;

    private C2() {}

    /**
     * Tells what keeps C2 from compiling.
     *
     * @return the reason and its remedy in one line; empty if nothing is known to
     */
    static String obstacle() {
        String vm = System.getProperty("java.vm.name", "");
        if (!vm.contains("OpenJDK") && !vm.contains("HotSpot")) {
            return "this is " + vm + "; only HotSpot's C2 compiler is known to compile vector code";
        }
        String mode = System.getProperty("java.vm.info", "");
        if (mode.contains("interpreted")) {
            return "this JVM only interprets (" + mode + "); leave out -Xint";
        }
        try {
            String level = option("TieredStopAtLevel");
            if (option("TieredCompilation").equals("true") && Integer.parseInt(level) < LEVEL) {
                return "this JVM runs without its C2 compiler; leave out -XX:TieredStopAtLevel="
                        + level;
            }
            if (option("UseCompiler").equals("false")) {
                return "this JVM runs without its compilers; leave out -XX:-UseCompiler";
            }
        } catch (IllegalArgumentException | LinkageError e) {
            // An option that this JVM does not have, or a run-time image without jdk.management:
            // then nothing is known.
        }
        return "";
    }

    private static String option(String name) {
        return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption(name)
                .getValue();
    }
}
