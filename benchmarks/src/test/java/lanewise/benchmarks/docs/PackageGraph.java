package lanewise.benchmarks.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import lanewise.Network;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** The dependencies between packages, found in compiled classes by the JDK's jdeps. */
public final class PackageGraph {
    /** A line of {@code jdeps -verbose:package}. */
    private static final Pattern ARROW =
            Pattern.compile("^ +(lanewise[\\w.]*) +-> (lanewise[\\w.]*) ", Pattern.MULTILINE);

    private PackageGraph() {}

    /** The engine's packages as a graph in Mermaid, without the arrows that follow from others. */
    static String ofEngine() {
        SortedMap<String, SortedSet<String>> arrows = arrows(Network.class);
        StringBuilder graph = new StringBuilder("graph TD\n");
        for (Map.Entry<String, SortedSet<String>> entry : arrows.entrySet()) {
            String from = entry.getKey();
            graph.append("    %s[%s]%n".formatted(id(from), from));
            for (String to : entry.getValue()) {
                boolean implied =
                        entry.getValue().stream()
                                .anyMatch(
                                        between ->
                                                !between.equals(to)
                                                        && reachable(arrows, between).contains(to));
                if (!implied) {
                    graph.append("    %s --> %s%n".formatted(id(from), id(to)));
                }
            }
        }
        return graph.toString();
    }

    /**
     * The packages on which each package of Lanewise depends.
     *
     * @param member any class of the module whose classes to read
     */
    public static SortedMap<String, SortedSet<String>> arrows(Class<?> member) {
        SortedMap<String, SortedSet<String>> arrows = new TreeMap<>();
        Matcher matcher = ARROW.matcher(jdeps(member));
        while (matcher.find()) {
            String from = matcher.group(1);
            String to = matcher.group(2);
            arrows.computeIfAbsent(from, _ -> new TreeSet<>());
            arrows.computeIfAbsent(to, _ -> new TreeSet<>());
            if (!from.equals(to)) {
                arrows.get(from).add(to);
            }
        }
        assertFalse(arrows.isEmpty(), "no packages found");
        return arrows;
    }

    private static SortedSet<String> reachable(
            SortedMap<String, SortedSet<String>> arrows, String from) {
        SortedSet<String> found = new TreeSet<>();
        add(arrows, from, found);
        return found;
    }

    private static void add(
            SortedMap<String, SortedSet<String>> arrows, String from, SortedSet<String> found) {
        for (String to : arrows.get(from)) {
            if (found.add(to)) {
                add(arrows, to, found);
            }
        }
    }

    private static String id(String name) {
        return name.replace('.', '_');
    }

    private static String jdeps(Class<?> member) {
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed, true);
        int exitCode =
                ToolProvider.findFirst("jdeps")
                        .orElseThrow()
                        .run(
                                out,
                                out,
                                "-verbose:package",
                                "-filter:none",
                                classes(member).toString());
        assertEquals(0, exitCode, printed::toString);
        return printed.toString();
    }

    private static Path classes(Class<?> member) {
        try {
            return Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
