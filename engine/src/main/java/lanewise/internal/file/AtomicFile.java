package lanewise.internal.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Creates or replaces a file atomically: after a failure the old content is intact.
 *
 * <p>Writes a temporary file in the same directory and renames it to the file's name. A symbolic
 * link is kept and its target replaced. Permissions are kept, and so are owner and group where the
 * process may set them. Until the file is complete, only its owner can read it if it replaces
 * another one. Devices, pipes, sockets and directories are never replaced.
 *
 * <p>An earlier interrupt of the thread is cleared for the write and restored afterwards. It would
 * otherwise close the channel, and interrupting a thread is the way to stop a run whose model is
 * then saved.
 */
public final class AtomicFile {
    /**
     * Numbers of temporary files, unique in this process. Random numbers would load more classes;
     * if another process has taken the name, writing fails and leaves that file alone.
     */
    private static final AtomicLong NUMBER = new AtomicLong(System.nanoTime());

    private static final Set<PosixFilePermission> PRIVATE =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** Content of a file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes the content.
         *
         * @param out the file, buffered; the caller closes it
         * @throws IOException if writing fails
         */
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Checks, before the work begins, that a file can be written. Changes nothing.
     *
     * @param file the file, which need not exist
     * @throws IOException if the path is not a regular file, its directory does not exist, or there
     *     is no permission to write in it
     */
    public static void check(Path file) throws IOException {
        Path folder = target(file).getParent();
        if (!Files.isWritable(folder)) {
            throw new AccessDeniedException(
                    file.toString(),
                    null,
                    "no permission to write in " + folder + ": use another directory");
        }
    }

    /**
     * Writes a file without waiting for the disk: a power failure soon afterwards may lose it.
     *
     * @param file the file
     * @param content its content
     * @throws IOException if writing fails or the path is not a regular file; it is then unchanged
     */
    public static void write(Path file, Content content) throws IOException {
        write(file, content, false);
    }

    /**
     * Writes a file and forces it to disk, so that it survives a power failure.
     *
     * @param file the file
     * @param content its content
     * @throws IOException if writing fails or the path is not a regular file; it is then unchanged
     */
    public static void writeDurably(Path file, Content content) throws IOException {
        write(file, content, true);
    }

    private static void write(Path file, Content content, boolean durable) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            replace(target(file), content, durable);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The file itself, behind any symbolic links. */
    private static Path target(Path file) throws IOException {
        boolean exists = Files.exists(file, LinkOption.NOFOLLOW_LINKS); // true for a dangling link
        if (exists && !Files.isRegularFile(file)) {
            String kind =
                    Files.isDirectory(file)
                            ? "a directory"
                            : Files.exists(file)
                                    ? "a device, pipe or socket"
                                    : "a symbolic link to nothing";
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "not a regular file but " + kind + ": use another name, or remove it");
        }
        Path target = exists ? file.toRealPath() : file.toAbsolutePath();
        if (!Files.isDirectory(target.getParent())) {
            throw new NoSuchFileException(
                    file.toString(), null, "no such directory: " + target.getParent());
        }
        return target;
    }

    private static void replace(Path target, Content content, boolean durable) throws IOException {
        Optional<PosixFileAttributes> old = attributes(target);
        Path beside =
                target.resolveSibling(".lanewise-" + Long.toHexString(NUMBER.getAndIncrement()));
        FileChannel channel = create(beside, old.isPresent());
        try {
            try (channel) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
                content.writeTo(out);
                out.flush();
                if (durable) {
                    channel.force(true);
                }
            }
            if (old.isPresent()) {
                restore(old.get(), beside);
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
        if (durable) {
            forceFolder(target.getParent());
        }
    }

    /** The attributes of an existing file, where the file system has these. */
    private static Optional<PosixFileAttributes> attributes(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view == null || !Files.exists(file) // null on Windows
                ? Optional.empty()
                : Optional.of(view.readAttributes());
    }

    private static FileChannel create(Path file, boolean hidden) throws IOException {
        FileAttribute<?>[] attributes =
                hidden
                        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PRIVATE)}
                        : new FileAttribute<?>[0];
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
    }

    /**
     * Sets group, owner and permissions. If the group cannot be set, the writer's own group gets no
     * more than everyone.
     */
    private static void restore(PosixFileAttributes old, Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class);
        PosixFileAttributes now = view.readAttributes();
        Set<PosixFilePermission> permissions = new HashSet<>(old.permissions());
        if (!now.group().equals(old.group())) {
            try {
                view.setGroup(old.group());
            } catch (IOException e) {
                limitGroup(permissions);
            }
        }
        if (!now.owner().equals(old.owner())) {
            try {
                view.setOwner(old.owner());
            } catch (IOException e) {
                // Only the system's administrator can give files away.
            }
        }
        view.setPermissions(permissions);
    }

    private static void limitGroup(Set<PosixFilePermission> permissions) {
        if (!permissions.contains(PosixFilePermission.OTHERS_READ)) {
            permissions.remove(PosixFilePermission.GROUP_READ);
        }
        if (!permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            permissions.remove(PosixFilePermission.GROUP_WRITE);
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
