package lanewise.data;

import lanewise.internal.csv.DecimalNumber;

import java.nio.charset.StandardCharsets;

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
     * @param comma whether the point is a comma
     * @return the nearest double; finite, and finite if rounded to float; NaN if the text is not
     *     such a number
     */
    static double parse(String text, boolean comma) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        double number = DecimalNumber.parse(bytes, 0, bytes.length, (byte) (comma ? ',' : '.'));
        return Float.isFinite((float) number) ? number : Double.NaN;
    }

    /** Returns whether {@link #parse} accepts a text. */
    static boolean is(String text, boolean comma) {
        return !Double.isNaN(parse(text, comma));
    }

    /** Returns why {@link #parse} does not accept a text. */
    static String problem(String text, boolean comma) {
        if (text.isEmpty()) {
            return "the field is empty";
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        double number = DecimalNumber.parse(bytes, 0, bytes.length, (byte) (comma ? ',' : '.'));
        if (Double.isNaN(number)) {
            return notANumber(text, comma);
        }
        return QuotedText.of(text)
                + " is too large: the largest 32-bit float is "
                + Float.MAX_VALUE;
    }

    /** Returns whether a number would be read with the other decimal point. */
    static boolean isOtherDecimal(String text, boolean comma) {
        return !is(text, comma) && is(text, !comma);
    }

    /** States that a text stands for a missing value. */
    static String missing(String text) {
        return QuotedText.of(text)
                + " stands for a missing value; remove the row or fill in a number";
    }

    /** Returns whether a text usually stands for a missing value. */
    static boolean isMissing(String text) {
        for (String missing : MISSING) {
            if (text.equalsIgnoreCase(missing)) {
                return true;
            }
        }
        return false;
    }

    private static String notANumber(String text, boolean comma) {
        String quoted = QuotedText.of(text);
        if (text.matches("(?i)[+-]?(nan|inf|infinity)")) {
            return quoted + " is not a finite number";
        }
        if (isMissing(text)) {
            return missing(text);
        }
        return quoted + " is not a number" + reason(text, comma);
    }

    private static String thousandsOrDecimal(boolean comma) {
        return comma
                ? " because of its point; remove it if it separates thousands, or state the decimal"
                        + " point"
                : " because of its comma; remove it if it separates thousands, or state the decimal"
                        + " comma";
    }

    private static String reason(String text, boolean comma) {
        // Possessive quantifiers: backtracking over a long text takes quadratic time.
        String group = comma ? "[.' \u00a0\u2009\u202f_]" : "[,' \u00a0\u2009\u202f_]";
        String rest = comma ? "(?:,[0-9]*+)?" : "(?:[.][0-9]*+)?";
        if (text.matches("[+-]?[0-9]{1,3}+(?:" + group + "[0-9]{3}+)++" + rest)) {
            return isOtherDecimal(text, comma)
                    ? thousandsOrDecimal(comma)
                    : " because of its thousands separators; remove them";
        }
        if (isOtherDecimal(text, comma)) {
            return comma
                    ? " because of its decimal point; use a decimal comma, as in the rest of the"
                            + " file, or state the decimal point"
                    : " because of its decimal comma; use a decimal point, or state the decimal"
                            + " comma";
        }
        if (text.matches("[+-]?[0-9.,]++[;\t|].*+")) {
            return "; if "
                    + QuotedText.of(text.replaceAll("[0-9.,+-]", "").substring(0, 1))
                    + " separates the fields, state this separator";
        }
        if (text.matches("[0-9]{1,4}+[-/.][0-9]{1,2}+[-/.][0-9]{1,4}+(?:[ T].*+)?")) {
            return " but a date; use a number such as days or seconds instead";
        }
        if (text.matches("[+-]?[0-9.,]++")) {
            return " because of its points and commas; remove those that separate thousands, and"
                    + " state the decimal comma if there is one";
        }
        if (text.matches("[$€£¥]?+[+-]?[0-9.,]++ ?+[%$€£¥]?+")) {
            return " because of its unit; remove the unit";
        }
        return "";
    }
}
