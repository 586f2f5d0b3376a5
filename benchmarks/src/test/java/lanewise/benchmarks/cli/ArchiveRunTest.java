package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

class ArchiveRunTest {
    @TempDir private Path folder;

    @BeforeEach
    void setHome() {
        System.setProperty("lanewise.home", Invocation.root().toString());
    }

    @AfterEach
    void clearHome() {
        System.clearProperty("lanewise.home");
    }

    /** Each script's archive is made; {@code Classic} writes into the working directory. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Train",
                "Charts",
                "Predict",
                "Export",
                "Import",
                "ReportCommand",
                "SearchCommand",
                "Bench",
                "Explain",
                "Profile"
            })
    void commandsSucceed(String archive) {
        assertTrue(new ArchiveRun(folder, Invocation.root()).run(archive));
    }
}
