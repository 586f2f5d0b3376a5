package lanewise.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds a data set from the records of a CSV file, row by row. The first record is the header. */
final class CsvDatasetReader {
    private final CsvParser parser;
    private final List<String> header;
    private final int label;
    private final FloatColumn[] numbers;
    private final ClassLabels.Builder labels = new ClassLabels.Builder();

    private CsvDatasetReader(CsvParser parser, LabelColumn labelColumn) throws CsvException {
        this.parser = parser;
        if (!parser.next()) {
            throw parser.fileError("the file is empty; expected a header line and rows of data");
        }
        this.header = parser.texts();
        parser.useHeader(header);
        checkHeader();
        this.label = find(labelColumn);
        this.numbers = new FloatColumn[header.size()];
        for (int column = 0; column < numbers.length; column++) {
            numbers[column] = column == label ? null : new FloatColumn();
        }
    }

    /** Reads all remaining records of the parser. */
    static Dataset read(CsvParser parser, LabelColumn labelColumn) throws CsvException {
        CsvDatasetReader reader = new CsvDatasetReader(parser, labelColumn);
        while (parser.next()) {
            reader.addRow();
        }
        return reader.build();
    }

    private void checkHeader() throws CsvException {
        Map<String, Integer> columns = new HashMap<>();
        for (int column = 0; column < header.size(); column++) {
            Integer first = columns.putIfAbsent(header.get(column), column);
            if (first != null) {
                throw parser.fieldError(
                        column,
                        "column "
                                + (first + 1)
                                + " is also named "
                                + QuotedText.of(header.get(column))
                                + "; expected unique column names in the header");
            }
        }
    }

    private int find(LabelColumn labelColumn) throws CsvException {
        int found;
        try {
            found = labelColumn.find(header);
        } catch (IllegalArgumentException e) {
            throw parser.recordError(e.getMessage());
        }
        if (header.size() == 1) {
            throw parser.recordError(
                    "the only column is "
                            + QuotedText.of(header.get(0))
                            + "; expected a label column and at least one feature column, separated"
                            + " by commas");
        }
        return found;
    }

    private void addRow() throws CsvException {
        if (parser.size() != header.size()) {
            throw parser.fieldError(
                    Math.min(parser.size(), header.size()),
                    "expected "
                            + header.size()
                            + " fields as in the header, found "
                            + parser.size());
        }
        int rows = labels.rows();
        if (cells(rows + 1L, header.size() - 1) > Integer.MAX_VALUE) {
            throw parser.recordError(
                    "the file is too large: "
                            + (header.size() - 1)
                            + " features × more than "
                            + rows
                            + " rows do not fit in one array of "
                            + Integer.MAX_VALUE
                            + " cells; split the file");
        }
        for (int column = 0; column < numbers.length; column++) {
            if (column != label) {
                numbers[column].add(number(column));
            }
        }
        String text = parser.text(label);
        if (text.isBlank()) {
            throw parser.fieldError(label, "the label is blank; expected the name of a class");
        }
        labels.add(text);
    }

    private float number(int column) throws CsvException {
        try {
            return CsvNumber.parse(parser.text(column));
        } catch (NumberFormatException e) {
            throw parser.fieldError(
                    column,
                    e.getMessage()
                            + "; expected a finite decimal number, as in every column except label"
                            + " column "
                            + (label + 1)
                            + " ("
                            + QuotedText.of(header.get(label))
                            + ")");
        }
    }

    private Dataset build() throws CsvException {
        int rows = labels.rows();
        if (rows == 0) {
            throw parser.headerError(
                    "the file has a header but no rows of data; expected at least one row");
        }
        if (cells(rows, labels.classes()) > Integer.MAX_VALUE) {
            throw parser.fileError(
                    "label column "
                            + (label + 1)
                            + " ("
                            + QuotedText.of(header.get(label))
                            + ") has "
                            + labels.classes()
                            + " distinct labels in "
                            + rows
                            + " rows, too many for one-hot targets; expected class names, not"
                            + " numbers or keys");
        }
        List<String> featureNames = new ArrayList<>(header);
        featureNames.remove(label);
        FeatureMatrix features = new FeatureMatrix(rows, featureNames.size());
        int feature = 0;
        for (int column = 0; column < numbers.length; column++) {
            if (column != label) {
                numbers[column].copyTo(features.array(), feature++ * features.stride());
                numbers[column] = null; // frees memory for the targets
            }
        }
        return Dataset.adopt(List.copyOf(featureNames), features, labels.build());
    }

    private static long cells(long rows, int columns) {
        return (rows + FeatureMatrix.LANES - 1)
                / FeatureMatrix.LANES
                * FeatureMatrix.LANES
                * columns;
    }
}
