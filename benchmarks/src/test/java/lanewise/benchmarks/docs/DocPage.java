package lanewise.benchmarks.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation in Markdown.
 *
 * @param path relative to the project's root
 * @param text the whole text
 */
record DocPage(Path path, String text) {
    private static final Pattern FENCE =
            Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** Directories with pages. */
    private static final List<String> DIRECTORIES =
            List.of("", "src-test-data", "engine/docs", "engine/spark/docs", "benchmarks/docs");

    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+)$", Pattern.MULTILINE);

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

    private static final Pattern GENERATED =
            Pattern.compile(
                    "^<!-- generated: ([\\w -]+) -->\\n(.*?)^<!-- end -->$",
                    Pattern.MULTILINE | Pattern.DOTALL);

    /**
     * A fenced block.
     *
     * @param language the word after the fence; may be empty
     * @param text its lines
     */
    record Block(String language, String text) {}

    /** The project's root. */
    static Path root() {
        return Path.of(System.getProperty("lanewise.testData", "../src-test-data"))
                .toAbsolutePath()
                .resolve("..")
                .normalize();
    }

    /** All pages: those at the root and those in the directories {@code docs} of the modules. */
    static List<DocPage> all() throws IOException {
        List<Path> paths = new ArrayList<>();
        for (String directory : DIRECTORIES) {
            try (Stream<Path> files = Files.list(root().resolve(directory))) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(paths::add);
            }
        }
        List<DocPage> pages = new ArrayList<>();
        for (Path path : paths) {
            pages.add(new DocPage(root().relativize(path), Files.readString(path)));
        }
        return pages;
    }

    /** The fenced blocks that people write, in their order. */
    List<Block> blocks() {
        return FENCE.matcher(GENERATED.matcher(text).replaceAll(""))
                .results()
                .map(match -> new Block(match.group(1), match.group(2)))
                .toList();
    }

    /** The targets of all links and images outside fenced blocks. */
    List<String> links() {
        return LINK.matcher(prose()).results().map(match -> match.group(1)).toList();
    }

    /** The anchors of its headings, named as GitHub names them. */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> counts = new HashMap<>();
        for (String heading : headings()) {
            String anchor = anchor(heading);
            int count = counts.merge(anchor, 1, Integer::sum);
            anchors.add(count == 1 ? anchor : anchor + "-" + (count - 1));
        }
        return anchors;
    }

    /** The anchor of the first heading with this text. */
    static String anchor(String heading) {
        return heading.replaceAll("[`*]|\\]\\([^)]*\\)|\\[", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** The texts of its headings. */
    List<String> headings() {
        return HEADING.matcher(prose()).results().map(match -> match.group(1).strip()).toList();
    }

    /**
     * Replaces what is between {@code <!-- generated: name -->} and {@code <!-- end -->}.
     *
     * @param content the text for a name; each line with a line feed
     * @return the page's text with the generated parts written anew
     */
    String regenerated(UnaryOperator<String> content) {
        return GENERATED
                .matcher(text)
                .replaceAll(
                        match ->
                                Matcher.quoteReplacement(
                                        "<!-- generated: %s -->\n%s<!-- end -->"
                                                .formatted(
                                                        match.group(1),
                                                        content.apply(match.group(1)))));
    }

    private String prose() {
        return FENCE.matcher(text).replaceAll("");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
