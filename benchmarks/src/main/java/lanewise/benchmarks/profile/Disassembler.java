package lanewise.benchmarks.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** HotSpot's disassembler, a library that no JDK includes. */
final class Disassembler {
    private Disassembler() {}

    /**
     * Checks by running this Java, which searches several places and rejects libraries with an
     * older interface.
     *
     * @return the missing item, in a line; empty if there is none
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
            // Then it is missing, too.
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
