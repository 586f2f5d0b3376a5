package lanewise.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Csv;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.ConfusionMatrix;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.testing.JavaProcess;
import lanewise.testing.Messages;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests with sizes of millions in a JVM with 64 MiB. Each succeeds, is rejected, or runs out of
 * memory; in all cases the JVM continues to work as before.
 */
class HostileMemoryTest {

    @Test
    void survivesRequestsThatAreTooLarge(@TempDir Path folder) throws Exception {
        String output =
                JavaProcess.run(
                        folder,
                        "-ea",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName());
        List<String> lines = output.lines().filter(line -> line.contains(" -> ")).toList();
        assertEquals(Program.requests().keySet().size(), lines.size(), output);
        for (String line : lines) {
            assertTrue(line.matches(".* -> (done|rejected|out of memory); as before"), line);
        }
        // Requests that surely fit into 64 MiB, and others that surely do not.
        assertTrue(output.contains("a million rows -> done"), output);
        assertTrue(output.contains("a million columns -> out of memory"), output);
        assertTrue(output.contains("a layer of a million units -> out of memory"), output);
        assertTrue(output.contains("an unlimited history -> out of memory"), output);
        assertTrue(output.contains("a matrix beyond an array -> rejected"), output);
    }

    /** The program that the JVM runs. */
    static final class Program {

        private static final Dataset XOR =
                Dataset.of(
                        FeatureMatrix.ofRows(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}),
                        FeatureMatrix.ofRows(new float[][] {{0}, {1}, {1}, {0}}));

        private Program() {}

        /** A call that may need much memory. */
        @FunctionalInterface
        interface Request {
            Object make() throws Exception;
        }

        static Map<String, Request> requests() {
            Map<String, Request> requests = new LinkedHashMap<>();
            requests.put("a million rows", () -> new FeatureMatrix(1_000_000, 3));
            requests.put("a million columns", () -> new FeatureMatrix(1, 1_000_000));
            requests.put("a million of each", () -> new FeatureMatrix(1_000_000, 1_000_000));
            requests.put("a matrix beyond an array", () -> new FeatureMatrix(1, 1 << 27));
            requests.put("a million columns in a file", Program::wideFile);
            requests.put("a million inputs", () -> fit(1_000_000, Layer.sigmoid(100)));
            requests.put(
                    "a layer of a million units",
                    () -> fit(2, Layer.relu(1_000_000), Layer.sigmoid(1)));
            requests.put("the largest layer", () -> fit(2, Layer.sigmoid(Layer.MAX_UNITS)));
            requests.put("a million layers", () -> fit(2, Program.layers(1_000_000)));
            requests.put("a thousand layers", () -> fit(2, Program.layers(1_000)));
            requests.put("a million recurrent units", () -> fit(2, recurrent(1_000_000)));
            requests.put("thousands of recurrent units", () -> fit(2, recurrent(4_000)));
            requests.put("a thousand threads", Program::threads);
            requests.put("an unlimited history", Program::unlimitedHistory);
            requests.put(
                    "a hundred million numbers", () -> new RandomState(1).permutation(100_000_000));
            requests.put("a million classes", Program::classes);
            return requests;
        }

        public static void main(String[] arguments) {
            String expected = smallTask();
            for (Map.Entry<String, Request> request : requests().entrySet()) {
                String outcome;
                try {
                    request.getValue().make();
                    outcome = "done";
                } catch (IllegalArgumentException e) {
                    Messages.assertHelpful(e);
                    outcome = "rejected";
                } catch (OutOfMemoryError e) {
                    outcome = "out of memory";
                } catch (Exception e) {
                    outcome = e.toString();
                }
                String after = smallTask().equals(expected) ? "as before" : "not as before";
                System.out.println(request.getKey() + " -> " + outcome + "; " + after);
            }
        }

        private static String smallTask() {
            Network network = Network.of(2, Layer.tanh(4), Layer.sigmoid(1));
            Model start = Model.normal(network, 0.5, new RandomState(1));
            Trainer trainer = Trainer.of(new Adam(0.05)).withBatches(3).withIterations(50);
            return trainer.fit(start, XOR).model().parametersSha256();
        }

        private static Object fit(int inputs, Layer... layers) {
            Network network = Network.of(inputs, layers);
            Model start = Model.initialize(network, Initializer.heNormal(), new RandomState(1));
            Dataset data =
                    Dataset.of(
                            new FeatureMatrix(4, inputs), new FeatureMatrix(4, network.outputs()));
            return Trainer.gradientDescent(0.1, 1).fit(start, data);
        }

        private static Layer[] layers(int count) {
            Layer[] layers = new Layer[count];
            Arrays.fill(layers, Layer.sigmoid(1));
            return layers;
        }

        private static Layer recurrent(int units) {
            return Layer.sigmoid(units).recurrent();
        }

        private static Object threads() {
            Network network = Network.of(300, Layer.relu(300), Layer.sigmoid(1));
            Model start = Model.initialize(network, Initializer.heNormal(), new RandomState(1));
            Dataset data = Dataset.of(new FeatureMatrix(64, 300), new FeatureMatrix(64, 1));
            return Trainer.gradientDescent(0.1, 1).withThreads(1024).fit(start, data);
        }

        /** A run that cannot allocate its history keeps its state. */
        private static Object unlimitedHistory() {
            Network network = Network.of(2, Layer.sigmoid(1));
            Model start = Model.normal(network, 0.5, new RandomState(1));
            TrainingRun run = Trainer.gradientDescent(0.1, Integer.MAX_VALUE).start(start, XOR);
            List<byte[]> little = new ArrayList<>();
            for (int k = 0; k < 30; k++) {
                little.add(new byte[1 << 20]);
            }
            for (int attempt = 0; attempt < 2; attempt++) {
                try {
                    run.advance(3);
                } catch (OutOfMemoryError e) {
                    require(run.iteration() == 0 && run.history().size() == 0);
                    require(run.model().parametersSha256().equals(start.parametersSha256()));
                }
            }
            require(run.iteration() == 0 && little.size() == 30);
            little.clear();
            run.advance(2);
            require(run.history().size() == 2 && run.history().hits(1) <= 4);
            throw new OutOfMemoryError("expected: the first attempts ran out of memory");
        }

        private static void require(boolean condition) {
            if (!condition) {
                throw new IllegalStateException("the state of the run has changed");
            }
        }

        private static Object classes() {
            int[] rows = {0, 999_999};
            return ConfusionMatrix.of(rows, rows, Collections.nCopies(1_000_000, "k")).macroF1();
        }

        private static Object wideFile() throws Exception {
            Path file = Path.of("wide.csv");
            try (var out = Files.newBufferedWriter(file)) {
                for (int column = 0; column < 1_000_000; column++) {
                    out.write(column + ",");
                }
                out.write("y\n");
            }
            return Csv.read(file);
        }
    }
}
