package lanewise.data;

import lanewise.data.CsvException.Kind;
import lanewise.internal.csv.NumberColumn;

import java.util.ArrayList;
import java.util.List;

/** Builds a data set from the records of a CSV file, row by row. */
final class CsvDatasetReader {
    /** Size of the block if no row is larger. */
    private static final int BLOCK = 1 << 11;

    private final CsvParser parser;
    private final CsvFormat format;
    private final CsvHeader header;
    private final int label;

    /** The numbers of each column; null for columns without, which are left out or hold classes. */
    private final NumberColumn[] numbers;

    /** The last rows, row by row; blocks move to the columns faster than single numbers. */
    private final double[] block;

    private int blockRows;

    private final ClassLabels.Builder labels = new ClassLabels.Builder();
    private final NumericLabels numericLabels;
    private int rows;

    private CsvDatasetReader(CsvParser parser, CsvFormat format) throws CsvException {
        this.parser = parser;
        this.format = format;
        this.header = CsvHeader.read(parser, format);
        this.label = header.label();
        this.numericLabels = new NumericLabels(parser.decimalComma());
        this.numbers = new NumberColumn[header.size()];
        this.block = new double[Math.max(1, BLOCK / numbers.length) * numbers.length];
        boolean classes = format.labels() != CsvFormat.Labels.NUMBERS;
        for (int column = 0; column < numbers.length; column++) {
            boolean text = header.isLeftOut(column) || column == label && classes;
            numbers[column] = text ? null : new NumberColumn();
        }
    }

    /** Reads all records of the parser. */
    static Dataset read(CsvParser parser, CsvFormat format) throws CsvException {
        CsvDatasetReader reader = new CsvDatasetReader(parser, format);
        if (format.header() == CsvFormat.Header.ABSENT) {
            reader.addRow(); // the record that gave the number of columns
        }
        while (parser.next()) {
            reader.addRow();
        }
        return reader.build();
    }

    private void addRow() throws CsvException {
        if (parser.size() != header.size()) {
            throw header.countError(rows);
        }
        header.checkRecord(rows);
        if (cells(rows + 1L, header.features()) > Integer.MAX_VALUE) {
            throw parser.recordError(
                    Kind.FILE,
                    "the file is too large: "
                            + header.features()
                            + " features × more than "
                            + rows
                            + " rows do not fit in one array of "
                            + Integer.MAX_VALUE
                            + " cells; split the file");
        }
        int first = blockRows * numbers.length;
        for (int column = 0; column < numbers.length; column++) {
            if (numbers[column] != null) {
                double number = parser.number(column);
                if (Double.isNaN(number)) {
                    throw numberError(column);
                }
                block[first + column] = number;
            }
        }
        blockRows++;
        if (blockRows * numbers.length == block.length) {
            moveBlock();
        }
        if (numbers[label] == null) {
            addLabel(parser.text(label));
        }
        rows++;
    }

    private void moveBlock() {
        for (int column = 0; column < numbers.length; column++) {
            if (numbers[column] != null) {
                numbers[column].add(block, column, numbers.length, blockRows);
            }
        }
        blockRows = 0;
    }

    private void addLabel(String text) throws CsvException {
        if (text.isBlank()) {
            throw parser.fieldError(
                    Kind.COLUMNS, label, "the label is blank; expected the name of a class");
        }
        if (labels.add(text)) {
            numericLabels.add(text);
        }
    }

    private CsvException numberError(int column) throws CsvException {
        StringBuilder problem = new StringBuilder(parser.notANumber(column));
        problem.append("; expected a finite decimal number, as in every column");
        if (numbers[label] == null) {
            problem.append(" except label column ").append(label + 1);
            problem.append(" (").append(QuotedText.of(header.name(label))).append(')');
        }
        if (parser.isMissing(column)) {
            problem.append("; lanewise.table reads files with missing values");
        }
        return header.numberError(rows, column, problem.toString());
    }

    private Dataset build() throws CsvException {
        if (rows == 0) {
            throw header.noRows();
        }
        moveBlock();
        if (numbers[label] == null) {
            checkClasses();
        }
        List<String> featureNames = new ArrayList<>();
        float[] features = new FeatureMatrix(rows, header.features()).array();
        double[][] doubles = new double[header.features()][];
        for (int column = 0; column < numbers.length; column++) {
            if (column != label && numbers[column] != null) {
                int feature = featureNames.size();
                numbers[column].copyTo(features, feature * FeatureMatrix.stride(rows));
                doubles[feature] = DoubleColumns.column(numbers[column], rows);
                numbers[column] = null; // frees memory for the targets
                header.checkValues(column, rows, features, feature * FeatureMatrix.stride(rows));
                featureNames.add(header.name(column));
            }
        }
        FeatureMatrix matrix = FeatureMatrix.adopt(rows, featureNames.size(), features, doubles);
        return numbers[label] == null
                ? Dataset.adopt(List.copyOf(featureNames), matrix, labels.build())
                : Dataset.adopt(List.copyOf(featureNames), matrix, targets());
    }

    private FeatureMatrix targets() {
        float[] targets = new FeatureMatrix(rows, 1).array();
        numbers[label].copyTo(targets, 0);
        return FeatureMatrix.adopt(
                rows, 1, targets, new double[][] {DoubleColumns.column(numbers[label], rows)});
    }

    private void checkClasses() throws CsvException {
        if (format.labels() == CsvFormat.Labels.CHECKED
                && numericLabels.areNumbersToPredict(labels.classes(), rows)) {
            throw labelError(
                    labels.classes()
                            + " distinct numbers in "
                            + rows
                            + " rows, so it is a number to predict (regression), not a class; read"
                            + " it as numeric targets, use another label column, or state that the"
                            + " numbers are names of classes");
        }
        if (cells(rows, labels.classes()) > Integer.MAX_VALUE) {
            throw labelError(
                    labels.classes()
                            + " distinct labels in "
                            + rows
                            + " rows, too many for one-hot targets; expected class names, not"
                            + " numbers or keys");
        }
    }

    private CsvException labelError(String problem) {
        return parser.fileError(
                Kind.LABELS,
                "label column "
                        + (label + 1)
                        + " ("
                        + QuotedText.of(header.name(label))
                        + ") has "
                        + problem);
    }

    private static long cells(long rows, int columns) {
        return (rows + FeatureMatrix.LANES - 1)
                / FeatureMatrix.LANES
                * FeatureMatrix.LANES
                * columns;
    }
}
