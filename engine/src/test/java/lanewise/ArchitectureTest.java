package lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The packages of the engine and the dependencies between them, as the JDK's jdeps finds them. */
class ArchitectureTest {

    /**
     * All packages, lowest first, and what each depends on. A package may only depend on packages
     * above it in this table; so there are no cycles. {@code lanewise.} is left out.
     */
    private static final String ALLOWED =
            """
            recurrent                   |
            internal.kernel.math        |
            random                      | internal.kernel.math
            optimize                    |
            internal.file               |
            internal.text               |
            internal.csv                |
            internal.profile            |
            internal.kernel             | internal.profile
            internal.kernel.scalar      | internal.kernel internal.kernel.math
            internal.kernel.vector      | internal.kernel internal.kernel.math internal.kernel.scalar
            internal.kernel.stack       | internal.kernel internal.kernel.math internal.kernel.vector
            internal.kernel.gemm        | internal.kernel internal.kernel.vector
            internal.kernel.specialised | internal.kernel internal.kernel.math internal.kernel.vector \
                                          internal.profile
            internal.sampling           | internal.text random
            data                        | internal.csv internal.kernel internal.sampling internal.text random
            split                       | data internal.sampling random
            internal.plan               | data internal.kernel recurrent
            internal.parallel           | internal.kernel
            internal.recurrent          | internal.kernel internal.parallel internal.plan recurrent
            internal.checkpoint         | optimize random
            internal.pass               | data internal.checkpoint internal.kernel internal.parallel \
                                          internal.plan internal.profile internal.recurrent optimize \
                                          random recurrent
            internal.stack              | internal.kernel internal.kernel.stack internal.pass internal.plan optimize
            internal.tier               | internal.kernel internal.kernel.gemm internal.kernel.math \
                                          internal.kernel.scalar internal.kernel.specialised \
                                          internal.kernel.stack internal.kernel.vector \
                                          internal.parallel internal.pass internal.plan \
                                          internal.profile internal.recurrent internal.stack
            .                           | data internal.kernel internal.pass internal.plan \
                                          internal.text internal.tier random recurrent
            train                       | . data internal.checkpoint internal.kernel \
                                          internal.parallel internal.pass internal.plan \
                                          internal.profile internal.stack internal.text \
                                          internal.tier optimize random recurrent
            shard                       | . data internal.kernel internal.parallel internal.pass \
                                          internal.plan internal.profile internal.tier optimize random \
                                          recurrent train
            metrics                     | . data internal.plan internal.text random
            ensemble                    | . data internal.plan internal.text metrics random train
            table                       | . data internal.csv internal.text random
            io                          | . data ensemble internal.checkpoint internal.file internal.text random \
                                          recurrent table train
            select                      | . data internal.file internal.text io metrics random recurrent \
                                          split table train
            """;

    /** The largest number of classes that a newcomer should meet in one package. */
    private static final int MAX_CLASSES = 25;

    /** A line of {@code jdeps -verbose:package}: {@code lanewise.io -> lanewise.data classes}. */
    private static final Pattern ARROW =
            Pattern.compile("^ +(lanewise[\\w.]*) +-> (lanewise[\\w.]*) ", Pattern.MULTILINE);

    private static Map<String, Set<String>> allowed;
    private static Map<String, Set<String>> found;

    @BeforeAll
    static void readTableAndClasses() throws URISyntaxException {
        allowed = new TreeMap<>();
        for (String line : ALLOWED.lines().toList()) {
            String[] columns = line.split("\\|");
            String names = columns.length == 1 ? "" : columns[1].strip();
            Set<String> targets = new TreeSet<>(List.of(names.split(" +")));
            targets.remove("");
            allowed.put(columns[0].strip(), targets);
        }
        found = new TreeMap<>();
        Matcher arrows = ARROW.matcher(jdeps());
        while (arrows.find()) {
            found.computeIfAbsent(shortName(arrows.group(1)), _ -> new TreeSet<>());
            if (!arrows.group(1).equals(arrows.group(2))) {
                found.get(shortName(arrows.group(1))).add(shortName(arrows.group(2)));
            }
        }
    }

    private static String jdeps() throws URISyntaxException {
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed, true);
        Path classes =
                Path.of(Network.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        int status = jdeps.run(out, out, "-verbose:package", "-filter:none", classes.toString());
        assertEquals(0, status, printed::toString);
        return printed.toString();
    }

    private static String shortName(String name) {
        return name.equals("lanewise") ? "." : name.substring("lanewise.".length());
    }

    @Test
    void packagesDependOnThoseOfTheTable() {
        found.forEach((name, targets) -> assertEquals(allowed.get(name), targets, name));
        Set<String> independent = new TreeSet<>(allowed.keySet());
        independent.removeAll(found.keySet());
        independent.forEach(name -> assertEquals(Set.of(), allowed.get(name), name));
    }

    @Test
    void dependenciesPointUpTheTable() {
        List<String> above = new ArrayList<>();
        for (String line : ALLOWED.lines().toList()) {
            String name = line.split("\\|")[0].strip();
            assertTrue(above.containsAll(allowed.get(name)), line);
            above.add(name);
        }
    }

    @Test
    void internalPackagesAreNotExported() throws IOException {
        String declaration = Files.readString(sources().getParent().resolve("module-info.java"));
        for (String name : allowed.keySet()) {
            String exported =
                    "exports " + (name.equals(".") ? "lanewise" : "lanewise." + name) + ";";
            assertEquals(!name.startsWith("internal."), declaration.contains(exported), name);
        }
    }

    @Test
    void packagesAreSmallAndDescribed() throws IOException {
        Set<String> packages = new TreeSet<>();
        try (Stream<Path> folders = Files.walk(sources())) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                List<String> files = javaFiles(folder);
                if (files.isEmpty()) {
                    continue;
                }
                String name = sources().relativize(folder).toString().replace('/', '.');
                packages.add(name.isEmpty() ? "." : name);
                assertTrue(files.remove("package-info.java"), name + " has no package-info");
                assertTrue(files.size() <= MAX_CLASSES, name + ": " + files.size() + " classes");
            }
        }
        assertEquals(allowed.keySet(), packages);
    }

    private static List<String> javaFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = new ArrayList<>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .forEach(names::add);
            return names;
        }
    }

    private static Path sources() {
        return ReferenceFiles.repository().resolve("engine/src/main/java/lanewise");
    }
}
