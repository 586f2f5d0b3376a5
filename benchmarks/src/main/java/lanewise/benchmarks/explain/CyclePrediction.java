package lanewise.benchmarks.explain;

import lanewise.internal.kernel.vector.Vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Cycles for a multiplication in the loop of each method. */
    private final Map<String, Map<Cpu, Double>> cycles;

    private CyclePrediction(Map<String, Map<Cpu, Double>> cycles) {
        this.cycles = cycles;
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
        LlvmTool disassembler = LlvmTool.find("llvm-mc").orElseThrow();
        LlvmTool analyser = LlvmTool.find("llvm-mca").orElseThrow();
        Map<String, Map<Cpu, Double>> cycles = new HashMap<>();
        for (var method : PrintedCode.read(print(java, main)).entrySet()) {
            String bytes = HexFormat.ofDelimiter(" ").withPrefix("0x").formatHex(method.getValue());
            List<String> options = List.of("--disassemble", "--triple=x86_64", "--show-encoding");
            Optional<MachineLoop> loop = MachineLoop.find(disassembler.run(bytes, options));
            if (loop.isPresent()) {
                cycles.put(method.getKey(), cycles(loop.get(), analyser));
            }
        }
        return cycles.isEmpty() ? Optional.empty() : Optional.of(new CyclePrediction(cycles));
    }

    private static Map<Cpu, Double> cycles(MachineLoop loop, LlvmTool analyser)
            throws IOException, InterruptedException {
        Map<Cpu, Double> cycles = new EnumMap<>(Cpu.class);
        String instructions = String.join("\n", loop.instructions());
        for (Cpu cpu : cpus()) {
            List<String> options = List.of("-mcpu=" + cpu.llvmName(), "-iterations=" + ITERATIONS);
            Matcher total = TOTAL.matcher(analyser.run(instructions, options));
            if (total.find()) {
                double ofIteration = Double.parseDouble(total.group(1)) / ITERATIONS;
                cycles.put(cpu, ofIteration / loop.multiplications());
            }
        }
        return cycles;
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
            return LlvmTool.output(builder);
        } finally {
            Files.delete(directives);
        }
    }

    /**
     * The cycles of a method. All multiplications are counted as iterations of its loop, also the
     * few before and after it.
     *
     * @param method the method, such as {@code Forward0::units2}
     * @param multiplications the multiplications in all iterations of its loop
     * @param cpu one of {@link #cpus}
     * @return NaN if the method has not been compiled, or if its code cannot run on the processor
     */
    double cycles(String method, long multiplications, Cpu cpu) {
        Map<Cpu, Double> ofMultiplication = cycles.getOrDefault(method, Map.of());
        return multiplications * ofMultiplication.getOrDefault(cpu, Double.NaN);
    }

    /** The processors that run this machine's code and that LLVM has models of. */
    static List<Cpu> cpus() {
        return Stream.of(Cpu.values())
                .filter(cpu -> cpu.llvmName() != null)
                .filter(cpu -> cpu.hasVectorsOf(Vectors.SPECIES.vectorBitSize()))
                .toList();
    }
}
