package lanewise.io;

import java.io.IOException;

/**
 * Thrown when a file is not a model or is damaged. The message gives the problem and its location.
 *
 * <pre>{@code
 * Files.writeString(file, "{}");
 * try {
 *     model = SavedModel.read(file).model();
 * } catch (ModelFileException e) {
 *     boolean damaged = e.problem() == ModelFileException.Problem.CHECKSUM;
 *     System.out.println(e.problem() + ": " + e.getMessage());
 * }
 * }</pre>
 */
public final class ModelFileException extends IOException {
    private static final long serialVersionUID = 1;

    /** The kinds of problems. */
    public enum Problem {
        /** The file is truncated, or has extra bytes at its end. */
        LENGTH,
        /** The header is longer than {@link SavedModel#MAX_HEADER_BYTES}. */
        HEADER_TOO_LARGE,
        /** The header does not have the safetensors format. */
        NOT_SAFETENSORS,
        /** A file of the right format, but not written by Lanewise. */
        FOREIGN,
        /** The file holds an ensemble where a model is read, or a model where an ensemble is. */
        OTHER_KIND,
        /** The file has a schema of a later version, which this version cannot read. */
        FUTURE_VERSION,
        /** A tensor has the wrong type. */
        WRONG_DTYPE,
        /** Description and tensors do not match. */
        INCONSISTENT,
        /** A number is NaN or infinite. */
        NOT_FINITE,
        /** The checksum does not match: the file was changed after it was written. */
        CHECKSUM
    }

    /** Kind of problem. */
    private final Problem problem;

    /** Maximum message length. Messages quote file content, which can be anything. */
    private static final int LONGEST_MESSAGE = 1000;

    ModelFileException(Problem problem, String message) {
        super(readable(message));
        this.problem = problem;
    }

    ModelFileException(Problem problem, String message, Throwable cause) {
        super(readable(message), cause);
        this.problem = problem;
    }

    private static String readable(String message) {
        String whole =
                message.length() <= LONGEST_MESSAGE
                        ? message
                        : message.substring(0, LONGEST_MESSAGE) + " …";
        return whole.replaceAll("\\p{Cntrl}", "?");
    }

    /**
     * Returns the kind of problem.
     *
     * @return the kind of problem
     */
    public Problem problem() {
        return problem;
    }
}
