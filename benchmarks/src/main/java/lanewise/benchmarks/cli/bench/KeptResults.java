package lanewise.benchmarks.cli.bench;

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

/** The result files of earlier sessions. */
public final class KeptResults {
    /** Names begin with the time. */
    private static final Pattern NAME =
            Pattern.compile("bench-\\d{4}-\\d\\d-\\d\\d-\\d{4}.*\\.json");

    private final List<Path> folders;

    /**
     * Creates a search in two directories.
     *
     * @param home the project's root directory, whose {@code benchmarks/results} contains published
     *     results
     * @param out the output directory of {@code bench}
     */
    public KeptResults(Path home, Path out) {
        folders = List.of(home.resolve("benchmarks/results"), out);
    }

    /**
     * Reads a file.
     *
     * @param name a name as in {@link #find}
     * @return its content
     * @throws UserError if the file does not exist or is not a result file
     */
    public ResultFile read(String name) throws UserError {
        return read(find(name));
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return its content
     * @throws UserError if it is not a result file
     */
    public ResultFile read(Path file) throws UserError {
        try {
            return ResultFile.parse(file.getFileName().toString(), Files.readString(file));
        } catch (MalformedInputException e) {
            throw new UserError(file + " is not a result file of bench: it is not text", e);
        } catch (AccessDeniedException e) {
            throw new UserError("cannot read " + file + ": access denied", e);
        } catch (IOException e) {
            throw new UserError("cannot read " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new UserError(file + " is not a result file of bench: " + e.getMessage(), e);
        }
    }

    /**
     * Finds a file.
     *
     * @param name a path, a name in one of the directories with or without {@code .json}, or {@code
     *     latest} or {@code previous}
     * @return the file
     * @throws UserError if it does not exist
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
                            + " contain "
                            + files.size()
                            + " result files, too few for this: measure with scripts/bench first");
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
                                        "no such file: "
                                                + name
                                                + ", neither here nor in "
                                                + places()
                                                + "; latest and previous select the newest files"
                                                + " there"));
    }

    private String places() {
        return folders.getFirst() + " and " + folders.getLast();
    }
}
