package lanewise.benchmarks.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** HotSpot's disassembler, a library that no JDK brings along. */
final class Disassembler {
    private Disassembler() {}

    /**
     * Asks this Java itself, which looks in several places and takes no library of an older
     * interface.
     *
     * @return what is missing, in a line; empty if nothing is
     */
    static String problem() {
        Path home = Path.of(System.getProperty("java.home"));
        try {
            Process java =
                    new ProcessBuilder(
                                    home.resolve("bin").resolve("java").toString(),
                                    "-Xcomp",
                                    "-XX:+UnlockDiagnosticVMOptions",
                                    "-XX:CompileCommand=quiet",
                                    "-XX:CompileCommand=compileonly,java.lang.Object::<init>",
                                    "-XX:CompileCommand=print,java.lang.Object::<init>",
                                    "-version")
                            .redirectErrorStream(true)
                            .start();
            String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (said.contains("[Disassembly]")) {
                return "";
            }
        } catch (IOException e) {
            // Then there is none either.
        }
        String library = "hsdis-" + System.getProperty("os.arch") + ".so";
        return "perfasm names methods but shows no instructions: put "
                + library
                + " in "
                + home.resolve("lib").resolve("server")
                + " (make build-hsdis in the JDK's sources; Debian's libhsdis0-fcml is for older"
                + " Java)";
    }
}
