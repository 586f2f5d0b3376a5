package lanewise.benchmarks.explain;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program of LLVM, which Debian installs with or without its version in the name.
 *
 * @param path the executable
 */
record LlvmTool(Path path) {
    /** The first version with models of all processors of {@link Cpu} but Zen 5. */
    private static final int OLDEST = 17;

    private static final int NEWEST = 40;

    private static final Pattern VERSION = Pattern.compile("LLVM version (\\d+)");

    /**
     * Finds a program on the PATH, the newest version first.
     *
     * @param name its name without version
     * @return empty if there is none, or only an old one
     */
    static Optional<LlvmTool> find(String name) throws IOException, InterruptedException {
        for (int version = NEWEST; version >= OLDEST; version--) {
            Optional<LlvmTool> tool = onPath(name + "-" + version);
            if (tool.isPresent()) {
                return tool;
            }
        }
        Optional<LlvmTool> unnumbered = onPath(name);
        if (unnumbered.isPresent()) {
            Matcher version = VERSION.matcher(unnumbered.get().run("", List.of("--version")));
            if (!version.find() || Integer.parseInt(version.group(1)) < OLDEST) {
                return Optional.empty();
            }
        }
        return unnumbered;
    }

    private static Optional<LlvmTool> onPath(String file) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String folder : path.split(File.pathSeparator)) {
            Path program = Path.of(folder, file);
            if (Files.isExecutable(program)) {
                return Optional.of(new LlvmTool(program));
            }
        }
        return Optional.empty();
    }

    /** Runs the program with an input and returns what it prints; its errors are dropped. */
    String run(String input, List<String> options) throws IOException, InterruptedException {
        Path in = Files.createTempFile("lanewise", ".s");
        try {
            Files.writeString(in, input);
            List<String> command = new ArrayList<>();
            command.add(path.toString());
            command.addAll(options);
            return output(
                    new ProcessBuilder(command)
                            .redirectInput(in.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD));
        } finally {
            Files.delete(in);
        }
    }

    /** Runs a program and returns what it prints. An interrupt ends it. */
    static String output(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        try {
            byte[] printed = process.getInputStream().readAllBytes();
            process.waitFor();
            return new String(printed, StandardCharsets.ISO_8859_1); // of ASCII, any bytes beside
        } finally {
            process.destroy();
        }
    }
}
