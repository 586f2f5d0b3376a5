package lanewise.internal.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** {@link RecordReader} splits any bytes as a plain parser of characters does. */
class RecordReaderTest {
    private static final Dialect.Decimal POINT = Dialect.Decimal.POINT;

    /** Gives few bytes at once, so that every field lies across the end of what is known. */
    private static final class Trickle extends InputStream {
        private final InputStream in;
        private final Random random;

        Trickle(byte[] bytes, Random random) {
            in = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return in.read(target, offset, Math.min(length, 1 + random.nextInt(5)));
        }
    }

    /**
     * The records as texts with the lines of their fields, and the error that ends them, if any.
     */
    private static List<String> read(InputStream in, Dialect dialect) throws IOException {
        List<String> records = new ArrayList<>();
        try (RecordReader reader = new RecordReader(in, dialect, 1000)) {
            while (reader.next()) {
                StringBuilder record = new StringBuilder();
                for (int k = 0; k < reader.size(); k++) {
                    record.append(reader.line(k)).append(':').append(reader.text(k)).append('\1');
                }
                records.add(record.toString());
            }
        } catch (MalformedException e) {
            records.add(e.line() + "/" + e.column() + " " + e.getMessage());
        }
        return records;
    }

    /** The definition: one character after the other. */
    private static final class Plain {
        private final String text;
        private final Dialect dialect;
        private final List<String> records = new ArrayList<>();
        private final StringBuilder record = new StringBuilder();
        private int at;
        private long line = 1;
        private int size;

        Plain(String text, Dialect dialect) {
            this.text = text;
            this.dialect = dialect;
        }

        private int peek() {
            return at < text.length() ? text.charAt(at) : -1;
        }

        private void skipBlanks() {
            while (peek() == ' ' || peek() == '\t' && dialect.separator() != '\t') {
                at++;
            }
        }

        private boolean endsField(int c) {
            return c == dialect.separator() || c == '\n' || c == '\r' || c == -1;
        }

        private void endLine() {
            if (peek() == '\r' && text.startsWith("\n", at + 1)) {
                at++;
            }
            line += peek() == -1 ? 0 : 1;
            at++;
        }

        List<String> read() {
            while (peek() != -1) {
                int start = at;
                skipBlanks();
                if (dialect.comment() != 0 && peek() == dialect.comment()) {
                    while (peek() != '\n' && peek() != '\r' && peek() != -1) {
                        at++;
                    }
                    endLine();
                    continue;
                }
                at = start;
                record.setLength(0);
                size = 0;
                boolean blank = true;
                boolean more = true;
                while (more) {
                    skipBlanks();
                    blank = peek() != '"';
                    String error = field();
                    if (!error.isEmpty()) {
                        records.add(error);
                        return records;
                    }
                    size++;
                    more = peek() == dialect.separator();
                    at += more ? 1 : 0;
                }
                endLine();
                if (size > 1 || !blank || !record.toString().endsWith(":\1")) {
                    records.add(record.toString());
                }
            }
            return records;
        }

        private String field() {
            long begin = line;
            StringBuilder field = new StringBuilder();
            if (peek() != '"') {
                while (!endsField(peek())) {
                    field.append(text.charAt(at++));
                }
                String trimmed = field.toString();
                while (trimmed.endsWith(" ")
                        || trimmed.endsWith("\t") && dialect.separator() != '\t') {
                    trimmed = trimmed.substring(0, trimmed.length() - 1);
                }
                record.append(begin).append(':').append(trimmed).append('\1');
                return "";
            }
            at++;
            while (true) {
                if (peek() == -1) {
                    return begin + "/" + (size + 1) + " the quote that opens here is never closed";
                }
                char c = text.charAt(at++);
                if (c == '"' && peek() != '"') {
                    break;
                }
                at += c == '"' ? 1 : 0;
                line += c == '\n' || c == '\r' && peek() != '\n' ? 1 : 0;
                field.append(c);
            }
            record.append(begin).append(':').append(field).append('\1');
            skipBlanks();
            return endsField(peek())
                    ? ""
                    : line
                            + "/"
                            + (size + 1)
                            + " text after the closing quote; quote the whole field and double the"
                            + " quotes inside it";
        }
    }

    @Test
    void splitsRandomTextsAsThePlainParser() throws IOException {
        Random random = new Random(4);
        String[] pieces = {
            "a", "1.5", "-2", "é", "桜", "🌸", ",", ",", ",", ";", "\t", "|", "§", "\"", "\"",
            "\"\"", "\n", "\n", "\r", "\r\n", " ", "  ", "#", "x y", "\uFEFF", "\0", "\u0001"
        };
        char[] separators = {',', ';', '\t', '|', '§', ':'};
        int errors = 0;
        for (int k = 0; k < 20_000; k++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int i = 0; i < length; i++) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            char separator = separators[random.nextInt(separators.length)];
            Dialect dialect = new Dialect(separator, random.nextBoolean() ? '#' : 0, POINT);
            String without = text.toString().replaceFirst("^\uFEFF", "");
            List<String> expected = new Plain(without, dialect).read();
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            assertEquals(expected, read(new ByteArrayInputStream(bytes), dialect), text::toString);
            assertEquals(expected, read(new Trickle(bytes, random), dialect), text::toString);
            errors += !expected.isEmpty() && expected.getLast().contains("quote") ? 1 : 0;
        }
        assertTrue(errors > 1000 && errors < 19_000, errors + " errors");
    }

    /** Text longer than the buffer, in reads of any length. */
    @Test
    void splitsLongTextsAsThePlainParser() throws IOException {
        Random random = new Random(5);
        String[] fields = {
            "1",
            "12.25",
            "-3e5",
            "red",
            "\"a,b\"",
            "\"x\ny\"",
            "\"\"\"\"",
            "",
            "é",
            " 7 ",
            "\"é\"\"\"",
            "z".repeat(70_000),
            '"' + "y\"\"\r\n".repeat(20_000) + '"'
        };
        for (int k = 0; k < 10; k++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < 400_000) {
                boolean large = random.nextInt(2000) == 0;
                text.append(fields[random.nextInt(large ? fields.length : fields.length - 2)]);
                text.append(random.nextInt(6) > 0 ? "," : random.nextBoolean() ? "\n" : "\r\n");
            }
            Dialect dialect = new Dialect(',', '\0', POINT);
            List<String> expected = new Plain(text.toString(), dialect).read();
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            assertEquals(expected, read(new ByteArrayInputStream(bytes), dialect));
            assertEquals(expected, read(new Trickle(bytes, random), dialect));
        }
    }

    @Test
    void validatesUtf8AsTheDecoderOfTheJdk() throws IOException {
        Random random = new Random(6);
        int malformed = 0;
        for (int k = 0; k < 50_000; k++) {
            byte[] bytes = new byte[1 + random.nextInt(6)];
            for (int i = 0; i < bytes.length; i++) {
                int kind = random.nextInt(4);
                int[] leads = {0xE0, 0xED, 0xF0, 0xF4, 0xC2, 0xEF, 0xF1, 0xC1, 0xF5, 0xFF};
                bytes[i] =
                        (byte)
                                (kind == 0
                                        ? 'a'
                                        : kind == 1
                                                ? leads[random.nextInt(leads.length)]
                                                : 128 + random.nextInt(64));
            }
            boolean valid = true;
            try {
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes));
            } catch (CharacterCodingException e) {
                valid = false;
                malformed++;
            }
            Dialect dialect = new Dialect(',', '\0', POINT);
            RecordReader reader =
                    new RecordReader(new Trickle(bytes.clone(), random), dialect, 1000);
            if (valid) {
                assertTrue(reader.next());
                assertEquals(
                        new String(bytes, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", ""),
                        reader.text(0));
            } else {
                assertThrows(CharacterCodingException.class, reader::next);
            }
        }
        assertTrue(malformed > 10_000 && malformed < 49_000, malformed + " malformed");
    }

    @Test
    void countsCharsAsStrings() {
        String text = "aé桜🌸\"";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(text.length(), Utf8.chars(bytes, 0, bytes.length));
    }

    /** Rows of many fields reuse their memory, and only those that are kept are stored. */
    @Test
    void dropsFieldsThatAreNotKept() throws IOException {
        Random random = new Random(7);
        String text = "a,b\n" + "\"1\",2é,".repeat(50_000) + "\"3\n\"\n4,5\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        RecordReader reader =
                new RecordReader(
                        new Trickle(bytes, random), new Dialect(',', '\0', POINT), 1_000_000);
        assertTrue(reader.next());
        reader.keep(3);
        assertTrue(reader.next());
        assertEquals(100_001, reader.size());
        assertEquals("1 2é 1", reader.text(0) + " " + reader.text(1) + " " + reader.text(2));
        assertTrue(reader.bytes().length <= 1 << 17, "" + reader.bytes().length);
        assertTrue(reader.next());
        assertEquals("4 5", reader.text(0) + " " + reader.text(1));
        assertEquals(4, reader.line(0));
    }

    @Test
    void findsTextsByTheirBytes() {
        Texts texts = new Texts();
        TextCache cache = new TextCache();
        Random random = new Random(8);
        List<String> known = new ArrayList<>();
        Map<String, Integer> indexes = new HashMap<>();
        for (int k = 0; k < 100_000; k++) {
            String text = "k" + random.nextInt(5_000) + (random.nextBoolean() ? "é" : "");
            byte[] bytes = ("," + text + ",").getBytes(StandardCharsets.UTF_8);
            int index = texts.find(bytes, 1, bytes.length - 1, 6_000);
            int expected = indexes.getOrDefault(text, -1);
            if (expected < 0 && known.size() < 6_000) {
                expected = known.size();
                indexes.put(text, expected);
                known.add(text);
            }
            assertEquals(expected, index);
            assertEquals(text, cache.text(bytes, 1, bytes.length - 1));
        }
        assertEquals(known, texts.list());
    }
}
