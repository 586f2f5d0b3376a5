package lanewise.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

/** JSON texts by the grammar of RFC 8259. */
class JsonTest {

    @Test
    void readsBlanksBetweenAnyTokens() {
        String text = "\t{ \"a\" :\r\n[ 1 , \"b\" , { } , [ ] ] ,\n\"c\" : true }\n ";
        Map<String, Object> expected =
                Map.of("a", List.of(1L, "b", Map.of(), List.of()), "c", true);
        assertEquals(expected, Json.parse(text));
    }

    @Test
    void readsNumbersAsLongIfTheyFit() {
        assertEquals(0L, Json.parse("0"));
        assertEquals(-12L, Json.parse("-12"));
        assertEquals(999_999_999_999_999_999L, Json.parse("999999999999999999"));
        assertEquals(1e18, Json.parse("1000000000000000000"));
        assertEquals(-0.0, Json.parse("-0"));
        assertEquals(0.125, Json.parse("1.25e-1"));
        assertEquals(20.0, Json.parse("2E+1"));
    }

    @Test
    void readsEscapes() {
        assertEquals("\"\\/\b\f\n\r\t", Json.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""));
        assertEquals("\u0000é\uffff", Json.parse("\"\\u0000\\u00E9\\uffff\""));
        String any = "\u0000\u001f \"~\u007f\\é\ud83d\ude00";
        assertEquals(any, Json.parse(Json.quote(any)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\"}",
                "{\"a\":1,}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1,\"a\":2}",
                "{a:1}",
                "[1,]",
                "[1 2]",
                "[",
                "1 2",
                "01",
                "1.",
                ".5",
                "-",
                "+1",
                "1e",
                "tru",
                "null",
                "\"\n\"",
                "\"\\",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g0\"",
                "\"\\u\uff11\uff11\uff11\uff11\"",
                "\u00a01"
            })
    void rejectsInvalidTexts(String text) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> Json.parse(text)).getMessage();
        assertEquals("invalid JSON at character ", message.substring(0, 26));
    }

    @Test
    void limitsDepthAndNumberOfValues() {
        int depth = Json.MAX_DEPTH;
        Json.parse("[".repeat(depth) + "]".repeat(depth));
        Json.parse("[" + "[],".repeat(depth) + "{}]"); // levels end
        Json.parse("[" + "{},".repeat(depth) + "{}]");
        int deeper = depth + 1;
        assertThrows(
                IllegalArgumentException.class,
                () -> Json.parse("[".repeat(deeper) + "]".repeat(deeper)));
        int values = Json.MAX_VALUES;
        Json.parse("[" + "0,".repeat(values - 2) + "0]");
        assertThrows(
                IllegalArgumentException.class,
                () -> Json.parse("[" + "0,".repeat(values - 1) + "0]"));
    }
}
