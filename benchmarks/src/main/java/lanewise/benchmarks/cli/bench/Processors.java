package lanewise.benchmarks.cli.bench;

import lanewise.benchmarks.cli.command.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which of the machine's processors a session runs on. JVMs that this one starts run on the same.
 */
public final class Processors {
    private Processors() {}

    /**
     * Lets this JVM and those that it will start run on one hardware thread of each core, unless
     * somebody has chosen processors for it: two that share a core are neither alone nor at full
     * speed.
     *
     * @param sysfs where Linux describes its processors
     * @return what has been done, in a few words
     */
    public static String pinToCores(Path sysfs) {
        List<Integer> siblings = firstOfEach(sysfs);
        Optional<String> cores = list(siblings);
        if (cores.isEmpty()) {
            return "not pinned to processors: this system does not say which there are";
        }
        if (Runtime.getRuntime().availableProcessors() < siblings.size()) {
            return "on the processors that were chosen for it: "
                    + Runtime.getRuntime().availableProcessors()
                    + " of "
                    + siblings.size();
        }
        try {
            return pin(cores.get());
        } catch (UserError e) {
            return "not pinned to processors: " + e.getMessage();
        }
    }

    /**
     * One hardware thread of each core.
     *
     * @param sysfs where Linux describes its processors
     * @return their numbers as taskset reads them, empty if they are not known
     */
    static Optional<String> oneOfEachCore(Path sysfs) {
        return list(firstOfEach(sysfs));
    }

    private static Optional<String> list(List<Integer> siblings) {
        String list =
                siblings.stream()
                        .distinct()
                        .sorted()
                        .map(String::valueOf)
                        .collect(Collectors.joining(","));
        return list.isEmpty() ? Optional.empty() : Optional.of(list);
    }

    /** For each processor the first that shares its core. */
    private static List<Integer> firstOfEach(Path sysfs) {
        List<Integer> first = new ArrayList<>();
        try (DirectoryStream<Path> processors = Files.newDirectoryStream(sysfs, "cpu[0-9]*")) {
            for (Path processor : processors) {
                Path siblings = processor.resolve("topology/thread_siblings_list");
                if (Files.isReadable(siblings)) {
                    // Such as 0,4 or 0-1.
                    String list = Files.readString(siblings).strip();
                    first.add(Integer.valueOf(list.split("[,-]")[0]));
                }
            }
        } catch (IOException e) {
            return List.of(); // another system than Linux
        }
        return first;
    }

    /**
     * Lets this JVM and those that it will start run on some processors only.
     *
     * @param list their numbers, such as {@code 2,3} or {@code 0-3}
     * @return what has been done, in a few words
     * @throws UserError if that is not possible
     */
    public static String pin(String list) throws UserError {
        String pid = String.valueOf(ProcessHandle.current().pid());
        try {
            Process taskset =
                    new ProcessBuilder("taskset", "-a", "-c", "-p", list, pid)
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (taskset.waitFor() != 0) {
                throw new UserError(
                        "cannot run on the processors "
                                + list
                                + ": "
                                + said.lines().reduce((a, b) -> b).orElse("taskset failed"));
            }
            return "pinned to processors " + list;
        } catch (IOException e) {
            throw new UserError(
                    "processors are chosen by taskset, which is not here; on Debian and Ubuntu,"
                            + " apt-get install util-linux",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while choosing processors", e);
        }
    }
}
