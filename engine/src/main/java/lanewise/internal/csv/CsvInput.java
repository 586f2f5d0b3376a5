package lanewise.internal.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens files as UTF-8: decompressed if they are gzip, transcoded if they have another charset. */
public final class CsvInput {
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x1F8B;

    private CsvInput() {}

    /**
     * Opens a file. Formats are detected from the first bytes, not from the file name.
     *
     * @param charset what the text is encoded in
     * @throws NotTextException if the file is not text
     */
    public static InputStream open(Path file, Charset charset) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            return text(raw, charset);
        } catch (IOException | RuntimeException | Error e) {
            try (raw) {
                throw e;
            }
        }
    }

    private static InputStream text(InputStream raw, Charset charset) throws IOException {
        PushbackInputStream in = new PushbackInputStream(raw, FileSignature.LENGTH);
        byte[] start = start(in);
        if (start.length > 1 && ((start[0] & 0xFF) << 8 | start[1] & 0xFF) == GZIP_MAGIC) {
            in = new PushbackInputStream(new GZIPInputStream(in, BUFFER), FileSignature.LENGTH);
            start = start(in);
        }
        if (!charset.equals(StandardCharsets.UTF_8)) {
            in = new PushbackInputStream(new Transcoder(in, charset), FileSignature.LENGTH);
            start = start(in);
        }
        String problem = FileSignature.problem(start);
        if (!problem.isEmpty()) {
            throw new NotTextException(problem);
        }
        return in;
    }

    private static byte[] start(PushbackInputStream in) throws IOException {
        byte[] start = in.readNBytes(FileSignature.LENGTH);
        in.unread(start);
        return start;
    }

    /** Thrown when a file has another format; the message names it, with the remedy. */
    public static final class NotTextException extends IOException {
        private static final long serialVersionUID = 1L;

        private NotTextException(String problem) {
            super(problem);
        }

        /** Returns whether the file is text in another charset than stated. */
        public boolean isOtherCharset() {
            return getMessage().startsWith("is text in");
        }
    }
}
