package lanewise.benchmarks.report.result;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The git commit of a directory. */
public final class Commit {
    private Commit() {}

    /**
     * Runs git.
     *
     * @param folder a directory of a work tree
     * @return the short hash, with {@code -dirty} if files differ from it; empty without git or
     *     without a commit
     */
    public static Optional<String> of(Path folder) {
        return git(folder, "rev-parse", "--short", "--verify", "--quiet", "HEAD")
                .map(
                        hash ->
                                git(folder, "status", "--porcelain").orElse("").isEmpty()
                                        ? hash
                                        : hash + "-dirty");
    }

    private static Optional<String> git(Path folder, String... arguments) {
        ProcessBuilder git = new ProcessBuilder("git");
        git.command().addAll(List.of(arguments));
        git.directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = git.start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .strip();
            return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
