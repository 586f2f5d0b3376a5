package lanewise.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes of known number, in any order. */
interface Source {

    /** How many there are. */
    long size() throws IOException;

    /** Fills a buffer with bytes from a position on. */
    void read(long position, ByteBuffer to) throws IOException;

    /** The bytes of an array. */
    static Source of(byte[] file) {
        return new Source() {
            @Override
            public long size() {
                return file.length;
            }

            @Override
            public void read(long position, ByteBuffer to) {
                to.put(file, (int) position, to.remaining());
            }
        };
    }

    /**
     * Opens a file whose length is known: neither a folder nor a pipe nor a device, whose own
     * errors do not name it.
     */
    static FileChannel open(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(
                    file.toString(), null, "this is no file: expected one to read");
        }
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    /** The bytes of a file. */
    static Source of(FileChannel file) {
        return new Source() {
            @Override
            public long size() throws IOException {
                return file.size();
            }

            @Override
            public void read(long position, ByteBuffer to) throws IOException {
                long next = position;
                while (to.hasRemaining()) {
                    int count = file.read(to, next);
                    if (count < 0) {
                        throw new EOFException("the file has become shorter while it was read");
                    }
                    next += count;
                }
            }
        };
    }
}
