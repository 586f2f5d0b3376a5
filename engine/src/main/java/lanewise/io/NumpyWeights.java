package lanewise.io;

import lanewise.Model;
import lanewise.Network;
import lanewise.io.ModelFileException.Problem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Models whose weights come from NumPy, as {@code numpy.save} writes them.
 *
 * <pre>{@code
 * Network network = Network.of(4, Layer.sigmoid(3), Layer.identity(2));
 * Model model = NumpyWeights.read(network,
 *         Path.of("w1.npy"), Path.of("b1.npy"), Path.of("w2.npy"), Path.of("b2.npy"));
 * float[] outputs = model.predict(5.1f, 3.5f, 1.4f, 0.2f);
 * }</pre>
 */
public final class NumpyWeights {
    private NumpyWeights() {}

    /**
     * Reads a model.
     *
     * @param network its shape
     * @param files an array of float32 or float64 for each layer's weights, inputs × units (what
     *     PyTorch has transposed), of a recurrent layer (inputs + units) × units, each followed by
     *     one for the layer's biases if it has any; numbers are rounded to float
     * @return the model
     * @throws NullPointerException if an argument or a file is null
     * @throws IllegalArgumentException if there are not as many files as the network has arrays, or
     *     a number that is not 0 where a wiring has no connection
     * @throws ModelFileException if a file is no such array, of another shape than the network's,
     *     or has a number that is not finite as float; its message begins with the file's name
     * @throws IOException if a file cannot be read, or is no file but a folder or a pipe
     */
    public static Model read(Network network, Path... files) throws IOException {
        Objects.requireNonNull(network, "network is null: expected the shape of the model");
        Objects.requireNonNull(files, "files is null: expected a file for each array");
        List<ParameterTensor> arrays = ParameterTensor.of(network);
        if (files.length != arrays.size()) {
            throw new IllegalArgumentException(
                    files.length
                            + " files for the network "
                            + network
                            + ": expected "
                            + arrays.size()
                            + ", weights and biases of each layer in turn");
        }
        for (Path file : files) {
            Objects.requireNonNull(file, "a file is null: expected one for each array");
        }
        float[] parameters = new float[network.parameterCount()];
        for (int k = 0; k < files.length; k++) {
            try (SourceFile file = new SourceFile(files[k])) {
                copy(NpyArray.read(file), arrays.get(k), parameters);
            } catch (ModelFileException e) {
                throw new ModelFileException(e.problem(), files[k] + ": " + e.getMessage(), e);
            }
        }
        return Model.of(network, parameters);
    }

    private static void copy(NpyArray from, ParameterTensor to, float[] parameters)
            throws ModelFileException {
        List<Integer> expected = to.shape();
        if (!from.shape().equals(expected)) {
            throw new ModelFileException(
                    Problem.INCONSISTENT,
                    "an array of shape "
                            + from.shape()
                            + " for "
                            + to.name()
                            + ": expected "
                            + expected);
        }
        float[] values = from.values();
        for (int k = 0; k < values.length; k++) {
            if (!Float.isFinite(values[k])) {
                throw new ModelFileException(
                        Problem.NOT_FINITE, "element " + k + " is " + values[k] + " as float");
            }
        }
        System.arraycopy(values, 0, parameters, to.from(), values.length);
    }
}
