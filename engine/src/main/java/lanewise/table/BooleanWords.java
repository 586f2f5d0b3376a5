package lanewise.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Pairs of texts that mean false and true. */
final class BooleanWords {
    private static final List<List<String>> PAIRS =
            List.of(
                    List.of("false", "true"),
                    List.of("no", "yes"),
                    List.of("n", "y"),
                    List.of("f", "t"),
                    List.of("off", "on"),
                    List.of("0", "1"));

    private BooleanWords() {}

    /** Returns whether two texts are such a pair. */
    static boolean arePair(List<String> texts) {
        return PAIRS.contains(lower(texts)) || PAIRS.contains(lower(texts).reversed());
    }

    /** Returns two texts with that for false first; if they are no pair, in sorted order. */
    static List<String> ordered(List<String> texts) {
        if (PAIRS.contains(lower(texts))) {
            return List.copyOf(texts);
        }
        List<String> ordered = new ArrayList<>(texts);
        ordered.sort(CategoryChoice::compare);
        return PAIRS.contains(lower(texts).reversed()) ? texts.reversed() : ordered;
    }

    private static List<String> lower(List<String> texts) {
        List<String> lower = new ArrayList<>();
        for (String text : texts) {
            lower.add(text.toLowerCase(Locale.ROOT));
        }
        return lower;
    }
}
