package lanewise.spark.internal.training;

import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.SparkSession;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;

/**
 * Saves models in Spark's way, as a directory of metadata and parameters, with a plain model file
 * of the engine in it.
 */
public final class ModelFiles {
    /** Name of the model file in the directory. */
    static final String NAME = "model.safetensors";

    private ModelFiles() {}

    public static MLWriter writer(Model<?> owner, SharedModel model) {
        return new MLWriter() {
            @Override
            public void saveImpl(String directory) {
                DefaultParamsWriter$.MODULE$.saveMetadata(owner, directory, sparkSession());
                ModelFiles.write(sparkSession(), new Path(directory, NAME), model.file());
            }
        };
    }

    /**
     * A reader of models.
     *
     * @param type the class of the models
     * @param make makes one of its identifier and its network
     */
    public static <M extends Model<M>> MLReader<M> reader(
            Class<M> type, BiFunction<String, SharedModel, M> make) {
        return new MLReader<>() {
            @Override
            public M load(String directory) {
                DefaultParamsReader.Metadata metadata =
                        DefaultParamsReader$.MODULE$.loadMetadata(
                                directory, sparkSession(), type.getName());
                SharedModel model = ModelFiles.read(sparkSession(), new Path(directory, NAME));
                M loaded = make.apply(metadata.uid(), model);
                metadata.getAndSetParams(loaded, metadata.getAndSetParams$default$2());
                return loaded;
            }
        };
    }

    private static void write(SparkSession session, Path file, byte[] bytes) {
        try (FSDataOutputStream out = fileSystem(session, file).create(file, false)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    public static SharedModel read(SparkSession session, Path file) {
        try (FSDataInputStream in = fileSystem(session, file).open(file)) {
            return SharedModel.read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    public static FileSystem fileSystem(SparkSession session, Path file) throws IOException {
        return file.getFileSystem(session.sparkContext().hadoopConfiguration());
    }
}
