package lanewise.benchmarks.jmh.models;

import com.google.gson.Gson;

import lanewise.benchmarks.workload.DigitsSearch;
import lanewise.benchmarks.workload.Python;
import lanewise.data.Dataset;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A {@link DigitsSearch} by scikit-learn in a separate process, controlled through a pipe. */
final class GridSearchInPython implements AutoCloseable {
    private static final String SCRIPT = "/lanewise/benchmarks/python/grid_search.py";

    private final DigitsSearch search;
    private final Process process;
    private final OutputStream commands;
    private final BufferedReader answers;

    /**
     * Starts the process and sends it the data.
     *
     * @throws IllegalStateException if no Python has scikit-learn
     */
    GridSearchInPython(DigitsSearch search) {
        this.search = search;
        String interpreter =
                Python.with("sklearn").orElseThrow(() -> new IllegalStateException(obstacle()));
        try {
            ProcessBuilder builder = new ProcessBuilder(interpreter, "-c", script());
            builder.redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("OMP_NUM_THREADS", "1"); // in each of its processes
            builder.environment().put("OPENBLAS_NUM_THREADS", "1");
            builder.environment().put("PYTHONWARNINGS", "ignore"); // not converged in 10 epochs
            process = builder.start();
            // Its loop ends with the pipe, hence also when this JVM is killed.
            commands = process.getOutputStream();
            answers =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            describe();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The obstacle to running it and its remedy; empty if there is none. */
    static String obstacle() {
        return Python.with("sklearn").isPresent()
                ? ""
                : "no Python here can import sklearn; on Debian and Ubuntu, apt-get install"
                        + " python3-sklearn";
    }

    private static String script() throws IOException {
        try (InputStream in = GridSearchInPython.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new FileNotFoundException(SCRIPT + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void describe() throws IOException {
        Dataset data = search.data();
        int inputs = data.features().features();
        line(
                Map.of(
                        "rows", data.rows(),
                        "inputs", inputs,
                        "hidden", DigitsSearch.HIDDEN,
                        "batch", DigitsSearch.BATCH,
                        "epochs", DigitsSearch.EPOCHS,
                        "folds", DigitsSearch.FOLDS,
                        "repeats", DigitsSearch.REPEATS,
                        "processes", 2));
        ByteBuffer rows =
                ByteBuffer.allocate(data.rows() * (inputs + 1) * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < data.rows(); row++) {
            rows.putFloat(data.label(row));
            for (int k = 0; k < inputs; k++) {
                rows.putFloat(data.features().get(row, k));
            }
        }
        commands.write(rows.array());
        commands.flush();
    }

    private void line(Map<String, Object> content) throws IOException {
        commands.write((new Gson().toJson(content) + "\n").getBytes(StandardCharsets.UTF_8));
        commands.flush();
    }

    /** Searches a grid of one candidate, which starts the processes. */
    void warmUp() {
        fit(search.learningRates().subList(0, 1), search.weightDecays().subList(0, 1));
    }

    /** Searches the whole grid; returns the mean accuracy of all candidates in all folds. */
    double fit() {
        return fit(search.learningRates(), search.weightDecays());
    }

    private double fit(List<Double> learningRates, List<Double> weightDecays) {
        try {
            line(Map.of("learningRates", learningRates, "weightDecays", weightDecays));
            String answer = answers.readLine();
            if (answer == null) {
                throw new EOFException("scikit-learn ended; see its output above");
            }
            return Double.parseDouble(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process with its input, so that it ends its own processes, and waits for it. */
    @Override
    public void close() {
        try {
            commands.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.onExit().join();
    }
}
