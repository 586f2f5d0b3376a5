package lanewise.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/** Replaces a file atomically: after a failure the old content is intact. */
final class AtomicFile {

    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {
        void write(SafetensorsWriter.Sink to) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes a temporary file in the same directory, forces it to disk and renames it to the file's
     * name. A symbolic link is kept and its target replaced. Permissions are kept.
     *
     * <p>An earlier interrupt stays pending until the write is done. It would otherwise close the
     * channel, and interrupting a thread is the way to stop a run whose model is then saved.
     *
     * @throws IOException if writing fails or the path is not a regular file; what was there is
     *     unchanged
     */
    static void write(Path file, Content content) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            replace(file, content);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void replace(Path file, Content content) throws IOException {
        boolean exists = Files.exists(file, LinkOption.NOFOLLOW_LINKS); // true for a dangling link
        if (exists && !Files.isRegularFile(file)) {
            throw new FileSystemException(
                    file.toString(), null, "not a regular file: expected the path of a file");
        }
        Path target = exists ? file.toRealPath() : file.toAbsolutePath();
        if (!Files.isDirectory(target.getParent())) {
            throw new NoSuchFileException(
                    file.toString(), null, "no such directory: " + target.getParent());
        }
        Path beside = target.resolveSibling(".lanewise-" + UUID.randomUUID());
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.write(bytes -> writeAll(channel, bytes));
                channel.force(true);
            }
            if (exists) {
                copyPermissions(target, beside);
            }
            Files.move(
                    beside,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException | Error e) {
            removeAfter(e, beside);
            throw e;
        }
        forceFolder(target.getParent());
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView old = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        if (old != null) { // null on Windows
            Files.setPosixFilePermissions(to, old.readAttributes().permissions());
        }
    }

    private static void removeAfter(Throwable cause, Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Forces the directory to disk, where supported, so that the rename survives a power failure.
     */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Not supported on Windows. The file itself has been forced.
        }
    }
}
