package lanewise.internal.csv;

/**
 * The characters that give a CSV file its structure.
 *
 * @param separator separator of fields; {@link #DETECT} to find it in the first lines
 * @param comment first character of lines to skip; {@link #NONE} for files without
 * @param decimal how numbers are written
 */
public record Dialect(char separator, char comment, Decimal decimal) {
    /** Stands for a separator that is to be found. */
    public static final char DETECT = 0;

    /** Stands for no character. */
    public static final char NONE = 0;

    /** Decimal points and decimal commas. */
    public enum Decimal {
        /** A comma if the first lines of a file with semicolons can only be meant so. */
        DETECT,
        /** 7.4. */
        POINT,
        /** 7,4. */
        COMMA
    }

    /** Returns whether bytes are blank beside a field. */
    boolean isBlank(int c) {
        return c == ' ' || c == '\t' && separator != '\t';
    }
}
