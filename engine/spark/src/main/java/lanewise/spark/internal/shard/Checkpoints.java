package lanewise.spark.internal.shard;

import lanewise.io.SavedModel;
import lanewise.shard.ShardPlan;
import lanewise.spark.internal.training.Jobs;
import lanewise.spark.internal.training.ModelFiles;
import lanewise.spark.internal.training.TrainingSettings;
import lanewise.spark.param.LanewiseParams;
import lanewise.train.Checkpoint;
import lanewise.train.TrainingRun;

import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * The checkpoint of a training with shards: a model file of the engine, whose name depends on all
 * that determines the model, so that no training continues another one. Replaced as a whole.
 */
public final class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private final SparkSession session;
    private final Path directory;
    private final int interval;
    private Path file;

    private Checkpoints(SparkSession session, Path directory, int interval) {
        this.session = session;
        this.directory = directory;
        this.interval = interval;
    }

    /** The checkpoints that the parameters of an estimator choose; empty for none. */
    public static Optional<Checkpoints> of(SparkSession session, LanewiseParams params) {
        String directory = params.getCheckpointDir();
        return directory.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Checkpoints(
                                session, new Path(directory), params.getCheckpointInterval()));
    }

    /** Number of epochs between two checkpoints. */
    int interval() {
        return interval;
    }

    /** Chooses the file of a training. */
    void choose(TrainingSettings settings, ShardPlan plan, long checksum) {
        String text =
                settings.start().parametersSha256()
                        + settings.trainer()
                        + settings.network()
                        + settings.patience()
                        + plan
                        + checksum;
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            String name = HexFormat.of().formatHex(hash, 0, 8);
            file = new Path(directory, "lanewise-" + name + ".safetensors");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** The checkpoint, if there is one. */
    Optional<Checkpoint> read() {
        try {
            if (!ModelFiles.fileSystem(session, file).exists(file)) {
                return Optional.empty();
            }
            return ModelFiles.read(session, file).saved().checkpoint();
        } catch (IOException e) {
            throw failed("read", e);
        } catch (UncheckedIOException e) {
            throw new UncheckedIOException(
                    e.getMessage() + ": delete this checkpoint to start from the beginning",
                    e.getCause());
        }
    }

    /** Replaces the checkpoint. */
    void write(TrainingRun run) {
        Path next = file.suffix("." + UUID.randomUUID() + ".new"); // another training may write one
        try {
            FileSystem files = ModelFiles.fileSystem(session, file);
            files.mkdirs(directory);
            try (FSDataOutputStream out = files.create(next, true)) {
                SavedModel.of(run.model()).withCheckpoint(run.checkpoint()).write(out);
            }
            // In one step: a driver that is lost now leaves the old checkpoint or the new one.
            FileContext.getFileContext(file.toUri(), files.getConf())
                    .rename(next, file, Options.Rename.OVERWRITE);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted() || e instanceof InterruptedIOException) {
                throw Jobs.interrupted(e);
            }
            throw failed("write", e);
        } finally {
            deleteQuietly(next);
        }
    }

    /** Deletes what is left of a file that could not be written or renamed. */
    private void deleteQuietly(Path part) {
        try {
            ModelFiles.fileSystem(session, part).delete(part, false);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted: {}", part, e.getMessage());
        }
    }

    /** Deletes the checkpoint of a training that is done. */
    void delete() {
        try {
            ModelFiles.fileSystem(session, file).delete(file, false);
        } catch (IOException e) {
            throw failed("delete", e);
        }
    }

    private UncheckedIOException failed(String verb, IOException e) {
        return new UncheckedIOException(
                "cannot " + verb + " the checkpoint " + file + ": " + e.getMessage(), e);
    }
}
