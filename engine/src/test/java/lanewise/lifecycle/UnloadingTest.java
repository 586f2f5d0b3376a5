package lanewise.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jdk.jfr.Recording;

import lanewise.testing.EngineLife;
import lanewise.testing.JavaProcess;
import lanewise.testing.WarmUpThread;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.File;
import java.io.IOException;
import java.lang.ref.PhantomReference;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The engine is unloaded with its class loader, whatever it did before. */
class UnloadingTest {
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    /** JVMs, each with the scenarios that are run in it. */
    private enum Life {
        WITH_VECTORS(
                List.of(VECTORS),
                "trains and predicts",
                "trains on vectors",
                "trains on specialised kernels",
                "trains with a team",
                "leaves a warm-up running",
                "moves to specialised kernels",
                "fails in a listener"),
        WITHOUT_VECTORS(
                List.of("-ea"),
                "trains and predicts",
                "trains with a team",
                "falls back to scalar kernels",
                "fails in a listener"),
        DURING_A_RECORDING(
                List.of(VECTORS, "-D" + Scenarios.RECORDING + "=active"),
                "trains with a team",
                "moves to specialised kernels",
                "fails in a listener"),
        AFTER_A_RECORDING(
                List.of(VECTORS, "-D" + Scenarios.RECORDING + "=ends"),
                "trains with a team",
                "moves to specialised kernels",
                "fails in a listener");

        private final List<String> options;
        private final List<String> scenarios;

        Life(List<String> options, String... scenarios) {
            this.options = options;
            this.scenarios = List.of(scenarios);
        }

        private Process start(Path folder) throws IOException {
            List<String> arguments = new ArrayList<>(options);
            arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
            arguments.add(Scenarios.class.getName());
            arguments.addAll(scenarios);
            return JavaProcess.start(folder, arguments.toArray(String[]::new));
        }
    }

    private static final Map<Life, Process> STARTED = new EnumMap<>(Life.class);

    /** All at once, as each waits for seconds until idle threads have ended. */
    @BeforeAll
    static void startAll(@TempDir Path folder) throws IOException {
        for (Life life : Life.values()) {
            STARTED.put(life, life.start(folder));
        }
    }

    @ParameterizedTest
    @EnumSource
    void unloads(Life life) throws Exception {
        String output = JavaProcess.output(STARTED.get(life));
        List<String> results = output.lines().filter(line -> line.contains("loaded: ")).toList();
        List<String> expected =
                life.scenarios.stream().map(scenario -> "unloaded: " + scenario).toList();
        assertEquals(expected, results, output);
    }

    /**
     * Runs scenarios of {@link EngineLife}, each in its own class loader, and waits until all are
     * unloaded.
     */
    static final class Scenarios {

        /**
         * System property: whether a recording is {@code active} during unloading or {@code ends}
         * before.
         */
        static final String RECORDING = "lanewise.recording";

        /** Much longer than the two seconds after which idle threads end. */
        private static final long PATIENCE_NANOS = 20_000_000_000L;

        private Scenarios() {}

        /** Takes the names of scenarios. */
        public static void main(String[] args) throws Exception {
            boolean recorded = System.getProperty(RECORDING) != null;
            Recording recording = recorded ? recording() : null;
            Map<String, PhantomReference<ClassLoader>> loaders = new LinkedHashMap<>();
            for (String scenario : args) {
                WarmUpThread.awaitEnd(); // of the previous scenario
                loaders.put(scenario, run(scenario));
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
                    (scenario, loader) ->
                            System.out.println(
                                    (loader.refersTo(null) ? "unloaded: " : "still loaded: ")
                                            + scenario));
        }

        private static PhantomReference<ClassLoader> run(String scenario) throws Exception {
            URL[] urls =
                    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                            .map(Scenarios::url)
                            .toArray(URL[]::new);
            ClassLoader parent = ClassLoader.getPlatformClassLoader();
            try (URLClassLoader loader = new URLClassLoader(urls, parent)) {
                Class<?> main = loader.loadClass(EngineLife.class.getName());
                Method run = main.getDeclaredMethod("run", String.class);
                run.setAccessible(true);
                run.invoke(null, scenario);
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
