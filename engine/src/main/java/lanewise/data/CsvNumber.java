package lanewise.data;

/** Parses the decimal numbers of CSV files. */
final class CsvNumber {
    /** What stands for a missing value in the files of R, pandas, Weka, SAS and others. */
    private static final String[] MISSING = {
        "", "?", "-", "--", ".", "na", "n/a", "#n/a", "<na>", "nan", "null", "none", "nil",
        "missing", "unknown"
    };

    private CsvNumber() {}

    /**
     * Parses a number: digits with an optional sign, point and exponent. Other forms accepted by
     * Java are rejected.
     *
     * @return the nearest double; finite, and finite if rounded to float
     * @throws NumberFormatException if the text is not such a number or is not finite as a float;
     *     the message gives the reason
     */
    static double parse(String text) {
        if (text.isEmpty()) {
            throw new NumberFormatException("the field is empty");
        }
        double number = number(text);
        if (Double.isNaN(number)) {
            throw new NumberFormatException(notANumber(text));
        }
        if (Float.isInfinite((float) number)) {
            throw new NumberFormatException(
                    QuotedText.of(text)
                            + " is too large: the largest 32-bit float is "
                            + Float.MAX_VALUE);
        }
        return number;
    }

    /** Returns whether {@link #parse} accepts a text. */
    static boolean is(String text) {
        return Float.isFinite((float) number(text));
    }

    /** Returns whether a text stands for a missing value. */
    static boolean isMissing(String text) {
        for (String missing : MISSING) {
            if (text.equalsIgnoreCase(missing)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the nearest double, or NaN if the text is not a decimal number. */
    private static double number(String text) {
        if (text.isEmpty() || !isPlain(text)) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String notANumber(String text) {
        String quoted = QuotedText.of(text);
        if (text.matches("(?i)[+-]?(nan|inf|infinity)")) {
            return quoted + " is not a finite number";
        }
        if (isMissing(text)) {
            return quoted + " stands for a missing value; remove the row or fill in a number";
        }
        return quoted + " is not a number" + reason(text);
    }

    private static String reason(String text) {
        // Possessive quantifiers: backtracking over a long text takes quadratic time.
        if (text.matches(
                "[+-]?[0-9]{1,3}+(?:[,' \u00a0\u2009\u202f_][0-9]{3}+)++(?:[.][0-9]*+)?")) {
            return " because of its thousands separators; remove them";
        }
        if (text.matches("[+-]?[0-9]*+,[0-9]++(?:[eE][+-]?[0-9]++)?")) {
            return " because of its decimal comma; use a decimal point";
        }
        if (text.matches("[+-]?[0-9.,]++[;\t|].*+")) {
            return "; if "
                    + QuotedText.of(text.replaceAll("[0-9.,+-]", "").substring(0, 1))
                    + " separates the fields, state this separator";
        }
        if (text.matches("[0-9]{1,4}+[-/.][0-9]{1,2}+[-/.][0-9]{1,4}+(?:[ T].*+)?")) {
            return " but a date; use a number such as days or seconds instead";
        }
        if (text.matches("[$€£¥]?+[+-]?[0-9.,]++ ?+[%$€£¥]?+")) {
            return " because of its unit; remove the unit";
        }
        return "";
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
