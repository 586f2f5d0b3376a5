package lanewise.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A column of a CSV file, selected by name or, if no column has that name and it is a whole number,
 * by index, counted from 0.
 *
 * @param name the name or the index; −1 for the last column
 * @param named false if it can only be the index
 * @param purpose what the column is selected for, in messages
 */
record CsvColumn(String name, boolean named, String purpose) {
    private static final String LABELS = "for the labels";

    static CsvColumn label(String name) {
        return new CsvColumn(name, true, LABELS);
    }

    static CsvColumn label(int index) {
        return new CsvColumn(String.valueOf(index), false, LABELS);
    }

    static CsvColumn leftOut(String name) {
        return new CsvColumn(name, true, "to leave out");
    }

    /**
     * Finds the column.
     *
     * @param header the column names, at least one
     * @param leftOut for each column, whether −1 skips it
     * @return 0 to {@code header.size() - 1}
     * @throws IllegalArgumentException if the file has no such column; the message lists its
     *     columns
     */
    int find(List<String> header, boolean... leftOut) {
        int column = named ? header.indexOf(name) : -1;
        if (column >= 0) {
            return column;
        }
        if (!WholeNumber.is(name)) {
            throw new IllegalArgumentException(
                    "no column "
                            + QuotedText.of(name)
                            + " "
                            + purpose
                            + suggestion(name, header)
                            + " columns are "
                            + QuotedText.listOf(header));
        }
        int index;
        try {
            index = Integer.parseInt(name);
        } catch (NumberFormatException e) {
            throw outOfRange(header);
        }
        if (index < -1 || index >= header.size()) {
            throw outOfRange(header);
        }
        if (index >= 0) {
            return index;
        }
        for (int last = header.size() - 1; last > 0; last--) {
            if (!leftOut[last]) {
                return last;
            }
        }
        return 0;
    }

    private IllegalArgumentException outOfRange(List<String> header) {
        return new IllegalArgumentException(
                "column "
                        + (name.length() > 20 ? name.substring(0, 20) + "…" : name)
                        + " "
                        + purpose
                        + " is out of range: expected 0 to "
                        + (header.size() - 1)
                        + ", or -1 for the last; the columns are "
                        + QuotedText.listOf(header));
    }

    /** Suggests names that differ in case, blanks or at most two letters. */
    static String suggestion(String name, List<String> header) {
        List<String> near = new ArrayList<>();
        for (String candidate : header) {
            String a = name.strip().toLowerCase(Locale.ROOT);
            String b = candidate.strip().toLowerCase(Locale.ROOT);
            int limit = Math.min(2, Math.min(a.length(), b.length()) / 3);
            if (near.size() < 3 && distance(a, b, limit) <= limit) {
                near.add(candidate);
            }
        }
        return near.isEmpty() ? "; the" : "; did you mean " + QuotedText.listOf(near) + "? The";
    }

    /** Levenshtein distance, or more than the limit if the lengths differ by more than it. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit || a.length() > 100) {
            return limit + 1;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], row[j]));
            }
        }
        return row[b.length()];
    }
}
