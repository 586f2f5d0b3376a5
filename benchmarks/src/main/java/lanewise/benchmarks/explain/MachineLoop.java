package lanewise.benchmarks.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An innermost loop of compiled code.
 *
 * @param instructions its instructions, in the syntax of AT&amp;T
 */
record MachineLoop(List<String> instructions) {

    /** A line that llvm-mc prints: the instruction, and its bytes in a comment. */
    private static final Pattern INSTRUCTION =
            Pattern.compile("\\s+(.*?)\\s*# encoding: \\[([^]]*)]");

    /** A conditional one: code out of line ends with an unconditional jump back. */
    private static final Pattern BACKWARD_JUMP = Pattern.compile("j(?!mp)\\w+\\s+(-\\d+)");

    private static final Pattern MULTIPLICATION =
            Pattern.compile("v(?:mul|fn?madd\\d*|fn?msub\\d*)ps\\s.*");

    /**
     * Finds the loop that computes: of all innermost ones, the one with most multiplications.
     *
     * @param disassembly what {@code llvm-mc --disassemble --show-encoding} prints
     * @return empty if no loop multiplies
     */
    static Optional<MachineLoop> find(String disassembly) {
        List<String> instructions = new ArrayList<>();
        Map<Integer, Integer> indexOfAddress = new HashMap<>();
        List<MachineLoop> loops = new ArrayList<>();
        int address = 0;
        int newestStart = -1;
        for (String line : disassembly.split("\n")) {
            Matcher matcher = INSTRUCTION.matcher(line);
            if (!matcher.matches()) {
                continue;
            }
            indexOfAddress.put(address, instructions.size());
            instructions.add(matcher.group(1));
            address += matcher.group(2).split(",").length;
            Matcher jump = BACKWARD_JUMP.matcher(matcher.group(1));
            if (jump.matches()) {
                Integer start = indexOfAddress.get(address + Integer.parseInt(jump.group(1)));
                // Loops end in order: one that begins before another is around it.
                if (start != null && start > newestStart) {
                    newestStart = start;
                    loops.add(
                            new MachineLoop(
                                    List.copyOf(instructions.subList(start, instructions.size()))));
                }
            }
        }
        return loops.stream()
                .filter(loop -> loop.multiplications() > 0)
                .max(
                        Comparator.comparingLong(MachineLoop::multiplications)
                                .thenComparing(loop -> -loop.instructions.size()));
    }

    /** The number of fused multiply-adds and products of vectors. */
    long multiplications() {
        return instructions.stream().filter(i -> MULTIPLICATION.matcher(i).matches()).count();
    }
}
