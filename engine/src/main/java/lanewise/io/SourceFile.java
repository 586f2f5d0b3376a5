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
 * The bytes of a file. An interrupt that came before it is opened stays pending while it is open:
 * it would close the channel, and it may be what stopped a run before another is resumed.
 */
final class SourceFile implements Source, AutoCloseable {
    private final FileChannel channel;
    private final boolean interrupted;

    /**
     * Opens a file whose length is known: neither a folder nor a pipe nor a device, whose own
     * errors do not name it.
     */
    SourceFile(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(
                    file.toString(), null, "this is no file: expected one to read");
        }
        channel = FileChannel.open(file, StandardOpenOption.READ);
        interrupted = Thread.interrupted();
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
                throw new EOFException("the file has become shorter while it was read");
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
