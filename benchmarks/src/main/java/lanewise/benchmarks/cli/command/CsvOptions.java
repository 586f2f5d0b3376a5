package lanewise.benchmarks.cli.command;

import lanewise.data.CsvException;
import lanewise.data.CsvFormat;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import java.nio.charset.Charset;
import java.util.List;

/** How a CSV file is written. */
@Command
public class CsvOptions {
    @Option(
            names = "--no-header",
            description =
                    "The file has no header. Columns are then named x0, x1, ... by their index.")
    private boolean noHeader;

    @Option(
            names = "--header",
            description = "The first line is a header, even if it looks like data.")
    private boolean header;

    @Option(
            names = "--separator",
            paramLabel = "character",
            converter = Separator.class,
            description =
                    "Separator of fields: a character such as ';', or tab. Default: comma,"
                            + " semicolon, tab or vertical bar, as the first lines show")
    private Character separator;

    @Option(
            names = "--decimal-comma",
            description =
                    "Numbers are written as 7,4. Default: if fields are separated by semicolons and"
                            + " the first lines have such numbers")
    private boolean decimalComma;

    @Option(names = "--decimal-point", description = "Numbers are written as 7.4.")
    private boolean decimalPoint;

    @Option(
            names = "--missing",
            paramLabel = "text",
            description =
                    "Text that stands for a missing value, in place of the default ones; an empty"
                            + " field always does. May be given several times. Default: ?, -, NA, N/A, #N/A, <NA>, NaN, null and"
                            + " \\N, in any case")
    private List<String> missing = List.of();

    @Option(
            names = "--comments",
            paramLabel = "character",
            converter = Comment.class,
            description = "Skip lines that begin with this character, such as '#'.")
    private Character comments;

    @Option(
            names = "--charset",
            paramLabel = "name",
            converter = Encoding.class,
            description = "Encoding of the file, such as windows-1252. Default: UTF-8")
    private Charset charset;

    /** Creates the options with their default values; picocli sets them. */
    public CsvOptions() {}

    /**
     * Returns whether the columns have names of their own.
     *
     * @return false with {@code --no-header}
     */
    public final boolean named() {
        return !noHeader;
    }

    /**
     * The format that the options state.
     *
     * @return the format, with the standard label column
     * @throws UserError if options contradict each other
     */
    public final CsvFormat csvFormat() throws UserError {
        refuseBoth(header, "--header", noHeader, "--no-header");
        refuseBoth(decimalComma, "--decimal-comma", decimalPoint, "--decimal-point");
        CsvFormat format = CsvFormat.standard();
        try {
            format = separator == null ? format : format.withSeparator(separator);
            format = comments == null ? format : format.withComments(comments);
        } catch (IllegalArgumentException e) {
            throw new UserError("--separator, --comments: " + e.getMessage(), e);
        }
        format = decimalComma ? format.withDecimalComma() : format;
        format = decimalPoint ? format.withDecimalPoint() : format;
        format = missing.isEmpty() ? format : format.withMissing(missingTexts());
        format = charset == null ? format : format.withCharset(charset);
        format = header ? format.withHeader() : format;
        return noHeader ? format.withoutHeader() : format;
    }

    private static void refuseBoth(boolean one, String name, boolean other, String otherName)
            throws UserError {
        if (one && other) {
            throw new UserError(
                    name + " and " + otherName + " contradict each other: give only one");
        }
    }

    private String[] missingTexts() {
        String[] texts = missing.toArray(new String[missing.size() + 1]);
        texts[missing.size()] = "";
        return texts;
    }

    /**
     * The options that may help to read a file.
     *
     * @param kind what a reader may change
     * @return such as {@code (option: --separator)}, after a blank; empty if none of these helps
     */
    public static String hint(CsvException.Kind kind) {
        return switch (kind) {
            case HEADER -> " (options: --no-header, --header)";
            case SEPARATOR -> " (option: --separator)";
            case DECIMAL -> " (options: --decimal-comma, --decimal-point)";
            case CHARSET -> " (option: --charset)";
            case FILE, COLUMNS, LABELS -> "";
        };
    }

    /** A separator of fields. */
    static final class Separator implements ITypeConverter<Character> {
        @Override
        public Character convert(String text) {
            boolean tab = text.equals("tab") || text.equals("\\t");
            return OptionValues.converted(
                    tab ? "\t" : text,
                    one -> {
                        CsvFormat.standard().withSeparator(only(one));
                        return only(one);
                    });
        }
    }

    /** The first character of comments. */
    static final class Comment implements ITypeConverter<Character> {
        @Override
        public Character convert(String text) {
            return OptionValues.converted(
                    text,
                    one -> {
                        CsvFormat.standard().withComments(only(one));
                        return only(one);
                    });
        }
    }

    private static char only(String text) {
        if (text.length() != 1) {
            throw new TypeConversionException("expected one character, found '" + text + "'");
        }
        return text.charAt(0);
    }

    /** A charset. */
    static final class Encoding implements ITypeConverter<Charset> {
        @Override
        public Charset convert(String text) {
            Charset charset = Charset.forName(text, null);
            if (charset == null) {
                throw new TypeConversionException(
                        "expected a charset such as UTF-8, ISO-8859-1, windows-1252 or UTF-16,"
                                + " found '"
                                + text
                                + "'");
            }
            return charset;
        }
    }
}
