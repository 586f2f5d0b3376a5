package lanewise.benchmarks.cli.bench;

import lanewise.benchmarks.cli.command.UserError;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Selection of the processors that a session runs on. Child JVMs inherit it. */
public final class Processors {
    private Processors() {}

    /**
     * Pins this JVM and its future child JVMs to one hardware thread of each core, unless an
     * affinity is already set: two threads that share a core are neither independent nor at full
     * speed.
     *
     * @param sysfs the Linux directory that describes the processors
     * @return the result, in a few words
     */
    public static String pinToCores(Path sysfs) {
        List<Integer> siblings = firstOfEach(sysfs);
        Optional<String> cores = list(siblings);
        if (cores.isEmpty()) {
            return "not pinned to processors: this system does not list them";
        }
        if (Runtime.getRuntime().availableProcessors() < siblings.size()) {
            return "on the processors that were preset: "
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
     * @param sysfs the Linux directory that describes the processors
     * @return their numbers in taskset's syntax; empty if unknown
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

    /** The first sibling of each processor. */
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
            return List.of(); // Not Linux.
        }
        return first;
    }

    /**
     * Pins this JVM and its future child JVMs to some processors.
     *
     * @param list their numbers, such as {@code 2,3} or {@code 0-3}
     * @return the result, in a few words
     * @throws UserError if that is not possible
     */
    public static String pin(String list) throws UserError {
        String pid = String.valueOf(ProcessHandle.current().pid());
        try {
            Process taskset =
                    new ProcessBuilder("taskset", "-a", "-c", "-p", list, pid)
                            .redirectErrorStream(true)
                            .start();
            taskset.getInputStream().transferTo(OutputStream.nullOutputStream());
            if (taskset.waitFor() != 0) {
                throw new UserError(
                        "cannot run on the processors "
                                + list
                                + ": expected a list such as 0 or 0,2-3 of processors that this"
                                + " process may use");
            }
            return "pinned to processors " + list;
        } catch (IOException e) {
            throw new UserError(
                    "--cpus requires taskset, which is not installed; on Debian and Ubuntu,"
                            + " apt-get install util-linux",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while setting the processors", e);
        }
    }
}
