package lanewise.data;

/** Parses the decimal numbers of CSV files. */
final class CsvNumber {
    private CsvNumber() {}

    /**
     * Parses a number: digits with an optional sign, point and exponent. Other forms accepted by
     * Java are rejected.
     *
     * @return the nearest float to the nearest double
     * @throws NumberFormatException if the text is not such a number or is not finite as a float;
     *     the message gives the reason
     */
    static float parse(String text) {
        if (text.isEmpty()) {
            throw new NumberFormatException("the field is empty");
        }
        double number;
        try {
            number = isPlain(text) ? Double.parseDouble(text) : Double.NaN;
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (Double.isNaN(number)) {
            boolean named = text.matches("(?i)[+-]?(nan|inf|infinity)");
            throw new NumberFormatException(
                    QuotedText.of(text) + (named ? " is not a finite number" : " is not a number"));
        }
        float rounded = (float) number;
        if (Float.isInfinite(rounded)) {
            throw new NumberFormatException(
                    QuotedText.of(text)
                            + " is too large: the largest 32-bit float is "
                            + Float.MAX_VALUE);
        }
        return rounded;
    }

    /**
     * Rejects what {@link Double#parseDouble} accepts beyond decimal numbers: hexadecimal digits,
     * suffixes and surrounding blanks.
     */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return false;
            }
        }
        return true;
    }
}
