package lanewise.io;

import lanewise.io.ModelFileException.Problem;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The SHA-256 of a whole file, written into its own header: computed with zeros in its place, so
 * that no bit of header or tensors can change unnoticed.
 */
final class Checksum {
    static final int DIGITS = 64;

    private Checksum() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Zeros, where the checksum will be. */
    static String placeholder() {
        return "0".repeat(DIGITS);
    }

    /**
     * The head of a file with zeros where the checksum is.
     *
     * @param head length and header
     * @param name the checksum's entry in the metadata
     * @throws ModelFileException if it is not there once, in the form in which it is written
     */
    static byte[] zeroed(byte[] head, String name) throws ModelFileException {
        byte[] zeroed = head.clone();
        int at = position(head, name);
        Arrays.fill(zeroed, at, at + DIGITS, (byte) '0');
        return zeroed;
    }

    /** Where the digits begin. */
    static int position(byte[] head, String name) throws ModelFileException {
        byte[] before = ("\"" + name + "\":\"").getBytes(StandardCharsets.US_ASCII);
        int found = -1;
        for (int k = 0; k + before.length + DIGITS < head.length; k++) {
            if (Arrays.equals(head, k, k + before.length, before, 0, before.length)) {
                if (found >= 0) {
                    throw notThereOnce(name);
                }
                found = k + before.length;
            }
        }
        if (found < 0 || head[found + DIGITS] != '"') {
            throw notThereOnce(name);
        }
        return found;
    }

    private static ModelFileException notThereOnce(String name) {
        return new ModelFileException(
                Problem.CHECKSUM,
                "the header has no \"" + name + "\" of " + DIGITS + " digits, once");
    }
}
