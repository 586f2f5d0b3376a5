package lanewise.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jdk.jfr.Recording;

import lanewise.testing.EngineLife;
import lanewise.testing.JavaProcess;
import lanewise.testing.WarmUpThread;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.lang.ref.PhantomReference;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A class loader that is dropped takes the engine with it, whatever the engine did. */
class UnloadingTest {
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    @TempDir private Path folder;

    @Test
    void goesWithVectors() throws Exception {
        assertUnloaded(
                List.of(VECTORS),
                "trains and predicts",
                "trains on vectors",
                "trains on specialised kernels",
                "trains with a team",
                "leaves a warm-up under way",
                "moves to other kernels",
                "fails in a listener");
    }

    @Test
    void goesWithoutVectors() throws Exception {
        assertUnloaded(
                List.of("-ea"),
                "trains and predicts",
                "trains with a team",
                "cannot have vectors",
                "fails in a listener");
    }

    @Test
    void goesWhileTheFlightRecorderRecords() throws Exception {
        assertUnloaded(
                List.of(VECTORS, "-D" + Lives.RECORDING + "=goes on"),
                "trains with a team",
                "moves to other kernels",
                "fails in a listener");
    }

    @Test
    void goesAfterTheFlightRecorderHasRecorded() throws Exception {
        assertUnloaded(
                List.of(VECTORS, "-D" + Lives.RECORDING + "=ends"),
                "trains with a team",
                "moves to other kernels",
                "fails in a listener");
    }

    private void assertUnloaded(List<String> options, String... lives) throws Exception {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Lives.class.getName()));
        arguments.addAll(List.of(lives));
        String output = JavaProcess.run(folder, arguments.toArray(String[]::new));
        List<String> told = output.lines().filter(line -> line.startsWith("the engine")).toList();
        List<String> expected =
                Stream.of(lives).map(life -> "the engine that " + life + " is gone").toList();
        assertEquals(expected, told, output);
    }

    /**
     * Lives lives of {@link EngineLife}, each in a loader of its own, and waits for these to go.
     */
    static final class Lives {

        /** The system property that says whether a recording {@code goes on} or {@code ends}. */
        static final String RECORDING = "lanewise.recording";

        /** Long against the two seconds after which idle threads end. */
        private static final long PATIENCE_NANOS = 20_000_000_000L;

        private Lives() {}

        /** Names of lives. */
        public static void main(String[] args) throws Exception {
            boolean recorded = System.getProperty(RECORDING) != null;
            Recording recording = recorded ? recording() : null;
            Map<String, PhantomReference<ClassLoader>> loaders = new LinkedHashMap<>();
            for (String life : args) {
                WarmUpThread.awaitEnd(); // of another life
                loaders.put(life, live(life));
            }
            if (recorded && System.getProperty(RECORDING).equals("ends")) {
                recording.close();
            }
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (!loaders.values().stream().allMatch(loader -> loader.refersTo(null))
                    && System.nanoTime() < deadline) {
                System.gc();
                Thread.sleep(100);
            }
            loaders.forEach(
                    (life, loader) ->
                            System.out.println(
                                    "the engine that "
                                            + life
                                            + (loader.refersTo(null) ? " is gone" : " stays")));
        }

        private static PhantomReference<ClassLoader> live(String life) throws Exception {
            URL[] urls =
                    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                            .map(Lives::url)
                            .toArray(URL[]::new);
            ClassLoader parent = ClassLoader.getPlatformClassLoader();
            try (URLClassLoader loader = new URLClassLoader(urls, parent)) {
                Class<?> main = loader.loadClass(EngineLife.class.getName());
                Method live = main.getDeclaredMethod("live", String.class);
                live.setAccessible(true);
                live.invoke(null, life);
                return new PhantomReference<>(loader, null);
            }
        }

        private static Recording recording() {
            Recording recording = new Recording();
            for (String event :
                    List.of("Run", "Iteration", "Phase", "KernelWarmUp", "TierChange")) {
                recording.enable("lanewise." + event);
            }
            recording.start();
            return recording;
        }

        private static URL url(String path) {
            try {
                return Path.of(path).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(path, e);
            }
        }
    }
}
