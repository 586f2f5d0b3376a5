package lanewise.spark;

import lanewise.select.TrialExecutor;

import org.apache.spark.SparkEnv;

import scala.reflect.ClassTag$;

import java.io.NotSerializableException;
import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * Rows and settings of trials. Broadcast as bytes, which any serializer of Spark can write; each
 * JVM creates one executor from them, which lives as long as the broadcast.
 */
final class TrialJob implements Serializable {
    private static final long serialVersionUID = 1;

    private final byte[] rows;
    private final byte[] settings;

    /** Created when first used; shared by the tasks of a JVM. */
    private transient TrialExecutor executor;

    /**
     * Creates a job.
     *
     * @param rows data sets as of {@link DatasetBytes}
     * @throws IllegalArgumentException if the settings are not serializable
     */
    TrialJob(byte[] rows, Settings settings) {
        this.rows = rows;
        this.settings = bytes(settings);
    }

    private static byte[] bytes(Settings settings) {
        ByteBuffer buffer;
        try {
            buffer =
                    SparkEnv.get()
                            .closureSerializer()
                            .newInstance()
                            .serialize(settings, ClassTag$.MODULE$.apply(Settings.class));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // NotSerializableException, which Scala does not declare
            throw new IllegalArgumentException(message(e), e);
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static String message(Exception e) {
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return e instanceof NotSerializableException
                ? "the function that creates the settings refers to a "
                        + first
                        + ", which cannot be sent to executors: create it inside the function"
                : "the function that creates the settings cannot be sent to executors: " + e;
    }

    /**
     * The executor of this JVM.
     *
     * @param threads number of threads of a task, the same for all tasks
     */
    synchronized TrialExecutor executor(int threads) {
        if (executor == null) {
            Settings read =
                    SparkEnv.get()
                            .closureSerializer()
                            .newInstance()
                            .deserialize(
                                    ByteBuffer.wrap(settings),
                                    Thread.currentThread().getContextClassLoader(),
                                    ClassTag$.MODULE$.apply(Settings.class));
            executor = read.executor(DatasetBytes.read(rows), threads);
        }
        return executor;
    }
}
