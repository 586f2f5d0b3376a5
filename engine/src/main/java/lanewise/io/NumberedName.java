package lanewise.io;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A name with its numbers apart, so that {@code fc10} comes after {@code fc2}.
 *
 * @param name the name
 * @param pattern the name with {@code #} for each number
 * @param numbers the numbers in order
 */
record NumberedName(String name, String pattern, List<Long> numbers) {

    /** Digits beyond a long's are no number. */
    private static final int MOST_DIGITS = 18;

    static final Comparator<NumberedName> BY_NUMBERS =
            (a, b) -> {
                for (int k = 0; k < Math.min(a.numbers.size(), b.numbers.size()); k++) {
                    int order = a.numbers.get(k).compareTo(b.numbers.get(k));
                    if (order != 0) {
                        return order;
                    }
                }
                return Integer.compare(a.numbers.size(), b.numbers.size());
            };

    /** Splits a name. */
    static NumberedName of(String name) {
        StringBuilder pattern = new StringBuilder();
        List<Long> numbers = new ArrayList<>();
        for (int k = 0; k < name.length(); ) {
            int end = k;
            while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
                end++;
            }
            if (end > k && end - k <= MOST_DIGITS) {
                numbers.add(Long.valueOf(name.substring(k, end)));
                pattern.append('#');
                k = end;
            } else {
                pattern.append(name.charAt(k));
                k++;
            }
        }
        return new NumberedName(name, pattern.toString(), List.copyOf(numbers));
    }

    /** Sorts names that differ only in their numbers; empty if they do not, or two are equal. */
    static List<String> inOrder(List<String> names) {
        List<NumberedName> split = new ArrayList<>();
        for (String name : names) {
            split.add(of(name));
        }
        split.sort(BY_NUMBERS);
        List<String> sorted = new ArrayList<>();
        for (int k = 0; k < split.size(); k++) {
            NumberedName name = split.get(k);
            boolean alike =
                    name.pattern.equals(split.getFirst().pattern)
                            && name.numbers.size() == split.getFirst().numbers.size();
            if (!alike || k > 0 && BY_NUMBERS.compare(split.get(k - 1), name) == 0) {
                return List.of();
            }
            sorted.add(name.name);
        }
        return sorted;
    }
}
