package lanewise.internal.csv;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Recognises files of other formats by their first bytes, so that messages can name them. */
final class FileSignature {
    /** Number of bytes to look at. */
    static final int LENGTH = 512;

    private static final String UNPACK =
            "; unpack it first (of compressed files, only gzip is read)";
    private static final String EXPORT = "; export the sheet as CSV in UTF-8";
    private static final String CONVERT = "; convert it to CSV";
    private static final String UTF_8 = "; save the file as UTF-8, or state its charset";

    /** First bytes as ISO-8859-1, and what the file is with the remedy. */
    private static final String[][] SIGNATURES = {
        {"\u00ff\u00fe\0\0", "is text in UTF-32" + UTF_8},
        {"\0\0\u00fe\u00ff", "is text in UTF-32" + UTF_8},
        {"\u00ff\u00fe", "is text in UTF-16" + UTF_8},
        {"\u00fe\u00ff", "is text in UTF-16" + UTF_8},
        {"PK\3\4", "is a zip archive" + UNPACK},
        {"PK\5\6", "is an empty zip archive; expected a CSV file"},
        {"\u00fd7zXZ\0", "is xz-compressed" + UNPACK},
        {"BZh", "is bzip2-compressed" + UNPACK},
        {"(\u00b5/\u00fd", "is zstd-compressed" + UNPACK},
        {"7z\u00bc\u00af'\34", "is a 7z archive" + UNPACK},
        {"\4\"M\30", "is lz4-compressed" + UNPACK},
        {"]\0\0", "is lzma-compressed" + UNPACK},
        {"\37\u009d", "is compressed by compress (.Z)" + UNPACK},
        {"\37\u008b", "is gzip-compressed twice; unpack it once"},
        {"Rar!", "is a rar archive" + UNPACK},
        {"\u00d0\u00cf\u0011\u00e0", "is an old Excel or Office file" + EXPORT},
        {"PAR1", "is a Parquet file" + CONVERT},
        {"ARROW1", "is an Arrow or Feather file" + CONVERT},
        {"FEA1", "is a Feather file" + CONVERT},
        {"ORC", "is an ORC file" + CONVERT},
        {"Obj\1", "is an Avro file" + CONVERT},
        {"\u0089HDF", "is an HDF5 file" + CONVERT},
        {"CDF", "is a NetCDF file" + CONVERT},
        {"\u0093NUMPY", "is a NumPy array (.npy)" + CONVERT},
        {"MATLAB 5.0", "is a MATLAB file" + CONVERT},
        {"SQLite format 3", "is an SQLite database; export the table as CSV"},
        {"\u0080\2", "is a Python pickle" + CONVERT},
        {"\u0080\3", "is a Python pickle" + CONVERT},
        {"\u0080\4", "is a Python pickle" + CONVERT},
        {"\u0080\5", "is a Python pickle" + CONVERT},
        {"RDX", "is an R data file" + CONVERT},
        {"$FL2", "is an SPSS file" + CONVERT},
        {"\u0089PNG", "is a PNG image; expected a CSV file"},
        {"\u00ff\u00d8\u00ff", "is a JPEG image; expected a CSV file"},
        {"GIF8", "is a GIF image; expected a CSV file"},
        {"\u007fELF", "is a program; expected a CSV file"},
        {"\u00ca\u00fe\u00ba\u00be", "is a Java class; expected a CSV file"},
    };

    /** First characters of texts, in lower case, after blanks and a byte order mark. */
    private static final String[][] TEXTS = {
        {"%pdf-", "is a PDF document; expected a CSV file"},
        {"{\\rtf", "is an RTF document; save it as plain text in UTF-8"},
        {"<stata_dta>", "is a Stata file" + CONVERT},
        {"<!doctype html", "is an HTML page, not the file itself; download the CSV file"},
        {"<html", "is an HTML page, not the file itself; download the CSV file"},
        {"<?xml", "is an XML document" + CONVERT},
        {"@relation", "is an ARFF file" + CONVERT},
        {"version https://git-lfs", "is a pointer of Git LFS; fetch the file with git lfs pull"},
        {"{\"", "is a JSON document" + CONVERT},
        {"[{", "is a JSON document" + CONVERT},
        {"[[", "is a JSON document" + CONVERT},
    };

    private FileSignature() {}

    /**
     * Recognises a format.
     *
     * @param bytes the first bytes of a file, {@link #LENGTH} of them unless the file is shorter
     * @return what the file is, with the remedy; empty if it may be text in UTF-8
     */
    static String problem(byte[] bytes) {
        String start = new String(bytes, StandardCharsets.ISO_8859_1);
        if (start.startsWith("PK\3\4")) {
            if (start.contains("opendocument.spreadsheet")) {
                return "is an OpenDocument spreadsheet" + EXPORT;
            }
            if (start.contains("[Content_Types].xml")
                    || start.contains("_rels/")
                    || start.contains("xl/")) {
                return "is an Excel workbook (xlsx) or another Office file" + EXPORT;
            }
        }
        boolean binary = isBinary(start);
        for (String[] signature : SIGNATURES) {
            // A header may begin with PAR1 or ORC, too.
            if (start.startsWith(signature[0]) && (binary || isBinary(signature[0]))) {
                return signature[1];
            }
        }
        if (start.startsWith("ustar", 257)) {
            return "is a tar archive" + UNPACK;
        }
        if (start.indexOf('\0') >= 0) {
            boolean wide = bytes.length > 3 && (bytes[0] == 0) == (bytes[2] == 0);
            wide &= bytes.length > 3 && (bytes[1] == 0) == (bytes[3] == 0);
            return wide && (bytes[0] == 0) != (bytes[1] == 0)
                    ? "is text in UTF-16" + UTF_8
                    : "is a binary file; expected text in UTF-8";
        }
        return textProblem(start);
    }

    private static boolean isBinary(String bytes) {
        for (int k = 0; k < bytes.length(); k++) {
            if (bytes.charAt(k) < '\t' || bytes.charAt(k) > 0x7F) {
                return true;
            }
        }
        return false;
    }

    private static String textProblem(String start) {
        String mark = "\u00ef\u00bb\u00bf";
        String text = start.startsWith(mark) ? start.substring(mark.length()) : start;
        text = text.strip().toLowerCase(Locale.ROOT);
        String dense = text.startsWith("{") || text.startsWith("[") ? withoutBlanks(text) : text;
        for (String[] signature : TEXTS) {
            if (dense.startsWith(signature[0])) {
                return signature[1];
            }
        }
        return "";
    }

    private static String withoutBlanks(String text) {
        StringBuilder dense = new StringBuilder();
        for (int k = 0; k < text.length(); k++) {
            if (!Character.isWhitespace(text.charAt(k))) {
                dense.append(text.charAt(k));
            }
        }
        return dense.toString();
    }
}
