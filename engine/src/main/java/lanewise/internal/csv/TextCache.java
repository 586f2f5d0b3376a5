package lanewise.internal.csv;

import java.nio.charset.StandardCharsets;

/**
 * Decodes fields and remembers short texts, so that a text that repeats is one String. A slot holds
 * the last text of its hash. Not thread-safe.
 */
public final class TextCache {
    private static final int SLOTS = 1 << 10;
    private static final int LONGEST = 64;

    private final String[] texts = new String[SLOTS];

    /** Creates an empty cache. */
    public TextCache() {}

    /** Returns the text of UTF-8 bytes. */
    public String text(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length == 0) {
            return "";
        }
        if (length > LONGEST) {
            return new String(bytes, start, length, StandardCharsets.UTF_8);
        }
        int slot = Texts.hash(bytes, start, end) & SLOTS - 1;
        String text = texts[slot];
        if (text == null || !isAscii(text, bytes, start, end)) {
            text = new String(bytes, start, length, StandardCharsets.UTF_8);
            texts[slot] = text;
        }
        return text;
    }

    /** Returns whether bytes are ASCII and those of a text; other texts are decoded each time. */
    private static boolean isAscii(String text, byte[] bytes, int start, int end) {
        if (text.length() != end - start) {
            return false;
        }
        for (int k = 0; k < text.length(); k++) {
            if (text.charAt(k) != bytes[start + k]) {
                return false;
            }
        }
        return true;
    }
}
