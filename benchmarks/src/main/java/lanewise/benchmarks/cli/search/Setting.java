package lanewise.benchmarks.cli.search;

import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.select.Candidate;
import lanewise.select.Choice;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An option of the command line that a search varies. Its values are converted as those of the
 * option.
 *
 * @param option the option
 * @param choice the values to try: numbers, or texts as typed
 */
record Setting(OptionSpec option, Choice<?> choice) {
    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class);
    private static final Set<Class<?>> REAL = Set.of(double.class, Double.class);

    /** The name in {@code --grid}. */
    static String name(OptionSpec option) {
        return option.names()[0].substring(2);
    }

    String name() {
        return choice.name();
    }

    /**
     * Parses values.
     *
     * @param values separated by commas, or a range
     * @throws UserError if one is malformed
     */
    static Setting parse(OptionSpec option, String values) throws UserError {
        String name = name(option);
        try {
            return new Setting(option, choice(option, name, values));
        } catch (TypeConversionException e) {
            throw new UserError("--grid " + name + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new UserError("--grid: " + e.getMessage(), e);
        }
    }

    private static Choice<?> choice(OptionSpec option, String name, String values) {
        int dots = values.indexOf("..");
        if (dots >= 0) {
            return range(option, name, values.substring(0, dots), values.substring(dots + 2));
        }
        if (values.isBlank()) {
            throw new TypeConversionException(
                    "no values: expected at least one, such as " + name + "=a,b");
        }
        List<Object> list = new ArrayList<>();
        for (String text : values.split(",", -1)) {
            Object value = convert(option, text.strip());
            list.add(value instanceof Number ? value : text.strip());
        }
        return Choice.of(name, list.toArray());
    }

    private static Choice<?> range(OptionSpec option, String name, String from, String to) {
        Class<?> type = option.type();
        if (WHOLE.contains(type) || name.equals("hidden")) {
            return Choice.integers(name, (int) whole(from), (int) whole(to));
        }
        if (!REAL.contains(type)) {
            throw new TypeConversionException(
                    "only numbers have ranges: list the values, separated by commas");
        }
        double low = (Double) convert(option, from);
        double high = (Double) convert(option, to);
        return isShare(option)
                ? Choice.uniform(name, low, high)
                : Choice.logUniform(name, low, high);
    }

    private static boolean isShare(OptionSpec option) {
        return option.converters()[0] instanceof OptionValues.Share;
    }

    /** Whether the logarithms of a range are equally likely. */
    boolean logarithmic() {
        return choice.values().isEmpty() && REAL.contains(option.type()) && !isShare(option);
    }

    private static long whole(String text) {
        return OptionValues.wholeNumber(text, 1, Integer.MAX_VALUE);
    }

    private static Object convert(OptionSpec option, String text) {
        ITypeConverter<?>[] converters = option.converters();
        if (converters.length == 0) { // a switch
            if (!text.equals("true") && !text.equals("false")) {
                throw new TypeConversionException("expected true or false, found '" + text + "'");
            }
            return text.equals("true");
        }
        try {
            return converters[0].convert(text);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // the interface allows any
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** Sets the option to the value of a candidate. */
    void apply(Candidate candidate) {
        option.setValue(convert(option, text(candidate)));
    }

    /** The value of a candidate with all its digits. */
    String text(Candidate candidate) {
        return candidate.get(choice).toString();
    }

    /** The value of a candidate, a drawn number with four digits. */
    String rounded(Candidate candidate) {
        String all = text(candidate);
        return candidate.get(choice) instanceof Double number && all.length() > 8
                ? String.format(Locale.ROOT, "%.4g", number)
                : all;
    }

    /** Names and values of a candidate on one line. */
    static String describe(List<Setting> settings, Candidate candidate) {
        return String.join(
                ", ",
                settings.stream()
                        .map(setting -> setting.name() + " " + setting.rounded(candidate))
                        .toList());
    }
}
