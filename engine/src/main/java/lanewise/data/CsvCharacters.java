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
 * The characters of a UTF-8 file, decompressed if it is gzip, without the byte order mark. The
 * JDK's readers report malformed bytes before they return the characters in front of them, hence on
 * the wrong line; this class reports them at their position.
 */
final class CsvCharacters implements Closeable {
    /** End of input. */
    static final int END = -1;

    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x1F8B;

    /** Invisible; begins some files in UTF-8. */
    static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
    private boolean started;
    private boolean ended;

    CsvCharacters(InputStream in) {
        this.in = in;
    }

    /**
     * Opens a file. Formats are detected from the first bytes, not from the file name.
     *
     * @throws CsvException if the file is not text
     */
    static CsvCharacters open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            InputStream in = raw;
            byte[] start = start(in);
            if (start.length > 1 && ((start[0] & 0xFF) << 8 | start[1] & 0xFF) == GZIP_MAGIC) {
                in = new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER);
                start = start(in);
            }
            String problem = FileSignature.problem(start);
            if (!problem.isEmpty()) {
                throw new CsvException(file, problem, null);
            }
            return new CsvCharacters(in);
        } catch (IOException e) {
            try (raw) {
                throw e;
            }
        }
    }

    private static byte[] start(InputStream in) throws IOException {
        in.mark(FileSignature.LENGTH);
        byte[] start = in.readNBytes(FileSignature.LENGTH);
        in.reset();
        return start;
    }

    /**
     * Reads the next character.
     *
     * @return the character or {@link #END}
     * @throws CharacterCodingException if the next bytes are malformed
     */
    int read() throws IOException {
        return chars.hasRemaining() || fill() ? chars.get() : END;
    }

    /** Returns the result of the next {@link #read} without consuming it. */
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
            // Malformed bytes are not consumed, so the error recurs once the characters before them
            // have been read.
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
