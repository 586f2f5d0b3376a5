package lanewise.internal.file;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A file of lines that are appended one by one and survive the death of the process. Each line
 * begins with the CRC-32 of its text, so that a line that was written in part, or damaged later, is
 * recognised and left out. The first line, the header, describes what the others belong to.
 *
 * <p>If a line cannot be written, for example because the disk is full, it is kept and written with
 * the next one; {@link #failure} has the reason. Lines are not forced to disk: they survive the
 * process, but not a power failure. Not thread-safe.
 *
 * <p>Uses a {@link RandomAccessFile}, as an interrupt would close a channel.
 */
public final class Journal implements Closeable {
    private static final int CHECK_DIGITS = 8;

    private final RandomAccessFile file;
    private final List<String> lines = new ArrayList<>();

    /** Length of the file up to which it is intact. */
    private long length;

    /** Lines that are not yet written. */
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    private IOException failure;

    Journal(RandomAccessFile file) {
        this.file = file;
    }

    /**
     * Opens a journal, or begins one if the file is missing or empty. Its end is cut off if it is
     * part of a line.
     *
     * @param file the file
     * @param header words of the form {@code name=value} that identify what is recorded
     * @throws IOException if the file cannot be read or written, is used by another journal, is no
     *     journal, or has another header; the message is one line and names the file
     */
    public static Journal open(Path file, String header) throws IOException {
        boolean interrupted = Thread.interrupted(); // would close the channel of the lock
        RandomAccessFile opened = opened(file);
        try {
            lock(opened, file);
            Journal journal = new Journal(opened);
            journal.read(file, header);
            return journal;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RandomAccessFile opened(Path file) throws IOException {
        try {
            return new RandomAccessFile(file.toFile(), "rw");
        } catch (FileNotFoundException e) { // its message has the file and the reason
            throw new FileSystemException(
                    file.toString(), null, "cannot be written (" + e.getMessage() + ")");
        }
    }

    private static void lock(RandomAccessFile opened, Path file) throws IOException {
        boolean locked;
        try {
            locked = opened.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException e) {
            locked = false;
        }
        if (!locked) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "is in use by another search: wait, or use another file");
        }
    }

    void read(Path file, String header) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(this.file.length())];
        this.file.readFully(bytes);
        byte[] first = line(header);
        int headerEnd = end(bytes, 0);
        if (headerEnd == bytes.length && Arrays.equals(bytes, Arrays.copyOf(first, bytes.length))) {
            begin(file, first);
            return;
        }
        Optional<String> found = text(bytes, 0, headerEnd);
        if (found.isEmpty() || headerEnd == bytes.length) {
            throw new FileSystemException(
                    file.toString(), null, "is not a journal of a search: use another file");
        }
        requireSame(file, header, found.get());
        length = headerEnd + 1;
        for (int from = headerEnd + 1; from < bytes.length; ) {
            int to = end(bytes, from);
            if (to < bytes.length) {
                text(bytes, from, to).ifPresent(lines::add);
                length = to + 1;
            }
            from = to + 1;
        }
    }

    /** Writes the header. */
    private void begin(Path file, byte[] first) throws IOException {
        try {
            this.file.setLength(0);
            this.file.write(first);
            length = first.length;
        } catch (IOException e) {
            throw new FileSystemException(
                    file.toString(), null, "cannot be written: " + e.getMessage());
        }
    }

    private static void requireSame(Path file, String header, String found) throws IOException {
        if (found.equals(header)) {
            return;
        }
        List<String> others = new ArrayList<>();
        List<String> words = Arrays.asList(found.split(" "));
        for (String word : header.split(" ")) {
            if (!words.contains(word)) {
                others.add(word.replaceAll("=.*", ""));
            }
        }
        throw new FileSystemException(
                file.toString(),
                null,
                "is the journal of another search, which differs in "
                        + String.join(", ", others)
                        + ": use another file, or delete it to start again");
    }

    /** Index of the next end of a line, or the length. */
    private static int end(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    /** The text of an intact line. */
    private static Optional<String> text(byte[] bytes, int from, int to) {
        if (to - from <= CHECK_DIGITS) {
            return Optional.empty();
        }
        String text =
                new String(
                        bytes,
                        from + CHECK_DIGITS + 1,
                        to - from - CHECK_DIGITS - 1,
                        StandardCharsets.UTF_8);
        return Arrays.equals(line(text), 0, to - from, bytes, from, to)
                ? Optional.of(text)
                : Optional.empty();
    }

    /** A line with its check and its end. */
    private static byte[] line(String text) {
        CRC32 check = new CRC32();
        check.update(text.getBytes(StandardCharsets.UTF_8));
        String digits = Long.toHexString(1L << 32 | check.getValue()).substring(1);
        return (digits + " " + text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The lines that were found when the journal was opened.
     *
     * @return intact lines in their order, without the header
     */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /**
     * Appends a line, after those that could not be written before.
     *
     * @param text the line, without line breaks
     */
    public void append(String text) {
        pending.writeBytes(line(text));
        writePending();
    }

    private void writePending() {
        byte[] bytes = pending.toByteArray();
        try {
            file.seek(length);
            file.write(bytes);
            length += bytes.length;
            pending.reset();
            failure = null;
        } catch (IOException e) {
            failure = e;
            try {
                file.setLength(length); // removes what was written of the lines
            } catch (IOException also) {
                e.addSuppressed(also);
            }
        }
    }

    /**
     * The reason why lines are not written.
     *
     * @return the failure of the last attempt; empty if all lines are written
     */
    public Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Writes what could not be written before, if possible, and closes the file. */
    @Override
    public void close() throws IOException {
        if (pending.size() > 0) {
            writePending();
        }
        file.close();
    }
}
