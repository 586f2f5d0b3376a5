package lanewise.benchmarks.cli.command;

/**
 * An error that the user of a command can correct: an option, a file, or a machine that lacks a
 * requested feature. {@link CommandRunner} prints its message as one line without a stack trace.
 */
public final class UserError extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message the problem and, unless obvious, the remedy; without the name of the command
     */
    public UserError(String message) {
        super(message);
    }

    /**
     * Creates an error with a cause.
     *
     * @param message the problem and, unless obvious, the remedy; without the name of the command
     * @param cause the exception that revealed it
     */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
