package lanewise.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a file. An interrupt from before opening is restored on close. It would otherwise
 * close the channel, and it may have stopped a run before another is resumed.
 */
final class SourceFile implements Source, AutoCloseable {
    /** Reads the content of a file. */
    @FunctionalInterface
    interface Content<T> {
        T read(Source source) throws IOException;
    }

    private final FileChannel channel;
    private final boolean interrupted;

    /**
     * Opens a regular file. Directories, pipes and devices are rejected here, because their own
     * errors do not name the path.
     */
    SourceFile(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(
                    file.toString(), null, "not a regular file: expected the path of a file");
        }
        channel = FileChannel.open(file, StandardOpenOption.READ);
        interrupted = Thread.interrupted();
    }

    /** Reads a file; the message of a {@link ModelFileException} then begins with its name. */
    static <T> T read(Path file, Content<T> content) throws IOException {
        try (SourceFile source = new SourceFile(file)) {
            return content.read(source);
        } catch (ModelFileException e) {
            throw new ModelFileException(e.problem(), file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public void read(long position, ByteBuffer to) throws IOException {
        long next = position;
        while (to.hasRemaining()) {
            int count = channel.read(to, next);
            if (count < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
            next += count;
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
