package lanewise.benchmarks.cli.command;

/**
 * Something that the user of a command can put right: an option, a file, a machine that lacks what
 * was demanded. {@link CommandRunner} shows its message as one line and no stack trace.
 */
public final class UserError extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message what is wrong and, unless that is plain, what to do about it; without the name
     *     of the command
     */
    public UserError(String message) {
        super(message);
    }

    /**
     * Says what is wrong, and what it was noticed by.
     *
     * @param message what is wrong and, unless that is plain, what to do about it; without the name
     *     of the command
     * @param cause what it was noticed by
     */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
