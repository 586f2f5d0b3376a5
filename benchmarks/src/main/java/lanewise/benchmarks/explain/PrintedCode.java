package lanewise.benchmarks.explain;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine code that HotSpot prints, without a disassembler, for methods with the compiler
 * directive PrintAssembly.
 */
final class PrintedCode {

    /** A method compiled by C2, not by on-stack replacement, which is marked by a percent sign. */
    private static final Pattern METHOD =
            Pattern.compile(
                    "Compiled method \\(c2\\) +\\d+ +\\d+ +\\d+ +(?:\\S+\\.)?(\\w+)(?:/\\w+)?::(\\w+) .*");

    private static final Pattern BYTES =
            Pattern.compile(" +0x\\p{XDigit}+: ((?:\\p{XDigit}{2}| |\\|)+)");

    private PrintedCode() {}

    /**
     * Reads the code.
     *
     * @param printed the output of the JVM
     * @return the code by method, such as {@code Forward0::units2}; of methods that were compiled
     *     several times, the last version
     */
    static Map<String, byte[]> read(String printed) {
        Map<String, byte[]> code = new LinkedHashMap<>();
        String method = null;
        StringBuilder digits = null;
        for (String line : printed.split("\n")) {
            Matcher compiled = METHOD.matcher(line);
            if (line.startsWith("Compiled method ")) {
                method = compiled.matches() ? compiled.group(1) + "::" + compiled.group(2) : null;
            } else if (line.equals("[MachCode]")) {
                digits = new StringBuilder();
            } else if (line.equals("[/MachCode]")) {
                if (method != null && digits != null) {
                    code.put(method, HexFormat.of().parseHex(digits));
                }
                digits = null;
            } else if (digits != null) {
                Matcher bytes = BYTES.matcher(line);
                if (bytes.matches()) {
                    digits.append(bytes.group(1).replaceAll("[ |]", ""));
                }
            }
        }
        return code;
    }
}
