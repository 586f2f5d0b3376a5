package lanewise.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A property of a data set that does not prevent a training but probably spoils it. {@code
 * scripts/train} prints each warning on standard error.
 *
 * <pre>{@code
 * double[][] seconds = {{1764313200}, {1764313201}, {1764313202}, {1764313203}};
 * Dataset times = Dataset.labelled(FeatureMatrix.ofRows(seconds), List.of("a", "a", "b", "b"));
 * DataWarning.Kind kind = DataWarning.of(times).getFirst().kind();
 * System.out.println(kind); // prints COLLAPSED_FEATURE
 * System.out.println(DataWarning.of(times, Scaling.standard(times))); // prints []
 * }</pre>
 *
 * @param kind the property
 * @param name the name of the feature or class; of several similar classes the first
 * @param problem the property, with counts; one line
 * @param remedy what to do; one line
 */
public record DataWarning(Kind kind, String name, String problem, String remedy) {
    /** What is warned of. */
    public enum Kind {
        /**
         * Distinct numbers of a feature are the same float: of its distinct numbers at least 1 %
         * are lost. Fewer are lost in any long column of random numbers, and do not matter.
         */
        COLLAPSED_FEATURE,

        /**
         * Several classes have names that differ only in blanks, invisible characters or case, or
         * that are the same number, such as {@code 1} and {@code 1.0}.
         */
        SIMILAR_CLASSES,

        /** The name of a class, such as {@code NA} or {@code ?}, usually stands for no label. */
        MISSING_CLASS
    }

    /**
     * Validates a warning.
     *
     * @throws NullPointerException if an argument is null
     */
    public DataWarning {
        Objects.requireNonNull(kind, "kind must not be null");
        Objects.requireNonNull(name, "name must not be null");
        Objects.requireNonNull(problem, "problem must not be null");
        Objects.requireNonNull(remedy, "remedy must not be null");
    }

    /**
     * Returns problem and remedy.
     *
     * @return one line
     */
    public String message() {
        return problem + "; " + remedy;
    }

    /**
     * Checks a data set that is used without scaling.
     *
     * @param data the data set as it was read
     * @return its warnings, features first; empty if there are none
     * @throws NullPointerException if {@code data} is null
     */
    public static List<DataWarning> of(Dataset data) {
        Objects.requireNonNull(data, "data must not be null");
        return warnings(data, data.features(), "use a scaling, which computes in double");
    }

    /**
     * Checks a data set that is used with a scaling.
     *
     * @param data the data set as it was read, not scaled
     * @param scaling the scaling that is applied to it
     * @return its warnings, features first; empty if there are none
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the scaling does not fit the data set, as for {@link
     *     Scaling#apply(Dataset)}
     */
    public static List<DataWarning> of(Dataset data, Scaling scaling) {
        Objects.requireNonNull(data, "data must not be null");
        Objects.requireNonNull(scaling, "scaling must not be null");
        return warnings(
                data,
                scaling.apply(data.features()),
                "remove outliers, or use differences or logarithms of the numbers");
    }

    private static List<DataWarning> warnings(Dataset data, FeatureMatrix used, String remedy) {
        List<DataWarning> warnings = new ArrayList<>();
        double[] given = new double[data.rows()];
        double[] left = new double[data.rows()];
        for (int feature = 0; feature < used.features(); feature++) {
            if (used == data.features() && !used.rounds(feature)) {
                continue; // the same numbers
            }
            for (int row = 0; row < given.length; row++) {
                given[row] = data.features().number(row, feature);
                left[row] = used.array()[feature * used.stride() + row];
            }
            int before = distinct(given);
            int after = distinct(left);
            if (before - after >= 0.01 * before && after < before) {
                String name = data.featureNames().get(feature);
                warnings.add(
                        new DataWarning(
                                Kind.COLLAPSED_FEATURE,
                                name,
                                "feature "
                                        + QuotedText.of(name)
                                        + ": its "
                                        + before
                                        + " distinct numbers become "
                                        + after
                                        + (used == data.features()
                                                ? " as 32-bit floats"
                                                : " as scaled 32-bit floats"),
                                remedy));
            }
        }
        addClasses(data.classNames(), warnings);
        return List.copyOf(warnings);
    }

    private static int distinct(double[] numbers) {
        Arrays.sort(numbers);
        int distinct = 1;
        for (int k = 1; k < numbers.length; k++) {
            // 0 and −0 are one number, which sorting separates but keeps side by side.
            distinct += numbers[k] == numbers[k - 1] ? 0 : 1;
        }
        return distinct;
    }

    private static void addClasses(List<String> names, List<DataWarning> warnings) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String name : names) {
            String essence = essence(name);
            groups.putIfAbsent(essence, new ArrayList<>()); // no lambda: see FirstFitTest
            groups.get(essence).add(name);
            if (CsvNumber.isMissing(name) && !name.equalsIgnoreCase("none")) {
                warnings.add(
                        new DataWarning(
                                Kind.MISSING_CLASS,
                                name,
                                "class " + QuotedText.of(name) + " may stand for a missing label",
                                "if so, remove these rows"));
            }
        }
        for (List<String> similar : groups.values()) {
            if (similar.size() > 1) {
                warnings.add(
                        new DataWarning(
                                Kind.SIMILAR_CLASSES,
                                similar.getFirst(),
                                "classes "
                                        + QuotedText.listOf(similar)
                                        + " differ only in blanks, case or notation",
                                "if they are one class, use one name for it"));
            }
        }
    }

    /** Returns what is left of a name without blanks, invisible characters, case and notation. */
    private static String essence(String name) {
        StringBuilder visible = new StringBuilder();
        for (int k = 0; k < name.length(); k++) {
            char c = name.charAt(k);
            if (!Character.isWhitespace(c)
                    && !Character.isSpaceChar(c)
                    && !Character.isISOControl(c)
                    && Character.getType(c) != Character.FORMAT) {
                visible.append(c);
            }
        }
        String essence = visible.toString().toLowerCase(Locale.ROOT);
        double number = CsvNumber.parse(essence, false);
        return Double.isNaN(number) ? essence : Double.toString(number + 0.0);
    }
}
