package lanewise.io;

import lanewise.Activation;
import lanewise.Model;
import lanewise.Network;
import lanewise.io.ModelFileException.Problem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Reads models from weights saved by {@code numpy.save} or {@code numpy.savez}.
 *
 * <pre>{@code
 * Network network = Network.of(4, Layer.sigmoid(3), Layer.identity(2));
 * Model model = NumpyWeights.read(network,
 *         Path.of("w1.npy"), Path.of("b1.npy"), Path.of("w2.npy"), Path.of("b2.npy"));
 * float[] outputs = model.predict(5.1f, 3.5f, 1.4f, 0.2f);
 * Model keras = NumpyWeights.readArchive(Path.of("keras.npz"), Activation.RELU, Activation.SOFTMAX);
 * System.out.println(keras.network()); // prints 4-8-6-3
 * }</pre>
 *
 * <p>An archive ({@code .npz}, also compressed) holds the weights of each layer as a matrix, inputs
 * × units, and its biases as a vector: {@code np.savez(file, *model.get_weights())} in Keras,
 * {@code np.savez(file, *mlp.coefs_, *mlp.intercepts_)} in scikit-learn. Arrays are in the order of
 * the numbers in their names, {@code arr_0}, {@code arr_1} and so on; names such as {@code coefs_0}
 * and {@code intercepts_0} work, too. If there are as many vectors as matrices, they belong
 * together in this order; if there are fewer, each belongs to the matrix before it, or to the one
 * with the same number if matrices and vectors have different names. Other archives are rejected,
 * as are those that expand to more than 16 MiB plus twenty times their length.
 */
public final class NumpyWeights {
    private NumpyWeights() {}

    /**
     * Reads a model.
     *
     * @param network the shape of the model
     * @param files for each layer a float16, float32 or float64 array of its weights, followed by
     *     one of its biases if it has any; weights are inputs × units (transposed in PyTorch), in a
     *     recurrent layer (inputs + units) × units; numbers are rounded to float
     * @return the model
     * @throws NullPointerException if an argument or a file is null
     * @throws IllegalArgumentException if the number of files is wrong, or a weight is not 0 where
     *     a wiring has no connection
     * @throws ModelFileException if a file is not such an array, has the wrong shape or contains a
     *     number that is not finite as float; the message begins with the file name
     * @throws IOException if a file cannot be read or is not a regular file
     */
    public static Model read(Network network, Path... files) throws IOException {
        Objects.requireNonNull(network, "network must not be null");
        Objects.requireNonNull(files, "files must not be null");
        List<ParameterTensor> arrays = ParameterTensor.of(network);
        if (files.length != arrays.size()) {
            throw new IllegalArgumentException(
                    files.length
                            + " files for the network "
                            + network
                            + ": expected "
                            + arrays.size()
                            + ", the weights and then the biases of each layer");
        }
        for (Path file : files) {
            Objects.requireNonNull(file, "elements of files must not be null");
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

    /**
     * Reads a model of the layers in an archive.
     *
     * @param archive a file of the default file system, written by {@code numpy.savez}
     * @param hidden the activation of all layers but the last
     * @param output the activation of the last layer
     * @return the model
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the activations do not fit the layers, such as softmax
     *     for hidden layers
     * @throws ModelFileException if the file is not such an archive, or a number is not finite as
     *     float; the message begins with the file name
     * @throws IOException if the file cannot be read or is not a regular file
     */
    public static Model readArchive(Path archive, Activation hidden, Activation output)
            throws IOException {
        Objects.requireNonNull(archive, "archive must not be null");
        Objects.requireNonNull(hidden, "hidden must not be null");
        Objects.requireNonNull(output, "output must not be null");
        try {
            ImportedLayers layers = NumpyArchive.layers(archive);
            return layers.model(layers.network(hidden, output));
        } catch (ModelFileException e) {
            throw new ModelFileException(e.problem(), archive + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a model of a given network from an archive.
     *
     * @param network the shape of the model, without recurrent layers
     * @param archive a file of the default file system, written by {@code numpy.savez}
     * @return the model
     * @throws NullPointerException if an argument is null
     * @throws ModelFileException if the file is not such an archive, its layers are not those of
     *     the network, or a number is not finite as float; the message begins with the file name
     * @throws IOException if the file cannot be read or is not a regular file
     */
    public static Model readArchive(Network network, Path archive) throws IOException {
        Objects.requireNonNull(network, "network must not be null");
        Objects.requireNonNull(archive, "archive must not be null");
        try {
            return NumpyArchive.layers(archive).model(network);
        } catch (ModelFileException e) {
            throw new ModelFileException(e.problem(), archive + ": " + e.getMessage(), e);
        }
    }

    private static void copy(NpyArray from, ParameterTensor to, float[] parameters)
            throws ModelFileException {
        List<Integer> expected = to.shape();
        if (!from.shape().equals(expected)) {
            throw new ModelFileException(
                    Problem.INCONSISTENT,
                    "array of shape "
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
                        Problem.NOT_FINITE,
                        "element "
                                + k
                                + " is "
                                + values[k]
                                + " as float: expected a finite number");
            }
        }
        System.arraycopy(values, 0, parameters, to.from(), values.length);
    }
}
