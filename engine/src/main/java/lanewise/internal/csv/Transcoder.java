package lanewise.internal.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text of any charset as UTF-8. Bytes that are malformed in the charset make {@link #read} fail
 * once all text before them has been read.
 */
final class Transcoder extends InputStream {
    private static final int BUFFER = 1 << 13;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER);
    private final ByteBuffer utf8 = ByteBuffer.allocate(4 * BUFFER).flip();
    private boolean ended;
    private boolean flushed;
    private CharacterCodingException failure;

    Transcoder(InputStream in, Charset charset) {
        this.in = in;
        decoder =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read() throws IOException {
        return utf8.hasRemaining() || fill() ? utf8.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!utf8.hasRemaining() && !fill()) {
            return -1;
        }
        int count = Math.min(length, utf8.remaining());
        utf8.get(target, offset, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Decodes bytes until there is text, and returns false at the end of the input. */
    private boolean fill() throws IOException {
        while (true) {
            if (failure != null) {
                throw failure;
            }
            if (flushed) {
                return false;
            }
            decode();
            encode();
            if (utf8.hasRemaining()) {
                return true;
            }
            if (!ended && failure == null) {
                bytes.compact();
                try {
                    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
                    ended = count < 0;
                    bytes.position(bytes.position() + Math.max(count, 0));
                } finally {
                    bytes.flip();
                }
            }
        }
    }

    private void decode() {
        CoderResult result = decoder.decode(bytes, chars, ended);
        if (result.isUnderflow() && ended) {
            result = decoder.flush(chars);
            flushed = result.isUnderflow();
        }
        if (result.isError()) {
            failure = new CharacterCodingException();
        }
    }

    /** Encodes the chars; a high surrogate at their end waits for the low one. */
    private void encode() throws CharacterCodingException {
        chars.flip();
        utf8.clear();
        CoderResult result = encoder.encode(chars, utf8, flushed);
        utf8.flip();
        chars.compact();
        if (result.isError()) {
            result.throwException();
        }
    }
}
