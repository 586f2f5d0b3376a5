package lanewise.io;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Random access to a known number of bytes. */
interface Source {

    /** Returns the number of bytes. */
    long size() throws IOException;

    /** Fills a buffer with the bytes from a position on. */
    void read(long position, ByteBuffer to) throws IOException;

    /** Returns a source for the bytes of an array. */
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
}
