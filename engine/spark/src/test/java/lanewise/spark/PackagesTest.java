package lanewise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** The packages of this module depend on each other in one direction. */
class PackagesTest {
    /** All packages, lowest first, and those of this module that each depends on. */
    private static final String ALLOWED =
            """
            param             |
            internal.scoring  |
            internal.training | param
            internal.shard    | internal.training param
            .                 | internal.scoring internal.shard internal.training param
            select            | internal.training
            """;

    private static final Pattern ARROW =
            Pattern.compile(
                    "^ +(lanewise\\.spark[\\w.]*) +-> (lanewise\\.[\\w.]*) ", Pattern.MULTILINE);

    @Test
    void packagesDependOnThoseOfTheTable() throws Exception {
        Path classes =
                Path.of(
                        LanewiseClassifier.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed, true);
        int status =
                ToolProvider.findFirst("jdeps")
                        .orElseThrow()
                        .run(
                                out,
                                out,
                                "-verbose:package",
                                "-filter:none",
                                "--ignore-missing-deps",
                                classes.toString());
        assertEquals(0, status, printed::toString);
        Map<String, TreeSet<String>> found = new TreeMap<>();
        Matcher arrows = ARROW.matcher(printed.toString());
        while (arrows.find()) {
            String from = shortName(arrows.group(1));
            found.computeIfAbsent(from, _ -> new TreeSet<>());
            if (arrows.group(2).startsWith("lanewise.spark")
                    && !arrows.group(2).equals(arrows.group(1))) {
                found.get(from).add(shortName(arrows.group(2)));
            }
        }
        Map<String, TreeSet<String>> allowed = new TreeMap<>();
        for (String line : ALLOWED.lines().toList()) {
            String[] columns = line.split("\\|");
            allowed.put(columns[0].strip(), new TreeSet<>());
            if (columns.length > 1) {
                for (String name : columns[1].strip().split(" ")) {
                    allowed.get(columns[0].strip()).add(name);
                }
            }
        }
        assertEquals(allowed, found);
    }

    private static String shortName(String name) {
        return name.equals("lanewise.spark") ? "." : name.substring("lanewise.spark.".length());
    }
}
