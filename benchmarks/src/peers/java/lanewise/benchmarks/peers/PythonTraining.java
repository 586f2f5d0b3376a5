package lanewise.benchmarks.peers;

import com.google.gson.Gson;

import lanewise.Model;
import lanewise.benchmarks.workload.Task;
import lanewise.benchmarks.workload.TaskData;
import lanewise.benchmarks.workload.Training;
import lanewise.data.FeatureMatrix;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A task by a library of Python in a process of its own, which is told by a pipe to train and says
 * when it is done: some ten microseconds for milliseconds and more of training.
 */
final class PythonTraining implements Training {
    /**
     * Where an interpreter may be; a user's own comes first, Debian's packages are for the other.
     */
    private static final List<String> INTERPRETERS = List.of("python3", "/usr/bin/python3");

    private final String library;
    private final int outputs;
    private final OutputStream commands;
    private final DataInputStream answers;

    /**
     * Starts the process and hands over the task.
     *
     * @param task what to train
     * @param library {@code numpy} or {@code pytorch}
     * @throws IllegalStateException if there is no Python with this library
     */
    PythonTraining(Task task, String library) {
        this.library = library;
        outputs = task.sizes().getLast();
        String interpreter =
                interpreter(library)
                        .orElseThrow(() -> new IllegalStateException(obstacle(library)));
        try {
            ProcessBuilder python = builder(interpreter, "-c", script(), library);
            Process process = python.start();
            // Its loop ends with the pipe, so also when this JVM is killed.
            commands = new BufferedOutputStream(process.getOutputStream());
            answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
            describe(task);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What keeps the library from being measured and its remedy, empty if nothing does. */
    static String obstacle(String library) {
        return interpreter(library).isPresent()
                ? ""
                : "no Python here has "
                        + library
                        + "; on Debian and Ubuntu, apt-get install python3-"
                        + (library.equals("pytorch") ? "torch" : library);
    }

    private static Optional<String> interpreter(String library) {
        String module = library.equals("pytorch") ? "torch" : library;
        return INTERPRETERS.stream().filter(python -> imports(python, module)).findFirst();
    }

    private static boolean imports(String interpreter, String module) {
        try {
            return builder(interpreter, "-c", "import " + module)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking for " + module, e);
        }
    }

    /** One thread, as all that are measured. */
    private static ProcessBuilder builder(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("OPENBLAS_NUM_THREADS", "1");
        builder.environment().put("MKL_NUM_THREADS", "1");
        if (hasAvx512()) {
            // Debian's OpenBLAS does not know processors that came after it, and then takes SSE3.
            builder.environment().put("OPENBLAS_CORETYPE", "SkylakeX");
        }
        return builder;
    }

    private static boolean hasAvx512() {
        try {
            return Files.readString(Path.of("/proc/cpuinfo")).contains("avx512dq");
        } catch (IOException e) {
            return false; // not Linux
        }
    }

    private static String script() throws IOException {
        try (InputStream in = PythonTraining.class.getResourceAsStream("/python/train.py")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void describe(Task task) throws IOException {
        TaskData data = task.data();
        Map<String, Object> settings =
                Map.of(
                        "sizes", task.sizes(),
                        "biases", task.biases(),
                        "batch", task.batch(),
                        "rate", task.learningRate(),
                        "steps", task.steps(),
                        "rows", data.train().rows());
        command(new Gson().toJson(settings));
        write(data.train().features());
        write(data.train().targets());
        Model start = task.start();
        for (int layer = 0; layer + 1 < task.sizes().size(); layer++) {
            write(start.weights(layer));
            write(task.biases() ? start.biases(layer) : new float[task.sizes().get(layer + 1)]);
        }
        commands.flush();
    }

    private void command(String line) throws IOException {
        commands.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void write(FeatureMatrix matrix) throws IOException {
        float[] row = new float[matrix.features()];
        for (int s = 0; s < matrix.samples(); s++) {
            for (int k = 0; k < row.length; k++) {
                row[k] = matrix.get(s, k);
            }
            write(row);
        }
    }

    private void write(float[] values) throws IOException {
        ByteBuffer bytes = littleEndian(values.length);
        bytes.asFloatBuffer().put(values);
        commands.write(bytes.array());
    }

    private static ByteBuffer littleEndian(int floats) {
        return ByteBuffer.allocate(floats * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public Trained train() {
        try {
            command("train");
            commands.flush();
            for (int c = answers.read(); c != '\n'; c = answers.read()) {
                if (c < 0) {
                    throw new EOFException(library + " ended; what it said is above");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TrainedByPython();
    }

    private final class TrainedByPython implements Trained {
        @Override
        public String kernels() {
            return library;
        }

        @Override
        public FeatureMatrix predict(FeatureMatrix features) {
            ByteBuffer bytes = littleEndian(features.samples() * outputs);
            try {
                command("predict " + features.samples());
                write(features);
                commands.flush();
                answers.readFully(bytes.array());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            FeatureMatrix predicted = new FeatureMatrix(features.samples(), outputs);
            for (int row = 0; row < predicted.samples(); row++) {
                for (int k = 0; k < outputs; k++) {
                    predicted.set(row, k, bytes.getFloat());
                }
            }
            return predicted;
        }
    }
}
