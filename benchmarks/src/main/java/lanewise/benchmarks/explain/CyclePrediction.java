package lanewise.benchmarks.explain;

import lanewise.internal.kernel.vector.Vectors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Cycles of the stages' compiled loops on other processors, predicted by llvm-mca. It models ports,
 * latencies and the reorder buffer, not caches, branches or, on Intel processors, that a division
 * blocks the divider for many cycles.
 */
public final class CyclePrediction {
    /** Directive that prints the code of the stages' classes when C2 has compiled them. */
    private static final String DIRECTIVE =
            "[{match: \"lanewise/internal/kernel/specialised/*.*\", c2: {PrintAssembly: true}}]";

    private static final int ITERATIONS = 100;

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total Cycles: +(\\d+)");

    private final LlvmTool analyser;
    private final Map<String, MachineLoop> loops;

    private CyclePrediction(LlvmTool analyser, Map<String, MachineLoop> loops) {
        this.analyser = analyser;
        this.loops = loops;
    }

    /**
     * What prevents predictions here.
     *
     * @return the reason and its remedy in one line; empty if nothing does
     * @throws IOException if a program of LLVM cannot be started
     * @throws InterruptedException if the thread is interrupted
     */
    public static String obstacle() throws IOException, InterruptedException {
        if (!System.getProperty("os.arch").equals("amd64")) {
            return "cycles are predicted from code for x86-64 only, not "
                    + System.getProperty("os.arch");
        }
        for (String tool : List.of("llvm-mc", "llvm-mca")) {
            if (LlvmTool.find(tool).isEmpty()) {
                return tool
                        + " was not found: install LLVM 17 or newer (Debian: apt install llvm-19)";
            }
        }
        return "";
    }

    /**
     * Has a JVM compile the stages and disassembles their loops.
     *
     * @param java the command that starts Java, with its options
     * @param main the main class and its arguments: a program that runs the stages until C2 has
     *     compiled them
     * @return the prediction; empty if the JVM printed no code
     * @throws IOException if a program cannot be started or a file not be written
     * @throws InterruptedException if the thread is interrupted
     */
    public static Optional<CyclePrediction> of(List<String> java, List<String> main)
            throws IOException, InterruptedException {
        Map<String, MachineLoop> loops = new HashMap<>();
        LlvmTool disassembler = LlvmTool.find("llvm-mc").orElseThrow();
        for (var method : PrintedCode.read(print(java, main)).entrySet()) {
            String bytes = HexFormat.ofDelimiter(" ").withPrefix("0x").formatHex(method.getValue());
            List<String> options = List.of("--disassemble", "--triple=x86_64", "--show-encoding");
            MachineLoop.find(disassembler.run(bytes, options))
                    .ifPresent(loop -> loops.put(method.getKey(), loop));
        }
        LlvmTool analyser = LlvmTool.find("llvm-mca").orElseThrow();
        return loops.isEmpty()
                ? Optional.empty()
                : Optional.of(new CyclePrediction(analyser, loops));
    }

    private static String print(List<String> java, List<String> main)
            throws IOException, InterruptedException {
        Path directives = Files.createTempFile("lanewise", ".json");
        try {
            Files.writeString(directives, DIRECTIVE);
            List<String> command = new ArrayList<>(java);
            command.add("-XX:+UnlockDiagnosticVMOptions");
            command.add("-XX:CompilerDirectivesFile=" + directives);
            command.addAll(main);
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            // They are among this JVM's options already.
            builder.environment()
                    .keySet()
                    .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
            Process process = builder.start();
            try {
                byte[] printed = process.getInputStream().readAllBytes();
                process.waitFor();
                return new String(printed, StandardCharsets.ISO_8859_1);
            } finally {
                process.destroy();
            }
        } finally {
            Files.delete(directives);
        }
    }

    /**
     * Predicts the cycles of a method. All multiplications are counted as iterations of its loop,
     * also the few before and after it.
     *
     * @param method the method, such as {@code Forward0::units2}
     * @param multiplications the multiplications in all iterations of its loop
     * @param cpu the processor
     * @return empty if the method has not been compiled, or if LLVM has no model of the processor
     * @throws IOException if llvm-mca cannot be started
     * @throws InterruptedException if the thread is interrupted
     */
    OptionalDouble cycles(String method, long multiplications, Cpu cpu)
            throws IOException, InterruptedException {
        MachineLoop loop = loops.get(method);
        if (loop == null || cpu.llvmName() == null) {
            return OptionalDouble.empty();
        }
        List<String> options = List.of("-mcpu=" + cpu.llvmName(), "-iterations=" + ITERATIONS);
        String text = analyser.run(String.join("\n", loop.instructions()), options);
        Matcher total = TOTAL.matcher(text);
        if (!total.find()) {
            return OptionalDouble.empty();
        }
        double iterations = (double) multiplications / loop.multiplications();
        return OptionalDouble.of(iterations * Integer.parseInt(total.group(1)) / ITERATIONS);
    }

    /** The processors that run this machine's code and that LLVM has models of. */
    static List<Cpu> cpus() {
        return Stream.of(Cpu.values())
                .filter(cpu -> cpu.llvmName() != null)
                .filter(cpu -> cpu.hasVectorsOf(Vectors.SPECIES.vectorBitSize()))
                .toList();
    }
}
