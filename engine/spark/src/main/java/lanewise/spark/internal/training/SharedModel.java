package lanewise.spark.internal.training;

import lanewise.io.SavedModel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A model that Spark can send: the bytes of its file. All copies in a JVM share one model of the
 * engine, and with it the kernels that its predictions have warmed up. Immutable and thread-safe.
 */
public final class SharedModel implements Serializable {
    private static final long serialVersionUID = 1;

    /** The models of this JVM. Those that nothing else refers to go when memory is short. */
    private static final ConcurrentHashMap<Key, SoftReference<SavedModel>> MODELS =
            new ConcurrentHashMap<>();

    private final byte[] file;
    private transient volatile SavedModel saved;

    private SharedModel(byte[] file, SavedModel saved) {
        this.file = file;
        this.saved = saved;
    }

    /** Compares files by their bytes, of which the checksum is a part. */
    private record Key(byte[] file) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(file, key.file);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(file);
        }
    }

    public static SharedModel of(SavedModel saved) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            saved.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot fail", e);
        }
        return new SharedModel(bytes.toByteArray(), saved);
    }

    /**
     * Reads the bytes of a file.
     *
     * @throws IOException if they are not those of a model
     */
    public static SharedModel read(byte[] file) throws IOException {
        return new SharedModel(file, SavedModel.read(new ByteArrayInputStream(file)));
    }

    /** The bytes of the file. Not to be modified. */
    public byte[] file() {
        return file;
    }

    /** The model of the engine. */
    public SavedModel saved() {
        SavedModel model = saved;
        if (model == null) {
            model = shared();
            saved = model;
        }
        return model;
    }

    private SavedModel shared() {
        MODELS.values().removeIf(reference -> reference.get() == null);
        SavedModel[] found = new SavedModel[1];
        MODELS.compute(
                new Key(file),
                (_, reference) -> {
                    found[0] = reference == null ? null : reference.get();
                    if (found[0] != null) {
                        return reference;
                    }
                    found[0] = parse();
                    return new SoftReference<>(found[0]);
                });
        return found[0];
    }

    private SavedModel parse() {
        try {
            return SavedModel.read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException("a model that was written before", e);
        }
    }
}
