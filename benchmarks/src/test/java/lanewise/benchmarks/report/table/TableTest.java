package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.List;

class TableTest {
    @Test
    void alignsTextLeftAndFiguresRight() {
        Table table =
                new Table(
                        "T",
                        1,
                        List.of("name", "n"),
                        List.of(List.of("a", "1000"), List.of("longer", "2")));
        assertEquals(
                """
                T

                | name   |    n |
                |--------|-----:|
                | a      | 1000 |
                | longer |    2 |
                """,
                table.toString());
    }

    @Test
    void rejectsRowsOfOtherLength() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new Table(
                                "T",
                                1,
                                List.of("name", "n"),
                                List.of(List.of("a", "1"), List.of("b"))));
    }
}
