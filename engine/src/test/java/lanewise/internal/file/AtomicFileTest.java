package lanewise.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** {@link AtomicFile}, with everything that can already be at the path. */
class AtomicFileTest {
    private static final AtomicFile.Content NEW =
            out -> out.write("new".getBytes(StandardCharsets.UTF_8));

    @TempDir Path folder;

    private List<Path> listed() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName).sorted().toList();
        }
    }

    private Path old(String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file;
    }

    @Test
    void createsAndReplaces() throws IOException {
        Path file = folder.resolve("file");
        AtomicFile.write(file, out -> out.write('a'));
        assertEquals("a", Files.readString(file));
        AtomicFile.writeDurably(file, NEW);
        assertEquals("new", Files.readString(file));
        assertEquals(List.of(Path.of("file")), listed());
    }

    /** A directory entry has at most 255 bytes; a temporary name must not be longer. */
    @Test
    void writesFilesWithLongNames() throws IOException {
        Path file = folder.resolve("x".repeat(255));
        AtomicFile.write(file, NEW);
        assertEquals("new", Files.readString(file));
    }

    @Test
    void keepsAllPermissions() throws IOException {
        for (String permissions : List.of("rw-------", "rwxrw-rw-", "r--r-----", "---------")) {
            Path file = old(permissions);
            AtomicFile.write(file, NEW);
            assertEquals(
                    permissions,
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            Files.delete(file);
        }
    }

    @Test
    void temporaryFileOfReplacedOneIsPrivateFromTheStart() throws IOException {
        Path file = old("rw-r--r--");
        List<Set<PosixFilePermission>> seen = new ArrayList<>();
        AtomicFile.write(
                file,
                out -> {
                    for (Path path : listed()) {
                        if (!path.equals(file.getFileName())) {
                            seen.add(Files.getPosixFilePermissions(folder.resolve(path)));
                        }
                    }
                    NEW.writeTo(out);
                });
        assertEquals(List.of(PosixFilePermissions.fromString("rw-------")), seen);
    }

    @Test
    void keepsOwnerAndGroup() throws IOException {
        Path file = old("rw-r-----");
        assumeTrue(
                Files.getOwner(file).getName().equals("root"),
                "only root can give files to other users");
        Files.setAttribute(file, "unix:uid", 12345);
        Files.setAttribute(file, "unix:gid", 54321);
        AtomicFile.write(file, NEW);
        assertEquals("new", Files.readString(file));
        assertEquals(12345, Files.getAttribute(file, "unix:uid"));
        assertEquals(54321, Files.getAttribute(file, "unix:gid"));
    }

    @Test
    void replacesTheTargetOfLinks() throws IOException {
        Path file = old("rw-------");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file.getFileName());
        Path second = Files.createSymbolicLink(folder.resolve("second"), link);
        AtomicFile.check(second);
        AtomicFile.write(second, NEW);
        assertTrue(Files.isSymbolicLink(second));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
    }

    @Test
    void rejectsAllButRegularFiles() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("directory"));
        assertRejected(directory, "a directory");
        assertRejected(
                Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere")),
                "a symbolic link to nothing");
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(socket));
            assertRejected(socket, "a device, pipe or socket");
            assertRejected(
                    Files.createSymbolicLink(folder.resolve("to-socket"), socket),
                    "a device, pipe or socket");
        }
        NoSuchFileException missing =
                assertThrows(
                        NoSuchFileException.class,
                        () -> AtomicFile.check(folder.resolve("missing/file")));
        assertTrue(missing.getReason().contains("no such directory"), missing.getReason());
    }

    private void assertRejected(Path path, String kind) throws IOException {
        List<Path> before = listed();
        FileSystemException e =
                assertThrows(FileSystemException.class, () -> AtomicFile.write(path, NEW));
        String reason = "not a regular file but " + kind + ": use another name, or remove it";
        assertEquals(reason, e.getReason());
        e = assertThrows(FileSystemException.class, () -> AtomicFile.check(path));
        assertEquals(reason, e.getReason());
        assertEquals(before, listed());
        assertTrue(!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void failureLeavesTheOldFile() throws IOException {
        Path file = old("rw-r--r--");
        for (Throwable failure :
                List.of(new IOException("disk full"), new OutOfMemoryError("heap"))) {
            assertThrows(
                    failure.getClass(),
                    () ->
                            AtomicFile.write(
                                    file,
                                    out -> {
                                        out.write('x');
                                        if (failure instanceof Error error) {
                                            throw error;
                                        }
                                        throw (IOException) failure;
                                    }));
            assertEquals("old", Files.readString(file));
            assertEquals(List.of(Path.of("file")), listed());
        }
    }

    @Test
    void interruptedThreadsCanWriteAndStayInterrupted() throws IOException {
        Path file = folder.resolve("file");
        Thread.currentThread().interrupt();
        AtomicFile.write(file, NEW);
        assertTrue(Thread.interrupted());
        assertEquals("new", Files.readString(file));
    }
}
