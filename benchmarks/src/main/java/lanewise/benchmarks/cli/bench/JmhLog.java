package lanewise.benchmarks.cli.bench;

import lanewise.benchmarks.cli.command.TemporaryFile;
import lanewise.benchmarks.cli.command.UserError;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * JMH's output in a temporary file that is deleted after a success. On an interrupt, deletes the
 * file and stops the JVMs that JMH started.
 */
public final class JmhLog implements AutoCloseable {
    private final Path file;
    private final OutputStream stream;
    private final Thread onInterrupt = new Thread(this::tidyUp, "bench-interrupted");
    private boolean keep;

    private JmhLog(Path file, OutputStream stream) {
        this.file = file;
        this.stream = stream;
    }

    /**
     * Creates an empty log.
     *
     * @return the log
     * @throws UserError if the file cannot be created
     */
    public static JmhLog create() throws UserError {
        Path file = TemporaryFile.create(".log");
        try {
            JmhLog log = new JmhLog(file, Files.newOutputStream(file));
            Runtime.getRuntime().addShutdownHook(log.onInterrupt);
            return log;
        } catch (IOException e) {
            throw TemporaryFile.unusable(e);
        }
    }

    /**
     * The file of the log.
     *
     * @return the file
     */
    public Path file() {
        return file;
    }

    /**
     * The stream to write to.
     *
     * @return the stream
     */
    public OutputStream stream() {
        return stream;
    }

    /** Keeps the file. */
    public void keep() {
        keep = true;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException e) {
            return; // The JVM is shutting down; the hook does the rest.
        }
        deleteUnlessKept();
    }

    private void tidyUp() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        deleteUnlessKept();
    }

    private void deleteUnlessKept() {
        try {
            stream.close();
            if (!keep) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A log left in the temporary directory is harmless.
        }
    }
}
