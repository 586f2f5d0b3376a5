package lanewise.benchmarks.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** {@link OutputFolder}, especially its state after failed writes. */
class OutputFolderTest {
    private static final OutputFolder.Content FAILS =
            out -> {
                out.write('x');
                throw new IOException("disk full");
            };

    @TempDir Path temp;

    private final SequencedMap<String, OutputFolder.Content> contents = new LinkedHashMap<>();

    @BeforeEach
    void addGoodContent() {
        contents.put("a.txt", out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
    }

    private OutputFolder check(Path folder) throws UserError {
        return OutputFolder.check(folder, contents.keySet(), temp.resolve("input.csv"));
    }

    private List<Path> listed() throws IOException {
        try (Stream<Path> files = Files.walk(temp)) {
            return files.filter(path -> !path.equals(temp)).map(temp::relativize).sorted().toList();
        }
    }

    @Test
    void checkChangesNothing() throws Exception {
        check(temp.resolve("x/y"));
        assertEquals(List.of(), listed());
    }

    @Test
    void writesAndReturnsAllFiles() throws Exception {
        contents.put("b.txt", out -> out.write('b'));
        Path folder = temp.resolve("x/y");
        assertEquals(
                List.of(folder.resolve("a.txt"), folder.resolve("b.txt")),
                check(folder).write(contents));
        assertEquals(
                List.of(Path.of("x"), Path.of("x/y"), Path.of("x/y/a.txt"), Path.of("x/y/b.txt")),
                listed());
        assertEquals("new", Files.readString(folder.resolve("a.txt")));
    }

    @Test
    void failureLeavesNoNewDirectory() throws Exception {
        contents.put("b.txt", FAILS);
        OutputFolder folder = check(temp.resolve("x/y"));
        UserError error = assertThrows(UserError.class, () -> folder.write(contents));
        assertEquals(
                "cannot write " + temp.resolve("x/y/b.txt") + ": disk full", error.getMessage());
        assertEquals(List.of(), listed());
    }

    @Test
    void failureLeavesOldFilesUnchanged() throws Exception {
        Files.writeString(temp.resolve("a.txt"), "old");
        contents.put("b.txt", FAILS);
        OutputFolder folder = check(temp);
        assertThrows(UserError.class, () -> folder.write(contents));
        assertEquals(List.of(Path.of("a.txt")), listed());
        assertEquals("old", Files.readString(temp.resolve("a.txt")));
    }

    @Test
    void defectLeavesNothing() throws Exception {
        contents.put(
                "b.txt",
                out -> {
                    throw new OutOfMemoryError("Java heap space");
                });
        OutputFolder folder = check(temp.resolve("x"));
        assertThrows(OutOfMemoryError.class, () -> folder.write(contents));
        assertEquals(List.of(), listed());
    }

    @Test
    void reportsDirectoryThatBecameUnusable() throws Exception {
        Path path = temp.resolve("x");
        OutputFolder folder = check(path);
        Files.writeString(path, "a file now");
        UserError error = assertThrows(UserError.class, () -> folder.write(contents));
        assertTrue(error.getMessage().startsWith("cannot write " + path), error.getMessage());
        assertFalse(error.getMessage().contains("null"), error.getMessage());
        assertEquals("a file now", Files.readString(path));
    }

    @Test
    void rejectsDanglingLink() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("nowhere"));
        assertThrows(UserError.class, () -> check(link));
    }
}
