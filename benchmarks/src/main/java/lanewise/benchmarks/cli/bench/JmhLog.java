package lanewise.benchmarks.cli.bench;

import lanewise.benchmarks.cli.command.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What JMH says, in a temporary file that is gone after a success. Also tidies up when the user
 * interrupts: the file is removed and the JVMs that JMH started are stopped.
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

    public static JmhLog create() throws UserError {
        try {
            Path file = Files.createTempFile("lanewise-bench-", ".log");
            JmhLog log = new JmhLog(file, Files.newOutputStream(file));
            Runtime.getRuntime().addShutdownHook(log.onInterrupt);
            return log;
        } catch (IOException e) {
            throw new UserError(
                    "cannot write JMH's log to the temporary folder: " + e.getMessage(), e);
        }
    }

    public Path file() {
        return file;
    }

    public OutputStream stream() {
        return stream;
    }

    /** Lets the file outlive this. */
    public void keep() {
        keep = true;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException e) {
            return; // the JVM is being shut down, and the hook does the rest
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
            // A log left in the temporary folder harms nobody.
        }
    }
}
