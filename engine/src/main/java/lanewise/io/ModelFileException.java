package lanewise.io;

import java.io.IOException;

/**
 * A file that is no model, or not a whole one. The message says what is wrong and where.
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

    /** What can be wrong with a file. */
    public enum Problem {
        /** The file ends too early, or goes on after its end. */
        LENGTH,
        /** The header is longer than {@link SavedModel#MAX_HEADER_BYTES}. */
        HEADER_TOO_LARGE,
        /** The header is not what the safetensors format has. */
        NOT_SAFETENSORS,
        /** A file of tensors, but not written by Lanewise. */
        FOREIGN,
        /** Written by a later Lanewise, in a schema that this one does not know. */
        FUTURE_VERSION,
        /** A tensor has another type than it should. */
        WRONG_DTYPE,
        /** Description and tensors do not go together. */
        INCONSISTENT,
        /** A number is NaN or infinite. */
        NOT_FINITE,
        /** The bytes are not those that were written. */
        CHECKSUM
    }

    /** What is wrong. */
    private final Problem problem;

    /** Messages tell what is in the file, which may be anything. */
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
     * What is wrong.
     *
     * @return the kind of problem
     */
    public Problem problem() {
        return problem;
    }
}
