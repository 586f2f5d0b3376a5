package lanewise.benchmarks.explain;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program of LLVM, which Debian installs with or without its version in the name.
 *
 * @param path the executable
 */
record LlvmTool(Path path) {
    private static final int NEWEST = 40;

    /** The oldest version that knows all processors of {@link Cpu}. */
    private static final int OLDEST = 17;

    /** Finds a program on the PATH, the newest version first. */
    static Optional<LlvmTool> find(String name) {
        return Stream.iterate(NEWEST, version -> version >= OLDEST, version -> version - 1)
                .map(version -> name + "-" + version)
                .flatMap(LlvmTool::onPath)
                .findFirst()
                .or(() -> onPath(name).findFirst());
    }

    private static Stream<LlvmTool> onPath(String file) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, file))
                .filter(Files::isExecutable)
                .map(LlvmTool::new);
    }

    /** Runs the program with an input and returns what it prints; its errors are dropped. */
    String run(String input, List<String> options) throws IOException, InterruptedException {
        Path in = Files.createTempFile("lanewise", ".s");
        try {
            Files.writeString(in, input);
            ProcessBuilder command = new ProcessBuilder(path.toString());
            command.command().addAll(options);
            Process process =
                    command.redirectInput(in.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return printed;
        } finally {
            delete(in);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
