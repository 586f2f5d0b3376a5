package lanewise.benchmarks.peers;

import com.google.gson.Gson;

import jdk.incubator.vector.FloatVector;

import lanewise.Model;
import lanewise.benchmarks.workload.Peer;
import lanewise.benchmarks.workload.Python;
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
import java.util.Map;

/**
 * A task on a Python library in a separate process, controlled through a pipe: about ten
 * microseconds of overhead for at least milliseconds of training.
 */
abstract class PythonTraining implements Training {
    private final Peer peer;
    private final int outputs;
    private final OutputStream commands;
    private final DataInputStream answers;

    /**
     * Starts the process and sends it the task.
     *
     * @param task the task
     * @param peer the library
     * @param module the module that Python imports
     * @throws IllegalStateException if no Python has this library
     */
    PythonTraining(Task task, Peer peer, String module) {
        this.peer = peer;
        outputs = task.sizes().getLast();
        String interpreter =
                Python.with(module).orElseThrow(() -> new IllegalStateException(peer.obstacle()));
        try {
            Process process = builder(interpreter, "-c", script(), module).start();
            // Its loop ends with the pipe, hence also when this JVM is killed.
            commands = new BufferedOutputStream(process.getOutputStream());
            answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
            describe(task);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Limits the process to one thread, like all measured libraries. */
    private static ProcessBuilder builder(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("OPENBLAS_NUM_THREADS", "1");
        builder.environment().put("MKL_NUM_THREADS", "1");
        if (FloatVector.SPECIES_PREFERRED.vectorBitSize() == 512) {
            // Debian's OpenBLAS does not recognise newer processors and then uses SSE3.
            builder.environment().put("OPENBLAS_CORETYPE", "SkylakeX");
        }
        return builder;
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
                    throw new EOFException(peer.title() + " ended; see its output above");
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
            return peer.title();
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
