package lanewise.benchmarks.jmh.recording;

import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

import lanewise.train.Trainer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

/** Recordings of the engine's events. */
public final class EngineRecording {
    private EngineRecording() {}

    /**
     * Creates a recording with the engine's own settings.
     *
     * @return a recording that is not started
     * @throws IOException if the settings cannot be read
     */
    public static Recording create() throws IOException {
        try (InputStream file = Trainer.class.getResourceAsStream("/META-INF/lanewise.jfc");
                Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            return new Recording(Configuration.create(reader));
        } catch (ParseException e) {
            throw new AssertionError("lanewise.jfc is part of the engine", e);
        }
    }

    /** True if a recording contains the times of phases, the most expensive events. */
    static boolean hasPhases(Recording recording) throws IOException {
        Path file = Files.createTempFile("lanewise-recording", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .anyMatch(event -> event.getEventType().getName().equals("lanewise.Phase"));
        } finally {
            Files.delete(file);
        }
    }
}
