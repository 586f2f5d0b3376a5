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
    void moreCoresAreFasterUntilTheDriverIsTheBottleneck() throws IOException {
        Plan plan = new Plan(results(), 2, 10);
        assertTrue(plan.step(1e9, 2410, 2) > plan.withCores(100).step(1e9, 2410, 100));
        assertTrue(plan.step(100, 2410, 2) < plan.withCores(1000).step(100, 2410, 1000));
        double even = plan.breakEven(2410);
        assertEquals(plan.stepOfOneCore(even, 2410), plan.step(even, 2410, 2), 1e-9);
        assertTrue(plan.step(2 * even, 2410, 2) < plan.stepOfOneCore(2 * even, 2410));
    }

    @Test
    void countsTheGradientsThatTasksReturn() throws IOException {
        Plan plan = new Plan(results(), 4, 10);
        assertEquals(4 * 4, plan.returned(1, 4)); // one of 4 bytes from each of 4 tasks
        assertEquals(4 * 4, plan.returned(1, 64)); // 16 shards each, folded by the task
        assertEquals(4 * 3, plan.returned(1, 3));
        // Of 10 shards: 0-1; 2-3 and 4; 5 and 6; 7 and 8-9.
        assertEquals(4 * 7, plan.returned(1, 10));
        assertEquals(1 << 28, plan.withCores(1).mostParameters());
    }

    @Test
    void plansForNumbersOfAUser() throws IOException {
        String text = PlanCommand.of(List.of("--plan", "1e9", "64", "2410", "1000", "10"));
        assertEquals(7, text.lines().count(), text);
        assertTrue(text.contains("per step     9.6 MB in"), text);
    }
}
