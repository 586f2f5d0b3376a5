package lanewise.spark;

import lanewise.data.FeatureMatrix;
import lanewise.io.SavedModel;
import lanewise.select.Trial;
import lanewise.select.TrialExecutor;
import lanewise.train.StopReason;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tasks and outcomes as bytes. Read by the same version only. */
final class TrialBytes {
    private static final int OUTCOMES = 0;
    private static final int FAILURE = 1;

    private TrialBytes() {}

    /** Writes to a stream in memory. */
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    /** Reads a stream in memory. */
    private interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(byte[] bytes, Reading<T> reading) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return reading.from(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] ofTasks(List<TrialExecutor.Task> tasks) {
        return written(
                out -> {
                    out.writeInt(tasks.size());
                    for (TrialExecutor.Task task : tasks) {
                        out.writeInt(task.rung());
                        out.writeInt(task.candidate());
                        out.writeInt(task.fold());
                        out.writeLong(task.seed());
                        out.writeDouble(task.cost());
                    }
                });
    }

    static List<TrialExecutor.Task> tasks(byte[] bytes) {
        return read(
                bytes,
                in -> {
                    List<TrialExecutor.Task> tasks = new ArrayList<>();
                    for (int k = in.readInt(); k > 0; k--) {
                        tasks.add(
                                new TrialExecutor.Task(
                                        in.readInt(),
                                        in.readInt(),
                                        in.readInt(),
                                        in.readLong(),
                                        in.readDouble()));
                    }
                    return tasks;
                });
    }

    static byte[] ofOutcomes(List<TrialExecutor.Outcome> outcomes) {
        return written(
                out -> {
                    out.writeByte(OUTCOMES);
                    out.writeInt(outcomes.size());
                    for (TrialExecutor.Outcome outcome : outcomes) {
                        write(outcome, out);
                    }
                });
    }

    private static void write(TrialExecutor.Outcome outcome, DataOutputStream out)
            throws IOException {
        Trial trial = outcome.trial();
        out.writeInt(trial.rung());
        out.writeInt(trial.candidate());
        out.writeInt(trial.fold());
        out.writeLong(trial.seed());
        out.writeUTF(trial.stopReason().name());
        out.writeInt(trial.iterations());
        out.writeDouble(trial.seconds());
        out.writeInt(trial.scores().size());
        for (double score : trial.scores()) {
            out.writeDouble(score);
        }
        out.writeBoolean(outcome.outputs().isPresent());
        if (outcome.outputs().isPresent()) {
            write(outcome.outputs().get(), out);
        }
        out.writeBoolean(outcome.model().isPresent());
        if (outcome.model().isPresent()) {
            ByteArrayOutputStream model = new ByteArrayOutputStream();
            outcome.model().get().write(model);
            out.writeInt(model.size());
            model.writeTo(out);
        }
    }

    private static void write(FeatureMatrix matrix, DataOutputStream out) throws IOException {
        out.writeInt(matrix.samples());
        out.writeInt(matrix.features());
        for (int row = 0; row < matrix.samples(); row++) {
            for (int feature = 0; feature < matrix.features(); feature++) {
                out.writeFloat(matrix.get(row, feature));
            }
        }
    }

    /** A failure that a repetition of the task would repeat. */
    static byte[] ofFailure(RuntimeException failure) {
        RuntimeException sent = failure;
        try {
            serialized(failure);
        } catch (IOException e) { // it refers to something that is not serializable
            sent = new IllegalStateException(failure.toString());
            sent.setStackTrace(failure.getStackTrace());
        }
        RuntimeException serializable = sent;
        return written(
                out -> {
                    out.writeByte(FAILURE);
                    out.write(serialized(serializable));
                });
    }

    private static byte[] serialized(RuntimeException failure) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(failure);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads the outcomes of a task.
     *
     * @throws RuntimeException the failure of the task, as if it had been thrown here
     */
    static List<TrialExecutor.Outcome> outcomes(byte[] bytes) {
        return read(
                bytes,
                in -> {
                    if (in.readByte() == FAILURE) {
                        throw failure(in);
                    }
                    List<TrialExecutor.Outcome> outcomes = new ArrayList<>();
                    for (int k = in.readInt(); k > 0; k--) {
                        outcomes.add(outcome(in));
                    }
                    return outcomes;
                });
    }

    private static RuntimeException failure(InputStream bytes) throws IOException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (ObjectInputStream in =
                new ObjectInputStream(bytes) {
                    @Override
                    protected Class<?> resolveClass(ObjectStreamClass type)
                            throws IOException, ClassNotFoundException {
                        return Class.forName(type.getName(), false, loader);
                    }
                }) {
            return (RuntimeException) in.readObject();
        } catch (ClassNotFoundException e) {
            return new IllegalStateException("a task failed with an exception of no class here", e);
        }
    }

    private static TrialExecutor.Outcome outcome(DataInputStream in) throws IOException {
        int rung = in.readInt();
        int candidate = in.readInt();
        int fold = in.readInt();
        long seed = in.readLong();
        StopReason reason = StopReason.valueOf(in.readUTF());
        int iterations = in.readInt();
        double seconds = in.readDouble();
        List<Double> scores = new ArrayList<>();
        for (int k = in.readInt(); k > 0; k--) {
            scores.add(in.readDouble());
        }
        Optional<FeatureMatrix> outputs =
                in.readBoolean() ? Optional.of(matrix(in)) : Optional.empty();
        Optional<SavedModel> model = in.readBoolean() ? Optional.of(model(in)) : Optional.empty();
        Trial trial = new Trial(rung, candidate, fold, seed, reason, iterations, seconds, scores);
        return new TrialExecutor.Outcome(trial, outputs, model);
    }

    private static FeatureMatrix matrix(DataInputStream in) throws IOException {
        FeatureMatrix matrix = new FeatureMatrix(in.readInt(), in.readInt());
        for (int row = 0; row < matrix.samples(); row++) {
            for (int feature = 0; feature < matrix.features(); feature++) {
                matrix.set(row, feature, in.readFloat());
            }
        }
        return matrix;
    }

    private static SavedModel model(DataInputStream in) throws IOException {
        return SavedModel.read(new ByteArrayInputStream(in.readNBytes(in.readInt())));
    }
}
