package lanewise.internal.csv;

import java.nio.charset.StandardCharsets;

/** The texts that stand for a missing value. ASCII case is ignored. Immutable and thread-safe. */
public final class MissingTexts {
    private final byte[][] texts;

    /** Bit k is set if a text has k bytes; the last bit stands for all longer ones. */
    private final long lengths;

    private final boolean numeric;

    /** Creates the set; fields that it contains are missing. */
    public MissingTexts(String... missing) {
        texts = new byte[missing.length][];
        long found = 0;
        boolean numbers = false;
        for (int k = 0; k < texts.length; k++) {
            byte[] text = missing[k].getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < text.length; i++) {
                text[i] = lower(text[i]);
            }
            texts[k] = text;
            found |= bit(text.length);
            numbers |= !Double.isNaN(DecimalNumber.parse(text, 0, text.length, (byte) '.'));
            numbers |= !Double.isNaN(DecimalNumber.parse(text, 0, text.length, (byte) ','));
        }
        lengths = found;
        numeric = numbers;
    }

    /** Returns whether a number, such as −999, is among the texts. */
    public boolean haveNumbers() {
        return numeric;
    }

    /** Returns whether a field is missing. */
    public boolean contain(byte[] bytes, int start, int end) {
        int length = end - start;
        if ((lengths & bit(length)) == 0) {
            return false;
        }
        for (byte[] text : texts) {
            if (text.length == length && equal(text, bytes, start)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a text is missing. */
    public boolean contain(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return contain(bytes, 0, bytes.length);
    }

    private static boolean equal(byte[] text, byte[] bytes, int start) {
        for (int k = 0; k < text.length; k++) {
            if (text[k] != lower(bytes[start + k])) {
                return false;
            }
        }
        return true;
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }

    private static long bit(int length) {
        return 1L << Math.min(length, 63);
    }
}
