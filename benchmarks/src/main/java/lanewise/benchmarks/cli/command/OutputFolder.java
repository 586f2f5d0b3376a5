package lanewise.benchmarks.cli.command;

import lanewise.internal.file.AtomicFile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The directory that a command writes its files to. A missing directory is created.
 *
 * <p>Each file is written atomically, in the given order, and does not depend on the others: one
 * that cannot be written is reported, and all others are complete. A command writes its results
 * first, the most valuable ones before the others, and draws pictures last. A full disk or missing
 * fonts then cost a picture, not an hour of training. Files are not forced to disk, because that
 * would delay short runs; after a power failure the command can be repeated.
 */
public final class OutputFolder {
    private final Path folder;
    private final List<Path> written = new ArrayList<>();

    /** Directories made by {@link #create}, innermost first. */
    private Deque<Path> created = new ArrayDeque<>();

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
     * @throws UserError if the directory cannot be created or written to, or a name belongs to
     *     something other than a regular file
     */
    public static OutputFolder check(Path folder, Collection<String> names, Path input)
            throws UserError {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            throw new UserError(
                    "--out " + folder + ": " + existing + " is not a directory: use another one");
        }
        if (!Files.isWritable(existing)) {
            throw new UserError(
                    "--out"
                            + (folder.toString().isEmpty() ? "" : " " + folder)
                            + ": no permission to write in "
                            + existing
                            + ": use another directory");
        }
        for (String name : names) {
            Path file = folder.resolve(name);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    AtomicFile.check(file);
                } catch (IOException e) {
                    throw new UserError(option(folder, file) + ": " + reason(e), e);
                }
            }
            if (sameFile(file, input)) {
                throw new UserError(
                        option(folder, file) + " would overwrite the input: use another name");
            }
        }
        return new OutputFolder(folder);
    }

    /**
     * Checks, before the work begins, that its result can be written to the file of {@code --out}.
     *
     * @param file the file, which need not exist, nor its directory
     * @param inputs files that must not be overwritten
     * @return the directory of the file; nothing has been changed
     * @throws UserError if it is a directory or an input, or cannot be written
     */
    public static OutputFolder checkFile(Path file, Path... inputs) throws UserError {
        if (Files.isDirectory(file)) {
            throw new UserError("--out " + file + ": expected a file, found a directory");
        }
        for (Path input : inputs) {
            if (sameFile(file, input)) {
                throw new UserError(
                        "--out " + file + " would overwrite the input: use another name");
            }
        }
        Path folder = file.getParent() == null ? Path.of("") : file.getParent();
        return check(folder, List.of(file.getFileName().toString()), Path.of(""));
    }

    /**
     * Creates the directory, for files that are written during the work.
     *
     * @throws UserError if it cannot be created
     */
    public void create() throws UserError {
        created = makeFolders();
    }

    /** Removes the directories that {@link #create} has made, unless they contain files. */
    public void removeIfEmpty() {
        removeQuietly(created);
    }

    /**
     * Writes a file, replacing one of the same name.
     *
     * @param file the file of {@link #checkFile}
     * @param content its content
     * @throws UserError if it cannot be written
     */
    public void write(Path file, AtomicFile.Content content) throws UserError {
        SequencedMap<String, AtomicFile.Content> contents = new LinkedHashMap<>();
        contents.put(file.getFileName().toString(), content);
        write(contents);
    }

    /**
     * Writes files, replacing those of the same names. If one cannot be written, the others are
     * nevertheless.
     *
     * @param contents the content of each file by name
     * @throws UserError if a file cannot be written; names the first one. No temporary file is
     *     left, and no new directory without files
     */
    public void write(SequencedMap<String, AtomicFile.Content> contents) throws UserError {
        Deque<Path> made = makeFolders();
        Throwable failure = null;
        Path failed = folder;
        for (Map.Entry<String, AtomicFile.Content> entry : contents.entrySet()) {
            Path file = folder.resolve(entry.getKey());
            try {
                AtomicFile.write(file, entry.getValue());
                written.add(file);
            } catch (IOException | RuntimeException | Error e) {
                if (failure == null) {
                    failure = e;
                    failed = file;
                }
            }
        }
        if (written.isEmpty()) {
            removeQuietly(made);
        }
        if (failure instanceof IOException e) {
            throw cannotWrite(failed, e);
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    /**
     * Draws and writes pictures. One that cannot be drawn, for whatever reason, is left out: a
     * missing picture must not make the command fail.
     *
     * @param pictures the content of each file by name; a picture of no bytes is not written
     * @return the pictures that could not be drawn and the reason, in one line without a remedy;
     *     empty if there are none
     * @throws UserError if a picture has been drawn and cannot be written
     */
    public Optional<String> draw(SequencedMap<String, AtomicFile.Content> pictures)
            throws UserError {
        SequencedMap<String, AtomicFile.Content> drawn = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        List<String> earlier = new ArrayList<>();
        Throwable reason = null;
        for (Map.Entry<String, AtomicFile.Content> entry : pictures.entrySet()) {
            String name = entry.getKey();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try {
                entry.getValue().writeTo(bytes);
                if (bytes.size() > 0) {
                    drawn.put(name, bytes::writeTo);
                }
            } catch (Exception | Error e) { // Without fonts Java throws all kinds of errors.
                missing.add(name);
                reason = reason == null ? e : reason;
                if (Files.exists(folder.resolve(name))) {
                    earlier.add(name);
                }
            }
        }
        write(drawn);
        if (reason == null) {
            return Optional.empty();
        }
        String text = reason instanceof IOException e ? reason(e) : reason.toString();
        return Optional.of(
                "cannot draw "
                        + String.join(", ", missing)
                        + ": "
                        + text.strip().replaceAll("\\s*\\R\\s*", " ")
                        + (earlier.isEmpty()
                                ? ""
                                : "; left from an earlier run: " + String.join(", ", earlier)));
    }

    /**
     * The complete files.
     *
     * @return the files in the order in which they were written
     */
    public List<Path> written() {
        return List.copyOf(written);
    }

    /** The option and the file; a file in the current directory is written without one. */
    private static String option(Path folder, Path file) {
        return folder.toString().isEmpty() ? "--out " + file : "--out " + folder + ": " + file;
    }

    private static UserError cannotWrite(Path file, IOException e) {
        return new UserError("cannot write " + file + ": " + reason(e), e);
    }

    /** Creates the directory and its parents, and returns the new ones, innermost first. */
    private Deque<Path> makeFolders() throws UserError {
        Deque<Path> missing = new ArrayDeque<>();
        Path path = folder.toAbsolutePath();
        while (path != null && !Files.isDirectory(path)) {
            missing.push(path);
            path = path.getParent();
        }
        Deque<Path> made = new ArrayDeque<>();
        for (Path next : missing) {
            try {
                Files.createDirectory(next);
            } catch (IOException e) {
                removeQuietly(made);
                throw cannotWrite(folder, e);
            }
            made.push(next);
        }
        return made;
    }

    private static void removeQuietly(Deque<Path> folders) {
        for (Path folder : folders) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                // The user needs the original error; another process may have added files to the
                // directory.
            }
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
        if (e instanceof FileSystemException problem && problem.getReason() != null) {
            return problem.getReason();
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException) {
            return e.getClass().getSimpleName();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
