package lanewise.io;

import java.io.IOException;
import java.nio.ByteBuffer;

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
}
