package lanewise.spark;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Data sets as bytes, big-endian: names, class indexes instead of one-hot targets, and a column of
 * each feature, as float or, if float has rounded it, as double. Read by the same version only.
 */
final class DatasetBytes {
    /** Maximum number of bytes of all data sets of a job. */
    static final long LIMIT = 1L << 30;

    private DatasetBytes() {}

    /**
     * Writes data sets.
     *
     * @throws IllegalArgumentException if they take more than {@link #LIMIT} bytes
     */
    static byte[] of(List<Dataset> sets) {
        return of(sets, LIMIT);
    }

    static byte[] of(List<Dataset> sets, long limit) {
        long size = 4;
        for (Dataset set : sets) {
            size += size(set);
        }
        if (size > limit) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the rows take %.2f GiB: expected at most %.2f GiB, because each"
                                    + " executor holds all rows of a search; use fewer rows",
                            size / 1073741824.0,
                            limit / 1073741824.0));
        }
        ByteBuffer out = ByteBuffer.allocate((int) size).putInt(sets.size());
        sets.forEach(set -> write(set, out));
        return out.array();
    }

    private static long size(Dataset set) {
        long size = 1 + size(set.featureNames()) + size(set.classNames()) + size(set.features());
        return size + (set.classification() ? 4L * set.rows() : size(set.targets()));
    }

    private static long size(List<String> names) {
        long size = 4;
        for (String name : names) {
            size += 4 + name.getBytes(StandardCharsets.UTF_8).length;
        }
        return size;
    }

    private static long size(FeatureMatrix matrix) {
        long size = 8;
        for (int feature = 0; feature < matrix.features(); feature++) {
            size += 1 + (rounded(matrix, feature) ? 8L : 4L) * matrix.samples();
        }
        return size;
    }

    /** Whether float has rounded a number of a feature. */
    private static boolean rounded(FeatureMatrix matrix, int feature) {
        for (int row = 0; row < matrix.samples(); row++) {
            if (matrix.getDouble(row, feature) != matrix.get(row, feature)) {
                return true;
            }
        }
        return false;
    }

    private static void write(Dataset set, ByteBuffer out) {
        out.put((byte) (set.classification() ? 1 : 0));
        write(set.featureNames(), out);
        write(set.classNames(), out);
        write(set.features(), out);
        if (!set.classification()) {
            write(set.targets(), out);
            return;
        }
        for (int row = 0; row < set.rows(); row++) {
            out.putInt(set.label(row));
        }
    }

    private static void write(List<String> names, ByteBuffer out) {
        out.putInt(names.size());
        for (String name : names) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            out.putInt(bytes.length).put(bytes);
        }
    }

    private static void write(FeatureMatrix matrix, ByteBuffer out) {
        int rows = matrix.samples();
        out.putInt(rows).putInt(matrix.features());
        for (int feature = 0; feature < matrix.features(); feature++) {
            boolean doubles = rounded(matrix, feature);
            out.put((byte) (doubles ? 1 : 0));
            for (int row = 0; doubles && row < rows; row++) {
                out.putDouble(matrix.getDouble(row, feature));
            }
            if (!doubles) {
                out.asFloatBuffer().put(matrix.array(), feature * matrix.stride(), rows);
                out.position(out.position() + 4 * rows);
            }
        }
    }

    /** Reads data sets that {@link #of} has written. */
    static List<Dataset> read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<Dataset> sets = new ArrayList<>();
        for (int k = in.getInt(); k > 0; k--) {
            sets.add(readSet(in));
        }
        return sets;
    }

    private static Dataset readSet(ByteBuffer in) {
        boolean classes = in.get() == 1;
        List<String> features = readNames(in);
        List<String> classNames = readNames(in);
        FeatureMatrix matrix = readMatrix(in);
        if (!classes) {
            return Dataset.of(features, matrix, readMatrix(in));
        }
        List<String> labels = new ArrayList<>(matrix.samples());
        for (int row = 0; row < matrix.samples(); row++) {
            labels.add(classNames.get(in.getInt()));
        }
        return Dataset.labelled(features, matrix, labels).withClassNames(classNames);
    }

    private static List<String> readNames(ByteBuffer in) {
        List<String> names = new ArrayList<>();
        for (int k = in.getInt(); k > 0; k--) {
            byte[] name = new byte[in.getInt()];
            in.get(name);
            names.add(new String(name, StandardCharsets.UTF_8));
        }
        return names;
    }

    private static FeatureMatrix readMatrix(ByteBuffer in) {
        int rows = in.getInt();
        int features = in.getInt();
        FeatureMatrix floats = new FeatureMatrix(rows, features);
        double[][] doubles = null;
        for (int feature = 0; feature < features; feature++) {
            if (in.get() == 0) {
                in.asFloatBuffer().get(floats.array(), feature * floats.stride(), rows);
                in.position(in.position() + 4 * rows);
                continue;
            }
            doubles = doubles == null ? new double[rows][features] : doubles;
            for (int row = 0; row < rows; row++) {
                doubles[row][feature] = in.getDouble();
                floats.set(row, feature, (float) doubles[row][feature]);
            }
        }
        return doubles == null ? floats : merged(floats, doubles);
    }

    /** The matrix of numbers of which some columns are exact as floats: their doubles are 0. */
    private static FeatureMatrix merged(FeatureMatrix floats, double[][] doubles) {
        for (int row = 0; row < doubles.length; row++) {
            for (int feature = 0; feature < floats.features(); feature++) {
                if (doubles[row][feature] == 0) {
                    doubles[row][feature] = floats.get(row, feature);
                }
            }
        }
        return FeatureMatrix.ofRows(doubles);
    }
}
