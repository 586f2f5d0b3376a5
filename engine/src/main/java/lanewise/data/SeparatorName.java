package lanewise.data;

import java.util.List;

/** The usual separators of fields, by name. */
final class SeparatorName {
    private static final String USUAL = ",;\t|:";
    private static final List<String> NAMES =
            List.of("commas", "semicolons", "tabs", "vertical bars", "colons");

    private SeparatorName() {}

    static boolean isUsual(char separator) {
        return USUAL.indexOf(separator) >= 0;
    }

    /** Returns the plural of a separator's name. */
    static String of(char separator) {
        return isUsual(separator)
                ? NAMES.get(USUAL.indexOf(separator))
                : QuotedText.of(String.valueOf(separator));
    }

    /** Returns a usual separator in a text, the most frequent, or 0 if there is none. */
    static char in(String text) {
        char found = 0;
        int most = 0;
        for (int k = 0; k < USUAL.length(); k++) {
            int count = 0;
            for (int i = 0; i < text.length(); i++) {
                count += text.charAt(i) == USUAL.charAt(k) ? 1 : 0;
            }
            if (count > most) {
                found = USUAL.charAt(k);
                most = count;
            }
        }
        return found;
    }

    /** States that a file has another separator than expected. */
    static String mismatch(char found, char expected) {
        return "fields are separated by "
                + of(found)
                + "; expected "
                + of(expected)
                + ", so state the other separator or use this one";
    }
}
