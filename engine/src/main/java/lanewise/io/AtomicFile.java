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

/** Replaces a file by a new one, as a whole or not at all, whatever fails. */
final class AtomicFile {

    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {
        void write(SafetensorsWriter.Sink to) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes beside the file, waits until that is on the disk, and lets it take the file's name.
     * What a symbolic link leads to is replaced, not the link; permissions stay.
     *
     * <p>An interrupt that came before stays pending: it would close the channel, and it is what
     * stops a run whose model is then to be saved.
     *
     * @throws IOException if that fails, or there is something that is no file; it is then as it
     *     was
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
        boolean exists = Files.exists(file, LinkOption.NOFOLLOW_LINKS); // a link that leads nowhere
        if (exists && !Files.isRegularFile(file)) {
            throw new FileSystemException(
                    file.toString(), null, "this is no file: expected the name of one");
        }
        Path target = exists ? file.toRealPath() : file.toAbsolutePath();
        if (!Files.isDirectory(target.getParent())) {
            throw new NoSuchFileException(
                    file.toString(), null, "there is no folder " + target.getParent());
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
        if (old != null) { // Windows has none
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

    /** So that the new name outlives a power cut, too, where the system lets folders be forced. */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows does not; the file itself has been forced.
        }
    }
}
