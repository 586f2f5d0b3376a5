package lanewise.data;

import lanewise.internal.text.OneLine;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Says what is wrong with a CSV file and where. The message is one line, such as {@code iris.csv,
 * line 7, column 3 ("petal_length"): "abc" is not a number; …}; the accessors give its parts.
 *
 * <pre>{@code
 * Files.writeString(file, "length,species\n1.4,setosa\nlong,virginica\n");
 * try {
 *     Dataset flowers = Csv.read(file, "species");
 * } catch (CsvException e) {
 *     System.out.println(e.line() + " " + e.columnName()); // prints 3 length
 * }
 * }</pre>
 */
public final class CsvException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The path as it was given. */
    private final String file;

    /** Physical line, from 1; 0 for none. */
    private final long line;

    /** Column, from 1; 0 for none. */
    private final int column;

    /** Name of the column in the header; empty for none. */
    private final String columnName;

    /** What is wrong there. */
    private final String problem;

    CsvException(
            Path file, long line, int column, String columnName, String problem, Throwable cause) {
        super(message(file, line, column, columnName, problem), cause);
        this.file = file.toString();
        this.line = line;
        this.column = column;
        this.columnName = columnName;
        this.problem = problem;
    }

    CsvException(Path file, String problem, Throwable cause) {
        this(file, 0, 0, "", problem, cause);
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
     * Returns the file.
     *
     * @return the path as it was given to {@link Csv}
     */
    public String file() {
        return file;
    }

    /**
     * Returns the line. Lines are counted as an editor does, also within quotes.
     *
     * @return the line, counted from 1; 0 if the problem is not one of a line
     */
    public long line() {
        return line;
    }

    /**
     * Returns the column.
     *
     * @return the column, counted from 1; 0 if the problem is not one of a column
     */
    public int column() {
        return column;
    }

    /**
     * Returns the name of the column.
     *
     * @return the column's name in the header; empty if there is none
     */
    public String columnName() {
        return columnName;
    }

    /**
     * Returns what is wrong, without the place.
     *
     * @return the message from the colon after the place on
     */
    public String problem() {
        return problem;
    }
}
