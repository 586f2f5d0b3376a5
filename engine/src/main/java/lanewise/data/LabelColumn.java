package lanewise.data;

import java.util.List;

/** The label column of a CSV file, selected by name or index. */
interface LabelColumn {
    /**
     * Finds the column.
     *
     * @param header the column names, at least one
     * @return 0 to {@code header.size() - 1}
     * @throws IllegalArgumentException if the file has no such column; the message lists its
     *     columns
     */
    int find(List<String> header);

    /** A column by index, counted from 0; −1 for the last. */
    record At(int index) implements LabelColumn {
        @Override
        public int find(List<String> header) {
            if (index < -1 || index >= header.size()) {
                throw outOfRange(String.valueOf(index), header);
            }
            return index == -1 ? header.size() - 1 : index;
        }
    }

    /** A column by name or, if no column has that name and it is a whole number, by index. */
    record Named(String name) implements LabelColumn {
        @Override
        public int find(List<String> header) {
            int column = header.indexOf(name);
            if (column >= 0) {
                return column;
            }
            if (!name.matches("[+-]?[0-9]+")) {
                throw new IllegalArgumentException(
                        "no column "
                                + QuotedText.of(name)
                                + " for the labels; the columns are "
                                + QuotedText.listOf(header));
            }
            int index;
            try {
                index = Integer.parseInt(name);
            } catch (NumberFormatException e) {
                throw outOfRange(name.length() > 20 ? name.substring(0, 20) + "…" : name, header);
            }
            return new At(index).find(header);
        }
    }

    private static IllegalArgumentException outOfRange(String index, List<String> header) {
        return new IllegalArgumentException(
                "label column "
                        + index
                        + " is out of range: expected 0 to "
                        + (header.size() - 1)
                        + ", or -1 for the last; the columns are "
                        + QuotedText.listOf(header));
    }
}
