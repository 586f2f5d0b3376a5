package lanewise.internal.csv;

import lanewise.internal.csv.Dialect.Decimal;

import java.util.Arrays;

/**
 * Finds out from the first lines of a file how its fields are separated and how its numbers are
 * written.
 *
 * <p>Of comma, semicolon, tab and vertical bar, the separator is the one that splits most lines
 * into as many fields as the first line, and most of these fields into numbers. A comma wins a tie.
 * Lines {@code 7,4;0,7;5} have two commas and two semicolons each; only the latter leave numbers.
 *
 * <p>A comma is the decimal point only where semicolons separate fields, as in the files of Excel
 * in most of Europe, and only if nothing speaks against it: a column has numbers such as {@code
 * 7,4}, which {@code 1,234} is not, and nothing but numbers and missing values, and no field of the
 * file has a decimal point.
 */
final class Detection {
    private static final String SEPARATORS = ",;\t|";
    private static final int MAX_RECORDS = 100;

    /** Flags of what a column holds. */
    private static final byte DECIMAL_COMMA = 1;

    private static final byte TEXT = 2;

    private final byte[] bytes;
    private final int from;
    private final int limit;
    private final boolean complete;
    private final Dialect stated;

    /** The candidate, and whether its numbers may have decimal commas. */
    private char separator;

    private boolean commas;

    private int at;
    private int fieldStart;
    private int fieldEnd;

    /** Whether text follows a closing quote. */
    private boolean malformed;

    /** What the columns hold, as flags; the first record is not asked for text. */
    private byte[] columns = new byte[0];

    private boolean pointFound;

    private Detection(byte[] bytes, int from, int limit, boolean complete, Dialect stated) {
        this.bytes = bytes;
        this.from = from;
        this.limit = limit;
        this.complete = complete;
        this.stated = stated;
    }

    /**
     * Replaces what is to be detected.
     *
     * @param bytes the text
     * @param from index of its first byte
     * @param limit index after its last byte
     * @param complete whether the text is the whole file
     * @param stated what is known
     */
    static Dialect of(byte[] bytes, int from, int limit, boolean complete, Dialect stated) {
        Detection detection = new Detection(bytes, from, limit, complete, stated);
        char separator = stated.separator();
        if (separator == Dialect.DETECT) {
            separator = detection.separator();
        }
        Decimal decimal = stated.decimal();
        if (decimal == Decimal.DETECT) {
            decimal = separator == ';' ? detection.decimal() : Decimal.POINT;
        }
        return new Dialect(separator, stated.comment(), decimal);
    }

    private char separator() {
        char best = 0;
        double most = 0;
        boolean decimalComma = stated.decimal() == Decimal.COMMA;
        for (int k = decimalComma ? 1 : 0; k < SEPARATORS.length(); k++) {
            char candidate = SEPARATORS.charAt(k);
            double score = candidate == stated.comment() ? 0 : score(candidate);
            if (score > most) {
                best = candidate;
                most = score;
            }
        }
        if (best != 0) {
            return best;
        }
        if (!decimalComma) {
            return ',';
        }
        // Commas that leave nothing but numbers are those of a single column of numbers.
        double score = score(',');
        return score == 0 || score == 2 ? ';' : ',';
    }

    /**
     * Returns the share of records with as many fields as the first, plus as much if all their
     * fields are numbers; 0 if the candidate does not split the first record.
     */
    private double score(char candidate) {
        start(candidate);
        int records = 0;
        int alike = 0;
        int first = 0;
        long fields = 0;
        long numbers = 0;
        while (records < MAX_RECORDS && nextRecord()) {
            int count = 0;
            int numeric = 0;
            boolean more = true;
            boolean blank = false;
            while (more) {
                more = nextField();
                count++;
                numeric += isNumber() ? 1 : 0;
                blank = fieldStart == fieldEnd;
            }
            if (malformed) {
                return 0;
            }
            boolean cut = at >= limit && !complete && records > 0;
            if (cut || count == 1 && blank) {
                continue;
            }
            first = records == 0 ? count : first;
            records++;
            if (first < 2) {
                return 0;
            }
            if (count == first) {
                alike++;
                fields += count;
                numbers += numeric;
            }
        }
        return records == 0 ? 0 : (double) alike / records * (1 + (double) numbers / fields);
    }

    private Decimal decimal() {
        start(';');
        int records = 0;
        while (records < MAX_RECORDS && nextRecord()) {
            int column = 0;
            boolean more = true;
            while (more) {
                more = nextField();
                if (column == columns.length) {
                    columns = Arrays.copyOf(columns, Math.max(16, 2 * column));
                }
                boolean cut = at >= limit && !complete;
                columns[column++] |= cut ? 0 : flags(records > 0);
            }
            records++;
        }
        boolean found = false;
        for (byte flags : columns) {
            found |= flags == DECIMAL_COMMA;
        }
        return found && !pointFound ? Decimal.COMMA : Decimal.POINT;
    }

    private byte flags(boolean data) {
        if (isNumber('.')) {
            pointFound |= indexOf('.') >= 0;
            return 0;
        }
        if (!isNumber(',')) {
            return data && hasDigits() ? TEXT : 0;
        }
        int comma = indexOf(',');
        boolean grouped = fieldEnd - comma == 4 && bytes[fieldStart] != '0';
        return grouped ? 0 : DECIMAL_COMMA;
    }

    private boolean isNumber() {
        return isNumber('.') || commas && isNumber(',');
    }

    private boolean isNumber(char point) {
        return !Double.isNaN(DecimalNumber.parse(bytes, fieldStart, fieldEnd, (byte) point));
    }

    private int indexOf(char c) {
        for (int p = fieldStart; p < fieldEnd; p++) {
            if (bytes[p] == c) {
                return p;
            }
        }
        return -1;
    }

    private boolean hasDigits() {
        for (int p = fieldStart; p < fieldEnd; p++) {
            if (bytes[p] >= '0' && bytes[p] <= '9') {
                return true;
            }
        }
        return false;
    }

    private void start(char candidate) {
        separator = candidate;
        commas = candidate != ',' && stated.decimal() != Decimal.POINT;
        at = from;
        malformed = false;
    }

    /** Moves to the next record, over line ends and comments. */
    private boolean nextRecord() {
        while (at < limit) {
            int start = at;
            skipBlanks();
            if (at < limit && isLineEnd(bytes[at])) {
                at++;
            } else if (at < limit
                    && stated.comment() != Dialect.NONE
                    && bytes[at] == stated.comment()) {
                while (at < limit && !isLineEnd(bytes[at])) {
                    at++;
                }
            } else {
                at = start;
                return true;
            }
        }
        return false;
    }

    /** Reads a field, and returns whether another one follows in the record. */
    private boolean nextField() {
        skipBlanks();
        fieldStart = at;
        if (at < limit && bytes[at] == '"') {
            fieldStart = ++at;
            skipQuoted();
            fieldEnd = Math.max(fieldStart, at - 1);
            skipBlanks();
            malformed |= at < limit && bytes[at] != separator && !isLineEnd(bytes[at]);
        } else {
            while (at < limit && bytes[at] != separator && !isLineEnd(bytes[at])) {
                at++;
            }
            fieldEnd = at;
            while (fieldEnd > fieldStart && isBlank(bytes[fieldEnd - 1])) {
                fieldEnd--;
            }
        }
        if (malformed || at >= limit || bytes[at] != separator) {
            return false;
        }
        at++;
        return true;
    }

    private void skipQuoted() {
        while (at < limit) {
            boolean quote = bytes[at++] == '"';
            if (quote && (at >= limit || bytes[at] != '"')) {
                return;
            }
            at += quote ? 1 : 0;
        }
    }

    private void skipBlanks() {
        while (at < limit && isBlank(bytes[at])) {
            at++;
        }
    }

    private boolean isBlank(byte b) {
        return b == ' ' || b == '\t' && separator != '\t';
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }
}
