package lanewise.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A parser for JSON (RFC 8259) without null. An object becomes a map in file order, an array a
 * list, a number a Long if it is an integer of at most 18 characters, else a Double. Names in an
 * object must be unique. Depth and number of values are limited, because a short text could
 * otherwise take much memory.
 */
final class Json {

    /** Maximum depth, that of the files written here: header, metadata or tensors, and shapes. */
    static final int MAX_DEPTH = 4;

    /** Maximum number of values. A layer and its tensors have about thirty. */
    static final int MAX_VALUES = 1_000_000;

    private final String text;
    private int at;
    private int depth;
    private int values;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Parses a text.
     *
     * @param text one value, optionally surrounded by white space
     * @return the value
     * @throws IllegalArgumentException if the text is not valid JSON; the message gives the
     *     position
     */
    static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.skipSpace();
        if (json.at < text.length()) {
            throw json.wrong("the end of the text");
        }
        return value;
    }

    /** Returns a quoted string, with all but printable ASCII escaped. */
    static String quote(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        for (int k = 0; k < value.length(); k++) {
            char c = value.charAt(k);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7e) {
                quoted.append("\\u").append(Integer.toHexString(0x10000 + c), 1, 5);
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private Object value() {
        skipSpace();
        if (at == text.length()) {
            throw wrong("a value");
        }
        values++;
        if (values > MAX_VALUES) {
            throw wrong("at most " + MAX_VALUES + " values");
        }
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            default -> number(); // null is never written here
        };
    }

    private Map<String, Object> object() {
        enter();
        Map<String, Object> object = new LinkedHashMap<>();
        skipSpace();
        if (!take('}')) {
            do {
                skipSpace();
                String name = string();
                skipSpace();
                expect(':');
                if (object.put(name, value()) != null) {
                    throw wrong("unique names, not " + quote(name) + " twice");
                }
                skipSpace();
            } while (take(','));
            expect('}');
        }
        depth--;
        return object;
    }

    private List<Object> array() {
        enter();
        List<Object> array = new ArrayList<>();
        skipSpace();
        if (!take(']')) {
            do {
                array.add(value());
                skipSpace();
            } while (take(','));
            expect(']');
        }
        depth--;
        return array;
    }

    private void enter() {
        at++;
        depth++;
        if (depth > MAX_DEPTH) {
            throw wrong("at most " + MAX_DEPTH + " levels");
        }
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (!take('"')) {
            if (at == text.length() || text.charAt(at) < 0x20) {
                throw wrong("the end of a string");
            }
            char c = text.charAt(at++);
            string.append(c == '\\' ? escaped() : c);
        }
        return string.toString();
    }

    private char escaped() {
        if (at == text.length()) {
            throw wrong("an escaped character");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("an escaped character");
        };
    }

    private char unicode() {
        int code = 0;
        for (int k = 0; k < 4; k++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0 || text.charAt(at) > 'f') {
                throw wrong("four hexadecimal digits");
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private Boolean word(String word, Boolean meaning) {
        if (!text.startsWith(word, at)) {
            throw wrong("a value");
        }
        at += word.length();
        return meaning;
    }

    private Object number() {
        int begin = at;
        take('-');
        if (!take('0')) {
            digits();
        }
        boolean integer = true;
        if (take('.')) {
            integer = false;
            digits();
        }
        if (take('e') || take('E')) {
            integer = false;
            if (!take('+')) {
                take('-');
            }
            digits();
        }
        String number = text.substring(begin, at);
        // A long has at most 19 digits; with fewer it cannot overflow.
        boolean fits = integer && number.length() < 19 && !number.equals("-0");
        return fits ? (Object) Long.valueOf(number) : Double.valueOf(number);
    }

    private void digits() {
        int begin = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == begin) {
            throw wrong("a digit");
        }
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean take(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw wrong("'" + c + "'");
        }
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException(
                "invalid JSON at character " + at + ": expected " + expected);
    }
}
