package lanewise.benchmarks.cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Tests of the command {@code train}, run in this process, that write to a folder of their own. */
abstract class TrainInFolder {
    @TempDir Path temp;

    Path out;

    @BeforeEach
    final void chooseFolder() {
        out = temp.resolve("out");
    }

    /** Runs on iris with the folder of this test, without pictures. */
    Invocation train(String... options) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "--data",
                                Invocation.iris().toString(),
                                "--out",
                                out.toString(),
                                "--no-plots"));
        args.addAll(Arrays.asList(options));
        return Invocation.train(args.toArray(String[]::new));
    }

    /** The names of a folder's files, sorted. */
    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Writes a file beside that folder. */
    Path write(String name, String text) throws IOException {
        return Files.writeString(temp.resolve(name), text);
    }
}
