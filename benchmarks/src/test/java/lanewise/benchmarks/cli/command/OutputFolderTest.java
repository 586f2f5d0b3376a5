package lanewise.benchmarks.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.internal.file.AtomicFile;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/** {@link OutputFolder}, especially its state after failed writes. */
class OutputFolderTest {
    private static final AtomicFile.Content FAILS =
            out -> {
                out.write('x');
                throw new IOException("disk full");
            };

    @TempDir Path temp;

    private final SequencedMap<String, AtomicFile.Content> contents = new LinkedHashMap<>();

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
        OutputFolder output = check(folder);
        output.write(contents);
        assertEquals(List.of(folder.resolve("a.txt"), folder.resolve("b.txt")), output.written());
        assertEquals(
                List.of(Path.of("x"), Path.of("x/y"), Path.of("x/y/a.txt"), Path.of("x/y/b.txt")),
                listed());
        assertEquals("new", Files.readString(folder.resolve("a.txt")));
    }

    /** As on a full disk, where there may be room for the next file. */
    @Test
    void failureKeepsTheOtherFiles() throws Exception {
        contents.put("b.txt", FAILS);
        contents.put("c.txt", FAILS);
        contents.put("d.txt", out -> out.write('d'));
        Files.writeString(temp.resolve("b.txt"), "old");
        OutputFolder folder = check(temp);
        UserError error = assertThrows(UserError.class, () -> folder.write(contents));
        assertEquals("cannot write " + temp.resolve("b.txt") + ": disk full", error.getMessage());
        assertEquals(List.of(temp.resolve("a.txt"), temp.resolve("d.txt")), folder.written());
        assertEquals(List.of(Path.of("a.txt"), Path.of("b.txt"), Path.of("d.txt")), listed());
        assertEquals("old", Files.readString(temp.resolve("b.txt")));
    }

    @Test
    void failureOfAllFilesLeavesNoNewDirectory() throws Exception {
        contents.put("a.txt", FAILS);
        OutputFolder folder = check(temp.resolve("x/y"));
        assertThrows(UserError.class, () -> folder.write(contents));
        assertEquals(List.of(), listed());
    }

    @Test
    void defectKeepsTheOtherFiles() throws Exception {
        contents.putFirst(
                "b.txt",
                out -> {
                    throw new OutOfMemoryError("Java heap space");
                });
        OutputFolder folder = check(temp);
        assertThrows(OutOfMemoryError.class, () -> folder.write(contents));
        assertEquals(List.of(Path.of("a.txt")), listed());
    }

    @Test
    void leavesOutPicturesThatCannotBeDrawn() throws Exception {
        Files.writeString(temp.resolve("b.png"), "old");
        contents.put(
                "b.png",
                out -> {
                    out.write('x');
                    throw new NoClassDefFoundError("sun.font.SunFontManager");
                });
        contents.put("c.png", FAILS);
        contents.put("d.png", out -> {});
        OutputFolder folder = check(temp);
        assertEquals(
                "cannot draw b.png, c.png: java.lang.NoClassDefFoundError:"
                        + " sun.font.SunFontManager; left from an earlier run: b.png",
                folder.draw(contents).orElseThrow());
        assertEquals(List.of(temp.resolve("a.txt")), folder.written());
        assertEquals(List.of(Path.of("a.txt"), Path.of("b.png")), listed());
    }

    @Test
    void keepsLinksAndPermissions() throws Exception {
        Path file = Files.writeString(temp.resolve("private"), "old");
        Set<PosixFilePermission> secret = PosixFilePermissions.fromString("rw-------");
        Files.setPosixFilePermissions(file, secret);
        Files.createSymbolicLink(temp.resolve("a.txt"), file);
        check(temp).write(contents);
        assertTrue(Files.isSymbolicLink(temp.resolve("a.txt")));
        assertEquals("new", Files.readString(file));
        assertEquals(secret, Files.getPosixFilePermissions(file));
    }

    @Test
    void namesFileInCurrentDirectoryOnce() {
        Path current = Path.of("");
        String directory = "src"; // of the module, in which tests run
        UserError error =
                assertThrows(
                        UserError.class,
                        () -> OutputFolder.check(current, List.of(directory), temp));
        assertEquals(
                "--out src: not a regular file but a directory: use another name, or remove it",
                error.getMessage());
        error =
                assertThrows(
                        UserError.class,
                        () -> OutputFolder.check(current, List.of("pom.xml"), Path.of("pom.xml")));
        assertEquals(
                "--out pom.xml would overwrite the input: use another name", error.getMessage());
    }

    @Test
    void rejectsWhatIsNoRegularFile() throws Exception {
        Path socket = temp.resolve("socket");
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(socket));
            Files.createSymbolicLink(temp.resolve("a.txt"), socket);
            UserError error = assertThrows(UserError.class, () -> check(temp));
            assertEquals(
                    "--out "
                            + temp
                            + ": "
                            + temp.resolve("a.txt")
                            + ": not a regular file but a device, pipe or socket: use another"
                            + " name, or remove it",
                    error.getMessage());
            assertThrows(UserError.class, () -> check(socket));
        }
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
