package lanewise.io;

import lanewise.io.ModelFileException.Problem;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The SHA-256 of a whole file, stored in its own header. It is computed with zeros in its place, so
 * that any changed bit in header or tensors is detected.
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

    /** Returns zeros that reserve the place of the checksum. */
    static String placeholder() {
        return "0".repeat(DIGITS);
    }

    /**
     * Returns the head of a file with zeros in place of the checksum.
     *
     * @param head header length and header
     * @param name the checksum's key in the metadata
     * @throws ModelFileException if the key does not occur exactly once in the written form
     */
    static byte[] zeroed(byte[] head, String name) throws ModelFileException {
        byte[] zeroed = head.clone();
        int at = position(head, name);
        Arrays.fill(zeroed, at, at + DIGITS, (byte) '0');
        return zeroed;
    }

    /** Returns the index of the first digit. */
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
                "the header must contain \""
                        + name
                        + "\" exactly once, with "
                        + DIGITS
                        + " digits");
    }
}
