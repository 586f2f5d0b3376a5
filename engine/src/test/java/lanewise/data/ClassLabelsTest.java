package lanewise.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@link ClassLabels}: the order of classes and their one-hot form. */
class ClassLabelsTest {
    static Stream<Arguments> orders() {
        return Stream.of(
                Arguments.of(
                        "text by code units",
                        List.of("b", "a", "B", "é", "a"),
                        List.of("B", "a", "b", "é")),
                Arguments.of(
                        "whole numbers by value",
                        List.of("10", "9", "-1", "0"),
                        List.of("-1", "0", "9", "10")),
                Arguments.of(
                        "all text if one is not a number",
                        List.of("10", "9", "x"),
                        List.of("10", "9", "x")),
                Arguments.of("decimals are text", List.of("10.5", "9.5"), List.of("10.5", "9.5")),
                Arguments.of(
                        "equal numbers stay apart",
                        List.of("7", "8", "07", "+7"),
                        List.of("+7", "07", "7", "8")),
                Arguments.of(
                        "numbers of any size",
                        List.of("100000000000000000000", "99999999999999999999"),
                        List.of("99999999999999999999", "100000000000000000000")),
                Arguments.of("one class", List.of("only", "only"), List.of("only")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("orders")
    void ordersClasses(String name, List<String> labels, List<String> names) {
        ClassLabels classes = ClassLabels.of(labels);

        assertEquals(names, classes.names());
        assertEquals(labels.size(), classes.rows());
        for (int row = 0; row < labels.size(); row++) {
            assertEquals(labels.get(row), names.get(classes.index(row)));
        }
    }

    @Test
    void orderIsIndependentOfTheRows() {
        List<String> labels =
                new ArrayList<>(IntStream.range(0, 300).mapToObj(i -> "class " + i % 37).toList());
        List<String> names = ClassLabels.of(labels).names();
        Random random = new Random(1);

        for (int i = 0; i < 5; i++) {
            Collections.shuffle(labels, random);
            assertEquals(names, ClassLabels.of(labels).names());
        }
        assertEquals(37, names.size());
    }

    /** Parsing the numbers took minutes. */
    @Test
    void ordersNumbersOfMillionsOfDigits() {
        String nines = "9".repeat(1 << 20);
        String eight = "8" + "9".repeat((1 << 20) - 1);

        assertEquals(
                List.of("-" + nines, "-" + eight, "-5", eight, nines, "1" + nines),
                ClassLabels.of(List.of(nines, "1" + nines, "-5", "-" + eight, eight, "-" + nines))
                        .names());
    }

    @Test
    void ordersWholeNumbersNumerically() {
        Random random = new Random(2);
        for (int i = 0; i < 2000; i++) {
            List<String> labels =
                    Stream.generate(() -> wholeNumber(random)).limit(3).distinct().toList();
            List<String> expected =
                    labels.stream()
                            .sorted(
                                    Comparator.<String, BigInteger>comparing(BigInteger::new)
                                            .thenComparing(Comparator.naturalOrder()))
                            .toList();
            assertEquals(expected, ClassLabels.of(labels).names());
        }
    }

    /** Random signs and leading zeros; equal values are frequent. */
    private static String wholeNumber(Random random) {
        String sign = List.of("", "+", "-").get(random.nextInt(3));
        return sign + "0".repeat(random.nextInt(3)) + random.nextInt(random.nextBoolean() ? 2 : 30);
    }

    @Test
    void manyRowsKeepTheirClass() {
        List<String> labels = IntStream.range(0, 1000).mapToObj(i -> "" + (i * i) % 10).toList();
        ClassLabels classes = ClassLabels.of(labels);

        for (int row = 0; row < 1000; row++) {
            assertEquals(labels.get(row), classes.names().get(classes.index(row)));
        }
    }

    @Test
    void oneHotMarksTheClassOfEachRow() {
        FeatureMatrix targets = ClassLabels.of(List.of("c", "a", "b", "a")).oneHot();

        assertArrayEquals(
                FeatureMatrix.ofRows(new float[][] {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}, {1, 0, 0}})
                        .array(),
                targets.array());
        assertEquals(4, targets.samples());
    }

    @Test
    void namesAreUnmodifiable() {
        List<String> names = ClassLabels.of(List.of("a")).names();

        assertThrows(UnsupportedOperationException.class, () -> names.add("b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2})
    void rejectsRowsOutOfRange(int row) {
        ClassLabels classes = ClassLabels.of(List.of("a", "b"));

        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> classes.index(row));

        assertEquals("row " + row + " is out of range: expected 0 to 1", e.getMessage());
    }

    @Test
    void rejectsMissingLabels() {
        assertEquals(
                "labels must not be null",
                assertThrows(NullPointerException.class, () -> ClassLabels.of(null)).getMessage());
        assertEquals(
                "label of row 1 must not be null",
                assertThrows(
                                NullPointerException.class,
                                () -> ClassLabels.of(Arrays.asList("a", null)))
                        .getMessage());
        assertEquals(
                "labels is empty: expected a label for each row, at least one",
                assertThrows(IllegalArgumentException.class, () -> ClassLabels.of(List.of()))
                        .getMessage());
        assertEquals(
                "label of row 2 is blank: expected the name of a class",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ClassLabels.of(List.of("a", "b", " ")))
                        .getMessage());
    }
}
