package lanewise.benchmarks.cli.bench;

import lanewise.benchmarks.cli.Bench;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.report.result.ResultFile;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The results that {@link Bench} wrote earlier. */
public final class KeptResults {
    /** Names begin with the time. */
    private static final Pattern NAME =
            Pattern.compile("bench-\\d{4}-\\d\\d-\\d\\d-\\d{4}.*\\.json");

    private final List<Path> folders;

    /**
     * Results to be looked for.
     *
     * @param home the project's root, whose {@code benchmarks/results} has what was published
     * @param out the folder that {@link Bench} writes to
     */
    public KeptResults(Path home, Path out) {
        folders = List.of(home.resolve("benchmarks/results"), out);
    }

    /**
     * Reads a file.
     *
     * @param name as {@link #find} takes it
     * @return what is in it
     * @throws UserError if there is no such file or it is not one of results
     */
    public ResultFile read(String name) throws UserError {
        return read(find(name));
    }

    /**
     * Reads a file.
     *
     * @param file where it is
     * @return what is in it
     * @throws UserError if it is not one of results
     */
    public ResultFile read(Path file) throws UserError {
        try {
            return ResultFile.parse(file.getFileName().toString(), Files.readString(file));
        } catch (MalformedInputException e) {
            throw new UserError(
                    file + " is not a file of results that bench wrote: it is no text", e);
        } catch (AccessDeniedException e) {
            throw new UserError("cannot read " + file + ": access denied", e);
        } catch (IOException e) {
            throw new UserError("cannot read " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    file + " is not a file of results that bench wrote: " + e.getMessage(), e);
        }
    }

    /**
     * Finds a file.
     *
     * @param name a path, a name in one of the folders with or without {@code .json}, or {@code
     *     latest} or {@code previous}
     * @return where it is
     * @throws UserError if there is no such file
     */
    public Path find(String name) throws UserError {
        return switch (name) {
            case "latest" -> newest(0);
            case "previous" -> newest(1);
            default -> named(name);
        };
    }

    private Path newest(int newer) throws UserError {
        SortedMap<String, Path> byName = new TreeMap<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.forEach(file -> byName.put(file.getFileName().toString(), file));
                } catch (IOException e) {
                    throw new UserError("cannot list " + folder + ": " + e.getMessage(), e);
                }
            }
        }
        List<Path> files =
                byName.reversed().values().stream()
                        .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                        .toList();
        if (files.size() <= newer) {
            throw new UserError(
                    places()
                            + " have "
                            + files.size()
                            + " files of results that could be meant: measure with scripts/bench first");
        }
        return files.get(newer);
    }

    private Path named(String name) throws UserError {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new UserError("not a path: " + e.getReason(), e);
        }
        return Stream.concat(
                        Stream.of(path),
                        folders.stream()
                                .flatMap(
                                        folder ->
                                                Stream.of(
                                                        folder.resolve(name),
                                                        folder.resolve(name + ".json"))))
                .filter(file -> Files.exists(file) && !Files.isDirectory(file))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UserError(
                                        "there is no file "
                                                + name
                                                + ", here or in "
                                                + places()
                                                + "; latest and previous are the newest files there"));
    }

    private String places() {
        return folders.getFirst() + " and " + folders.getLast();
    }
}
