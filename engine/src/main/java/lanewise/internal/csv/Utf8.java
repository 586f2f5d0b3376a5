package lanewise.internal.csv;

/** Validates UTF-8 sequence by sequence, as the JDK's decoder does. */
final class Utf8 {
    /** The bytes are the valid beginning of a longer sequence. */
    static final int INCOMPLETE = 0;

    /** No bytes that follow would make the sequence valid. */
    static final int MALFORMED = -1;

    private Utf8() {}

    /**
     * Validates the sequence of a character that is not ASCII. Overlong forms, surrogates and code
     * points above U+10FFFF are malformed.
     *
     * @param start index of its first byte, which is negative
     * @param limit index after the last byte known, greater than {@code start}
     * @return its length, 2 to 4, {@link #INCOMPLETE} or {@link #MALFORMED}
     */
    static int length(byte[] bytes, int start, int limit) {
        int lead = bytes[start] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) {
            return MALFORMED;
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        for (int k = 1; k < length; k++) {
            if (start + k == limit) {
                return INCOMPLETE;
            }
            int next = bytes[start + k] & 0xFF;
            if (next < least || next > most) {
                return MALFORMED;
            }
            least = 0x80;
            most = 0xBF;
        }
        return length;
    }

    /** Returns the number of chars of valid UTF-8 in a String: two for a sequence of four bytes. */
    static int chars(byte[] bytes, int start, int end) {
        int chars = 0;
        for (int p = start; p < end; p++) {
            int b = bytes[p] & 0xFF;
            chars += b < 0x80 || b >= 0xC0 ? 1 : 0;
            chars += b >= 0xF0 ? 1 : 0;
        }
        return chars;
    }
}
