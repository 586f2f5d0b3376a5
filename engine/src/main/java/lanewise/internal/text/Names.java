package lanewise.internal.text;

import java.util.ArrayList;
import java.util.List;

/** Names of classes, which may be any text, where they must not break lines or fill pages. */
public final class Names {
    private static final int MOST = 20;

    private Names() {}

    /** Such as {@code [a, b, c]}; of many names the first, long ones cut. */
    public static String listed(List<String> names) {
        return "[" + first(names) + "]" + rest(names);
    }

    /** As {@link #listed}, without brackets. */
    public static String joined(List<String> names) {
        return first(names) + rest(names);
    }

    private static String first(List<String> names) {
        List<String> shown = new ArrayList<>();
        for (String name : names.subList(0, Math.min(MOST, names.size()))) {
            shown.add(OneLine.of(OneLine.cut(name)));
        }
        return String.join(", ", shown);
    }

    private static String rest(List<String> names) {
        return names.size() <= MOST ? "" : " and " + (names.size() - MOST) + " more";
    }
}
