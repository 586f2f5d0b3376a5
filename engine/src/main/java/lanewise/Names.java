package lanewise;

import java.util.ArrayList;
import java.util.List;

/** Names of classes, which may be any text, where they must not break lines or fill pages. */
final class Names {
    private static final int MOST = 20;
    private static final int LONGEST = 60;

    private Names() {}

    /** Such as {@code [a, b, c]}; of many names the first, long ones cut. */
    static String listed(List<String> names) {
        List<String> shown = new ArrayList<>();
        for (String name : names.subList(0, Math.min(MOST, names.size()))) {
            boolean cut = name.length() > LONGEST;
            shown.add(onOneLine(cut ? name.substring(0, LONGEST) + "…" : name));
        }
        return names.size() <= MOST
                ? shown.toString()
                : shown + " and " + (names.size() - MOST) + " more";
    }

    /** With escapes for what would break a line. */
    static String onOneLine(String name) {
        StringBuilder line = new StringBuilder();
        for (int k = 0; k < name.length(); k++) {
            char c = name.charAt(k);
            boolean breaks = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
            line.append(breaks ? escape(c) : String.valueOf(c));
        }
        return line.toString();
    }

    private static String escape(char control) {
        return switch (control) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format("\\u%04x", (int) control);
        };
    }
}
