package lanewise.spark.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The generated parts of the planning page match the newest results. {@code
 * -Dlanewise.writePages=true} regenerates them.
 */
class PlanningPageTest {
    private static final boolean WRITE = Boolean.getBoolean("lanewise.writePages");

    private static final Path PAGE = ResultsFile.root().resolve("engine/spark/docs/planning.md");

    private static final Pattern GENERATED =
            Pattern.compile(
                    "^<!-- generated: ([\\w -]+) -->\\n(.*?)^<!-- end -->$",
                    Pattern.MULTILINE | Pattern.DOTALL);

    private static ResultsFile results() throws IOException {
        return ResultsFile.read(ResultsFile.newest());
    }

    @Test
    void pageMatchesTheResults() throws IOException {
        PlanTables tables =
                new PlanTables(results(), ResultsFile.newest().getFileName().toString());
        String text = Files.readString(PAGE);
        String regenerated =
                GENERATED
                        .matcher(text)
                        .replaceAll(
                                part ->
                                        Matcher.quoteReplacement(
                                                "<!-- generated: %s -->\n%s<!-- end -->"
                                                        .formatted(
                                                                part.group(1),
                                                                tables.of(part.group(1)))));
        if (WRITE) {
            Files.writeString(PAGE, regenerated);
        } else {
            assertEquals(regenerated, text, PAGE + ": rewrite it with -Dlanewise.writePages=true");
        }
    }

    @Test
    void plansForNumbersOfAUser() throws IOException {
        String text = PlanCommand.of(List.of("--plan", "1e9", "64", "2410", "1000", "10"));
        assertEquals(6, text.lines().count(), text);
        assertTrue(text.contains(" 9.6 MB in "), text);
    }
}
