package lanewise.benchmarks.cli.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The directory that a command writes its files to, all of them or none: they are written under
 * temporary names and renamed once all are complete. A missing directory is created, and removed
 * again if writing fails.
 */
public final class OutputFolder {
    private final Path folder;

    /** Content of a file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes the content. The caller closes the stream.
         *
         * @param out the file
         * @throws IOException if writing fails
         */
        void writeTo(OutputStream out) throws IOException;
    }

    private OutputFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Checks, before the work begins, that its results can be written.
     *
     * @param folder the directory, which need not exist
     * @param names the names of the files to write
     * @param input a file that must not be overwritten
     * @return the directory; nothing has been changed
     * @throws UserError if the directory cannot be created or written to, or a name is taken
     */
    public static OutputFolder check(Path folder, Collection<String> names, Path input)
            throws UserError {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            throw new UserError("--out " + folder + ": " + existing + " is not a directory");
        }
        if (!Files.isWritable(existing)) {
            throw new UserError("--out " + folder + ": no permission to write in " + existing);
        }
        for (String name : names) {
            Path file = folder.resolve(name);
            if (Files.isDirectory(file)) {
                throw new UserError(
                        "--out "
                                + folder
                                + ": "
                                + file
                                + " is a directory, but a file is to be written there");
            }
            if (sameFile(file, input)) {
                throw new UserError("--out " + folder + ": " + file + " would overwrite the data");
            }
        }
        return new OutputFolder(folder);
    }

    /**
     * Writes files, replacing those of the same names.
     *
     * @param contents the content of each file by name
     * @return the files, in the same order
     * @throws UserError if writing fails; no temporary file and no new directory is left
     */
    public List<Path> write(SequencedMap<String, Content> contents) throws UserError {
        // A random name would wait for Java's secure random numbers; if a name is taken, writing
        // fails instead of overwriting the file.
        String suffix = "." + Long.toHexString(System.nanoTime()) + ".tmp";
        Deque<Path> toRemove = new ArrayDeque<>();
        Path current = folder;
        try {
            makeFolders(toRemove);
            for (Map.Entry<String, Content> entry : contents.entrySet()) {
                current = folder.resolve(entry.getKey());
                Path temporary = folder.resolve(entry.getKey() + suffix);
                toRemove.push(temporary);
                try (OutputStream out =
                        new BufferedOutputStream(
                                Files.newOutputStream(
                                        temporary,
                                        StandardOpenOption.CREATE_NEW,
                                        StandardOpenOption.WRITE))) {
                    entry.getValue().writeTo(out);
                }
            }
            List<Path> files = new ArrayList<>();
            for (String name : contents.keySet()) {
                current = folder.resolve(name);
                Files.move(folder.resolve(name + suffix), current, StandardCopyOption.ATOMIC_MOVE);
                files.add(current);
            }
            toRemove.clear();
            return files;
        } catch (IOException e) {
            throw new UserError("cannot write " + current + ": " + reason(e), e);
        } finally {
            for (Path path : toRemove) {
                removeQuietly(path);
            }
        }
    }

    /** Creates the directory and its parents, and records the new ones, innermost first. */
    private void makeFolders(Deque<Path> made) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        Path path = folder.toAbsolutePath();
        while (path != null && !Files.isDirectory(path)) {
            missing.push(path);
            path = path.getParent();
        }
        for (Path next : missing) {
            Files.createDirectory(next);
            made.push(next);
        }
    }

    private static void removeQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The user needs the original error; another process may have added files to the
            // directory.
        }
    }

    private static boolean sameFile(Path a, Path b) {
        try {
            return Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The reason why a file could not be read or written, without its name.
     *
     * @param e the exception
     * @return the reason
     */
    public static String reason(IOException e) {
        if (e instanceof FileSystemException problem) {
            return problem.getReason() == null
                    ? problem.getClass().getSimpleName()
                    : problem.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
