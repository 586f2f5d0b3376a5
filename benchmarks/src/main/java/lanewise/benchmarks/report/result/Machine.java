package lanewise.benchmarks.report.result;

import lanewise.internal.tier.KernelProvider;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where and with what figures were measured.
 *
 * @param cpu the processor's model
 * @param cores how many of it the JVM may use
 * @param virtualisation whether others may share the machine
 * @param os operating system, its version and architecture
 * @param jdk the JVM and its version
 * @param flags the options that the JVM was started with
 * @param kernels what the vector tier is here, or why there is none
 * @param commit of the source, {@code none} if that is not known
 * @param conditions what else a reader should know: processors chosen, what makes the figures less
 *     certain; empty in files that are older than this
 */
public record Machine(
        String cpu,
        int cores,
        String virtualisation,
        String os,
        String jdk,
        List<String> flags,
        String kernels,
        String commit,
        List<String> conditions) {

    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    /** Copies its last argument, and takes null for none. */
    public Machine {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /**
     * Describes this machine and this JVM.
     *
     * @param home the folder of the source
     * @param conditions what else a reader should know
     * @return the description
     * @throws IllegalStateException if the property {@code lanewise.vectorBits} asks for a width
     *     that there is not
     */
    public static Machine here(Path home, List<String> conditions) {
        List<String> cpuinfo = lines(CPUINFO);
        String obstacle = KernelProvider.obstacle();
        return new Machine(
                cpu(cpuinfo),
                Runtime.getRuntime().availableProcessors(),
                virtualisation(cpuinfo),
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                property("java.vendor")
                        + " "
                        + property("java.runtime.version")
                        + ", "
                        + property("java.vm.name"),
                List.copyOf(ManagementFactory.getRuntimeMXBean().getInputArguments()),
                obstacle.isEmpty() ? KernelProvider.vector().name() : "scalar only: " + obstacle,
                Commit.of(home).orElse("none"),
                conditions);
    }

    /**
     * The description for people.
     *
     * @return lines of name and value, each with a line feed
     */
    public String describe() {
        return """
                cpu      %s, %d cores, %s
                os       %s
                jdk      %s
                flags    %s
                kernels  %s
                commit   %s
                """
                        .formatted(
                                cpu,
                                cores,
                                virtualisation,
                                os,
                                jdk,
                                String.join(" ", flags),
                                kernels,
                                commit)
                + conditions.stream()
                        .map(condition -> "note     " + condition + "\n")
                        .collect(Collectors.joining());
    }

    /** The processor's model on this machine. */
    static String cpuHere() {
        return cpu(lines(CPUINFO));
    }

    static String cpu(List<String> cpuinfo) {
        Optional<String> name = field(cpuinfo, "model name");
        if (name.isEmpty()) {
            return "unknown " + property("os.arch");
        }
        // Clouds hide the name of the model, its numbers still tell.
        return field(cpuinfo, "cpu family")
                .flatMap(
                        family ->
                                field(cpuinfo, "model")
                                        .map(
                                                model ->
                                                        name.get()
                                                                + " (family "
                                                                + family
                                                                + ", model "
                                                                + model
                                                                + ")"))
                .orElse(name.get());
    }

    static String virtualisation(List<String> cpuinfo) {
        if (cpuinfo.isEmpty()) {
            return "not known whether virtual";
        }
        return isVirtual(cpuinfo)
                ? "virtual machine (others may share the cores)"
                : "no hypervisor seen";
    }

    static boolean isVirtual(List<String> cpuinfo) {
        return field(cpuinfo, "flags").stream()
                .flatMap(flags -> List.of(flags.split(" ")).stream())
                .anyMatch("hypervisor"::equals);
    }

    private static Optional<String> field(List<String> cpuinfo, String name) {
        return cpuinfo.stream()
                .map(line -> line.split(":", 2))
                .filter(field -> field.length == 2 && field[0].strip().equals(name))
                .map(field -> field[1].strip())
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file)
                    ? Files.readAllLines(file, StandardCharsets.UTF_8)
                    : List.of();
        } catch (IOException e) {
            return List.of(); // a table without the model of the processor is better than none
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
