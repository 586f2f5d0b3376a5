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

/** Base of tests that run {@code train} in this process and write to a directory of their own. */
abstract class TrainInFolder {
    @TempDir Path temp;

    Path out;

    @BeforeEach
    final void chooseFolder() {
        out = temp.resolve("out");
    }

    /** Runs on iris with the test's directory, without pictures. */
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

    /** The names of a directory's files, sorted. */
    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Writes a file beside that directory. */
    Path write(String name, String text) throws IOException {
        return Files.writeString(temp.resolve(name), text);
    }
}
