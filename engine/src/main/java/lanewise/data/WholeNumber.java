package lanewise.data;

import java.util.Comparator;

/**
 * Whole numbers as text, of any length: compared digit by digit, as to compute the number that a
 * million digits are takes half a minute.
 */
final class WholeNumber {

    private WholeNumber() {}

    /** By the numbers, equal ones by their text. No lambdas: they cost a cold JVM 15 ms. */
    static final class Order implements Comparator<String> {
        @Override
        public int compare(String a, String b) {
            int order = Integer.compare(sign(a), sign(b));
            order = order != 0 ? order : compareOfOneSign(a, b);
            return order != 0 ? order : a.compareTo(b);
        }
    }

    /** Whether a text is digits, with a sign or without. */
    static boolean is(String text) {
        int first = digits(text);
        for (int i = first; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > first;
    }

    private static int sign(String number) {
        if (significant(number) == number.length()) {
            return 0;
        }
        return number.startsWith("-") ? -1 : 1;
    }

    private static int compareOfOneSign(String a, String b) {
        int firstOfA = significant(a);
        int firstOfB = significant(b);
        int order = Integer.compare(a.length() - firstOfA, b.length() - firstOfB);
        for (int i = firstOfA, j = firstOfB; order == 0 && i < a.length(); i++, j++) {
            order = Character.compare(a.charAt(i), b.charAt(j));
        }
        return sign(a) < 0 ? -order : order;
    }

    /** Where the digits begin. */
    private static int digits(String text) {
        return text.startsWith("+") || text.startsWith("-") ? 1 : 0;
    }

    /** Where those begin that are no leading zeros. */
    private static int significant(String number) {
        int first = digits(number);
        while (first < number.length() && number.charAt(first) == '0') {
            first++;
        }
        return first;
    }
}
