package lanewise.table;

import lanewise.data.CsvException;
import lanewise.data.CsvRows;

/** Encodes values by the kind of an encoding. */
final class Encodings {
    private Encodings() {}

    /**
     * Writes the inputs for one value.
     *
     * @param value a number, text, boolean or date; null, NaN or an empty text if it is missing
     * @param inputs receives as many numbers as the encoding is wide
     * @param at index of the first
     * @throws IllegalArgumentException if the value does not suit the column
     */
    static void encode(ColumnEncoding encoding, Object value, float[] inputs, int at) {
        switch (encoding) {
            case NumberEncoding numbers -> numbers.encode(value, inputs, at);
            case CategoryEncoding categories -> categories.encode(value, inputs, at);
        }
    }

    /** Writes the inputs for one number; NaN if it is missing. */
    static void encodeNumber(ColumnEncoding encoding, double number, float[] inputs, int at) {
        switch (encoding) {
            case NumberEncoding numbers -> numbers.encodeNumber(number, inputs, at);
            case CategoryEncoding categories -> categories.encodeNumber(number, inputs, at);
        }
    }

    /**
     * Writes the inputs for a field of the current row of a file.
     *
     * @throws CsvException if the value does not suit the column
     */
    static void encode(ColumnEncoding encoding, CsvRows row, int column, float[] inputs, int at)
            throws CsvException {
        switch (encoding) {
            case NumberEncoding numbers -> numbers.encode(row, column, inputs, at);
            case CategoryEncoding categories -> categories.encode(row, column, inputs, at);
        }
    }

    /**
     * Writes the inputs for all rows of a column: input k of row r at {@code at + k * stride + r}.
     *
     * @throws IllegalArgumentException if a value does not suit the column
     */
    static void encode(
            ColumnEncoding encoding, TableColumn column, float[] inputs, int at, int stride) {
        switch (encoding) {
            case NumberEncoding numbers -> numbers.encode(column, inputs, at, stride);
            case CategoryEncoding categories -> categories.encode(column, inputs, at, stride);
        }
    }
}
