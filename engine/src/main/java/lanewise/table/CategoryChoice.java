package lanewise.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/**
 * The categories of a column that get an input of their own, as scikit-learn's {@code
 * OneHotEncoder} chooses them.
 *
 * @param categories those with an input, in their order
 * @param other whether there are others
 */
record CategoryChoice(List<String> categories, boolean other) {
    /** A category and its number of rows. */
    private record Counted(String text, int rows) {}

    /**
     * Chooses.
     *
     * @param texts all categories in their order
     * @param counts the number of rows of each
     * @param max maximum number of inputs, with that for the others; 0 for no limit
     */
    static CategoryChoice of(List<String> texts, int[] counts, int max, int minFrequency) {
        List<Counted> all = new ArrayList<>();
        for (int k = 0; k < counts.length; k++) {
            all.add(new Counted(texts.get(k), counts[k]));
        }
        List<Counted> kept = new ArrayList<>(all);
        kept.removeIf(one -> one.rows < minFrequency);
        boolean other = kept.size() < all.size();
        if (max > 0 && max < kept.size() + 1) { // scikit-learn counts an input for others anyway
            // Of equally frequent categories the later ones in sorted order are kept.
            List<Counted> rarest = new ArrayList<>(kept);
            rarest.sort(Comparator.comparingInt(Counted::rows)); // stable
            kept.removeAll(new HashSet<>(rarest.subList(0, kept.size() - (max - 1))));
            other = true;
        }
        return new CategoryChoice(kept.stream().map(Counted::text).toList(), other);
    }

    /** Compares texts by their code points, as Python does; Java's own order is by UTF-16 units. */
    static int compare(String a, String b) {
        int k = 0;
        while (k < Math.min(a.length(), b.length()) && a.charAt(k) == b.charAt(k)) {
            k++;
        }
        if (k == Math.min(a.length(), b.length())) {
            return Integer.compare(a.length(), b.length());
        }
        if (k > 0 && Character.isHighSurrogate(a.charAt(k - 1))) {
            k--;
        }
        return Integer.compare(a.codePointAt(k), b.codePointAt(k));
    }
}
