package lanewise.benchmarks.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless browser. */
record Chromium(Path program) {
    static final String MISSING =
            "no Chromium: install one (Debian: chromium), or name its file in -Dlanewise.chromium";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");
    private static final int SECONDS = 120;

    /** The browser given by the property or found on the path. */
    static Optional<Chromium> find() {
        String named = System.getProperty("lanewise.chromium");
        Stream<Path> programs =
                named != null
                        ? Stream.of(Path.of(named))
                        : NAMES.stream()
                                .flatMap(
                                        name ->
                                                Arrays.stream(
                                                                System.getenv("PATH")
                                                                        .split(File.pathSeparator))
                                                        .map(folder -> Path.of(folder, name)));
        return programs.filter(Files::isExecutable).findFirst().map(Chromium::new);
    }

    /**
     * Loads a page and runs its scripts.
     *
     * @param page a file
     * @param dark the scheme of colours that its user prefers
     * @return the page afterwards
     */
    String load(Path page, boolean dark) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory(page.getParent(), "profile");
        Path dom = page.resolveSibling("dom.html");
        Path log = page.resolveSibling("chromium.log");
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                "--headless",
                                "--no-sandbox", // as root there is none
                                "--disable-gpu",
                                "--hide-scrollbars",
                                "--disable-dev-shm-usage",
                                "--no-first-run",
                                "--user-data-dir=" + profile,
                                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                                "--dump-dom",
                                page.toUri().toString())
                        .redirectOutput(dom.toFile())
                        .redirectError(log.toFile())
                        .start();
        try {
            assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "Chromium does not end");
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertEquals(0, process.exitValue(), Files.readString(log));
        return Files.readString(dom);
    }
}
