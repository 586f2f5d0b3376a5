package lanewise.benchmarks.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creation of temporary files. */
public final class TemporaryFile {
    private TemporaryFile() {}

    /**
     * Creates an empty file in Java's temporary directory. The caller deletes it.
     *
     * @param suffix the end of the name, such as {@code .log}
     * @return the file
     * @throws UserError if the directory does not exist or cannot be written to
     */
    public static Path create(String suffix) throws UserError {
        try {
            return Files.createTempFile("lanewise-", suffix);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * The error of a command that could not use a temporary file.
     *
     * @param e the reason
     * @return the error, whose message names the directory and the remedy
     */
    public static UserError unusable(IOException e) {
        return new UserError(
                "cannot write to the temporary directory "
                        + System.getProperty("java.io.tmpdir")
                        + " ("
                        + OutputFolder.reason(e)
                        + "): use another one with JDK_JAVA_OPTIONS=-Djava.io.tmpdir=<directory>",
                e);
    }
}
