package lanewise.benchmarks.onnx;

import java.io.IOException;

/**
 * Thrown when an ONNX file cannot be imported. The message names the node, tensor or field, and
 * what is supported.
 *
 * <pre>{@code
 * try {
 *     saved = OnnxImport.read(file);
 * } catch (OnnxFileException e) {
 *     boolean foreign = e.problem() == OnnxFileException.Problem.UNSUPPORTED;
 * }
 * }</pre>
 */
public final class OnnxFileException extends IOException {
    private static final long serialVersionUID = 1;

    /** Maximum message length. Messages quote file content, which can be anything. */
    private static final int LONGEST_MESSAGE = 1000;

    /** The kinds of problems. */
    public enum Problem {
        /** The file is not an ONNX model, or is damaged. */
        NOT_ONNX,
        /** The file exceeds a limit of this importer. */
        TOO_LARGE,
        /** The weights are in other files. */
        EXTERNAL_DATA,
        /** The graph computes what a network cannot represent. */
        UNSUPPORTED,
        /** Parts of the file do not match, such as shapes. */
        INCONSISTENT,
        /** A number is NaN or infinite, or exceeds the range of a float. */
        NOT_FINITE
    }

    /** Kind of problem. */
    private final Problem problem;

    OnnxFileException(Problem problem, String message) {
        super(readable(message));
        this.problem = problem;
    }

    OnnxFileException(Problem problem, String message, Throwable cause) {
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
