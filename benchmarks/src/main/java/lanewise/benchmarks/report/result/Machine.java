package lanewise.benchmarks.report.result;

import lanewise.internal.tier.KernelProvider;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The machine and JVM of a session.
 *
 * @param cpu the processor's model
 * @param cores number of processors available to the JVM
 * @param virtualisation whether the machine may be shared
 * @param os operating system, its version and architecture
 * @param jdk the JVM and its version
 * @param flags the JVM's options
 * @param kernels the vector tier, or the reason why it is unavailable
 * @param commit commit of the source, {@code none} if unknown
 * @param conditions other conditions, such as pinned processors or causes of uncertainty; empty in
 *     old files
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

    /** Copies its last argument; null counts as empty. */
    public Machine {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /**
     * Describes this machine and this JVM.
     *
     * @param home the root directory of the source
     * @param conditions other conditions
     * @return the description
     * @throws IllegalStateException if the property {@code lanewise.vectorBits} requests an
     *     unsupported width
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
     * Formats the description.
     *
     * @return lines of name and value, each ended by a line feed
     */
    public String describe() {
        return String.format(
                        Locale.ROOT,
                        """
                cpu      %s, %d cores, %s
                os       %s
                jdk      %s
                flags    %s
                kernels  %s
                commit   %s
                """,
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
        // Clouds hide the model's name; its numbers identify it.
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
            return List.of(); // A table without the processor's model is better than none.
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
