package lanewise.benchmarks.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The pages of the documentation are complete, and their links lead somewhere. */
class PagesTest {
    private static final int MAX_README_LINES = 200;

    private static final Set<String> LANGUAGES =
            Set.of("console", "java", "mermaid", "scala", "text", "xml");

    private static List<DocPage> pages() throws IOException {
        return DocPage.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void blocksAreOfLanguagesThatAreChecked(DocPage page) throws IOException {
        for (DocPage.Block block : page.blocks()) {
            assertTrue(LANGUAGES.contains(block.language()), block::text);
            if (block.language().equals("xml")) {
                PagePrograms.checkDependency(block);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadToFilesAndHeadings(DocPage page) throws IOException {
        for (String link : page.links()) {
            if (!link.matches("https?://.*")) {
                Path file = DocPage.root().resolve(page.path());
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
                assertTrue(Files.exists(target), page + " links to " + link);
                if (parts.length == 2) {
                    DocPage linked = new DocPage(target, Files.readString(target));
                    assertTrue(linked.anchors().contains(parts[1]), page + " links to " + link);
                }
            }
        }
    }

    @Test
    void readmeIsShortAndHasAllInItsContents() throws IOException {
        DocPage readme =
                new DocPage(
                        Path.of("README.md"),
                        Files.readString(DocPage.root().resolve("README.md")));
        long lines = readme.text().lines().count();
        assertTrue(lines <= MAX_README_LINES, lines + " lines");
        for (String heading : readme.headings().stream().skip(1).toList()) {
            if (!heading.equals("Contents")) {
                assertTrue(readme.links().contains("#" + DocPage.anchor(heading)), heading);
            }
        }
        for (DocPage page : DocPage.all()) {
            if (page.path().toString().contains("docs/")) {
                assertTrue(readme.links().contains(page.path().toString()), page + " in README.md");
            }
        }
    }

    @Test
    void anchorsAreNamedAsOnGitHub() {
        assertEquals("stop-and-resume", DocPage.anchor("Stop, and resume"));
        assertEquals("amd-zen-5-epyc-family-26", DocPage.anchor("AMD Zen 5 (EPYC, family 26)"));
        assertEquals("tierauto", DocPage.anchor("`Tier.AUTO`"));
        assertFalse(
                new DocPage(Path.of("p"), "```console\n# no heading\n```\n").headings().size() > 0);
    }
}
