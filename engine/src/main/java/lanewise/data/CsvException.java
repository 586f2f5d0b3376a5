package lanewise.data;

import lanewise.internal.text.OneLine;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Thrown when a CSV file cannot be read. The message is one line, such as {@code iris.csv, line 7,
 * column 3 ("petal_length"): "abc" is not a number; …}; the accessors return its parts.
 *
 * <pre>{@code
 * Files.writeString(file, "length,species\n1.4,setosa\nlong,virginica\n");
 * try {
 *     Dataset flowers = Csv.read(file, "species");
 * } catch (CsvException e) {
 *     System.out.println(e.line() + " " + e.columnName()); // prints 3 length
 *     System.out.println(e.kind() == CsvException.Kind.COLUMNS); // prints true
 * }
 * }</pre>
 */
public final class CsvException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What a caller can change to read the file after all. */
    public enum Kind {
        /** The file: it is missing, unreadable, damaged or malformed. */
        FILE,

        /** The header: {@link CsvFormat#withHeader()} or {@link CsvFormat#withoutHeader()}. */
        HEADER,

        /** The columns: {@link CsvFormat#withLabel} or {@link CsvFormat#withoutColumns}. */
        COLUMNS,

        /** The separator: {@link CsvFormat#withSeparator}. */
        SEPARATOR,

        /**
         * The meaning of labels: {@link CsvFormat#withNumericTargets()} or {@link
         * CsvFormat#withClassLabels()}.
         */
        LABELS,

        /** The decimal point: {@link CsvFormat#withDecimalComma()} or its opposite. */
        DECIMAL,

        /** The encoding: {@link CsvFormat#withCharset}. */
        CHARSET
    }

    /** What the caller can change. */
    private final Kind kind;

    /** Path as passed by the caller. */
    private final String file;

    /** Physical line, counted from 1; 0 if none applies. */
    private final long line;

    /** Column, counted from 1; 0 if none applies. */
    private final int column;

    /** Name of the column in the header; empty if none applies. */
    private final String columnName;

    /** Description of the problem, without its location. */
    private final String problem;

    CsvException(
            Kind kind,
            Path file,
            long line,
            int column,
            String columnName,
            String problem,
            Throwable cause) {
        super(message(file, line, column, columnName, problem), cause);
        this.kind = kind;
        this.file = file.toString();
        this.line = line;
        this.column = column;
        this.columnName = columnName;
        this.problem = problem;
    }

    CsvException(Path file, String problem, Throwable cause) {
        this(Kind.FILE, file, 0, 0, "", problem, cause);
    }

    private static String message(
            Path file, long line, int column, String columnName, String problem) {
        StringBuilder message = new StringBuilder(OneLine.of(file.toString()));
        if (line > 0) {
            message.append(", line ").append(line);
        }
        if (column > 0) {
            message.append(", column ").append(column);
        }
        if (!columnName.isEmpty()) {
            message.append(" (").append(QuotedText.of(columnName)).append(')');
        }
        return message.append(": ").append(problem).toString();
    }

    /**
     * Returns what a caller can change to read the file after all.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns the file.
     *
     * @return the path as passed to {@link Csv}
     */
    public String file() {
        return file;
    }

    /**
     * Returns the line. Lines are counted as in an editor, including line breaks within quotes.
     *
     * @return the line, counted from 1; 0 if the problem has no line
     */
    public long line() {
        return line;
    }

    /**
     * Returns the column.
     *
     * @return the column, counted from 1; 0 if the problem has no column
     */
    public int column() {
        return column;
    }

    /**
     * Returns the name of the column.
     *
     * @return the column's name in the header; empty if it has none
     */
    public String columnName() {
        return columnName;
    }

    /**
     * Returns the problem without its location.
     *
     * @return the part of the message after the location and its colon
     */
    public String problem() {
        return problem;
    }
}
