package lanewise.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The characters of a UTF-8 file, unpacked if it is gzip, without byte order mark. A reader of the
 * JDK would report malformed bytes before it has handed out the characters in front of them, and so
 * on a wrong line; this one reports them in their place.
 */
final class CsvCharacters implements Closeable {
    /** Comes after the last character. */
    static final int END = -1;

    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x1F8B;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
    private boolean started;
    private boolean ended;

    CsvCharacters(InputStream in) {
        this.in = in;
    }

    /** Opens a file; gzip is told by its first two bytes, not by the file's name. */
    static CsvCharacters open(Path file) throws IOException {
        BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            raw.mark(2);
            int magic = raw.read() << 8 | raw.read();
            raw.reset();
            return new CsvCharacters(magic == GZIP_MAGIC ? new GZIPInputStream(raw, BUFFER) : raw);
        } catch (IOException e) {
            try (raw) {
                throw e;
            }
        }
    }

    /**
     * Takes the next character.
     *
     * @return the character or {@link #END}
     * @throws CharacterCodingException if malformed bytes come next
     */
    int read() throws IOException {
        return chars.hasRemaining() || fill() ? chars.get() : END;
    }

    /** Returns what {@link #read} will return, and takes nothing. */
    int peek() throws IOException {
        return chars.hasRemaining() || fill() ? chars.get(chars.position()) : END;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        if (!decode()) {
            return false;
        }
        if (!started) {
            started = true;
            if (chars.get(0) == BYTE_ORDER_MARK) {
                chars.get();
                return chars.hasRemaining() || decode();
            }
        }
        return true;
    }

    private boolean decode() throws IOException {
        chars.clear();
        while (true) {
            CoderResult result = decoder.decode(bytes, chars, ended);
            // Malformed bytes are not consumed, so their error comes up again when the characters
            // before are used up.
            if (chars.position() > 0 || ended && !result.isError()) {
                chars.flip();
                return chars.hasRemaining();
            }
            if (result.isError()) {
                chars.flip();
                result.throwException();
            }
            bytes.compact();
            int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
            ended = count < 0;
            bytes.position(bytes.position() + Math.max(count, 0)).flip();
        }
    }
}
