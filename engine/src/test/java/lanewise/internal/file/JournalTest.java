package lanewise.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class JournalTest {

    private static final String HEADER = "journal=1 data=ab";

    @TempDir private Path folder;

    /** A file on a disk that is full after some bytes. */
    private static final class FullDisk extends RandomAccessFile {
        private long free;

        FullDisk(Path file, long free) throws IOException {
            super(file.toFile(), "rw");
            this.free = free;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            long room = free - getFilePointer();
            if (room < bytes.length) {
                super.write(bytes, 0, (int) Math.max(0, room));
                throw new IOException("No space left on device");
            }
            super.write(bytes);
        }
    }

    private static List<String> reopened(Path file) throws IOException {
        try (Journal journal = Journal.open(file, HEADER)) {
            return journal.lines();
        }
    }

    @Test
    void linesAreFoundAgain() throws IOException {
        Path file = folder.resolve("journal");
        try (Journal journal = Journal.open(file, HEADER)) {
            assertEquals(List.of(), journal.lines());
            journal.append("first");
            journal.append("zweite Zeile: ä");
        }
        assertEquals(List.of("first", "zweite Zeile: ä"), reopened(file));
    }

    @Test
    void everyTornEndIsCutOff() throws IOException {
        Path file = folder.resolve("journal");
        try (Journal journal = Journal.open(file, HEADER)) {
            journal.append("first");
            journal.append("second");
        }
        byte[] whole = Files.readAllBytes(file);
        int lines = 2;
        for (int length = whole.length; length >= 0; length--) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            List<String> found = reopened(file);
            assertTrue(found.size() <= lines);
            assertEquals(List.of("first", "second").subList(0, found.size()), found);
            lines = found.size();
            try (Journal journal = Journal.open(file, HEADER)) {
                journal.append("next");
            }
            assertEquals("next", reopened(file).getLast());
            assertEquals(lines + 1, reopened(file).size());
        }
        assertEquals(0, lines);
    }

    @Test
    void anInterruptedThreadCanWrite() throws IOException {
        Path file = folder.resolve("journal");
        Thread.currentThread().interrupt();
        try (Journal journal = Journal.open(file, HEADER)) {
            journal.append("first");
            assertTrue(journal.failure().isEmpty());
        }
        assertTrue(Thread.interrupted());
        assertEquals(List.of("first"), reopened(file));
    }

    @Test
    void aFullDiskLosesNothing() throws IOException {
        Path file = folder.resolve("journal");
        Journal.open(file, HEADER).close();
        long begun = Files.size(file);
        FullDisk disk = new FullDisk(file, begun + 30);
        try (Journal journal = new Journal(disk)) {
            journal.read(file, HEADER);
            journal.append("first");
            assertTrue(journal.failure().isEmpty());
            journal.append("second, which does not fit");
            journal.append("third");
            assertEquals("No space left on device", journal.failure().orElseThrow().getMessage());
            assertEquals(1, Files.readAllLines(file).size() - 1); // nothing torn
            disk.free = 1000;
            journal.append("fourth");
            assertTrue(journal.failure().isEmpty());
        }
        assertEquals(
                List.of("first", "second, which does not fit", "third", "fourth"), reopened(file));
    }

    @Test
    void aDiskThatIsFullFromTheBeginningIsAnError() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no /dev/full");
        IOException e = assertThrows(IOException.class, () -> Journal.open(full, HEADER));
        assertTrue(e.getMessage().startsWith("/dev/full: cannot be written: "), e.getMessage());
    }
}
