package lanewise.io;

import lanewise.io.ImportedLayers.Dense;
import lanewise.io.ModelFileException.Problem;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An archive of arrays as {@code numpy.savez} writes it: a zip file, stored or deflated, of {@code
 * .npy} files. Checksums are verified, and the expanded size is limited.
 */
final class NumpyArchive {
    private static final String SUFFIX = ".npy";

    /** Expanded bytes that a file of any length may have, and factor for longer ones. */
    private static final long FREE_BYTES = 1 << 24;

    private static final long MOST_EXPANSION = 20;

    private NumpyArchive() {}

    /**
     * Reads the layers of an archive.
     *
     * @throws ModelFileException if it is no such archive, or its arrays are not layers in a
     *     definite order
     */
    static ImportedLayers layers(Path file) throws IOException {
        return layers(arrays(file));
    }

    private static Map<String, NpyArray> arrays(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(
                    file.toString(), null, "not a regular file: expected the path of a file");
        }
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        long left = FREE_BYTES + MOST_EXPANSION * Files.size(file);
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName();
                if (!name.endsWith(SUFFIX)) {
                    throw foreign(
                            "entry \""
                                    + name
                                    + "\": expected arrays ending in .npy only, as numpy.savez"
                                    + " writes them",
                            null);
                }
                byte[] bytes = bytes(zip, entry, left);
                left -= bytes.length;
                NpyArray array;
                try {
                    array = NpyArray.read(Source.of(bytes));
                } catch (ModelFileException e) {
                    throw new ModelFileException(
                            e.problem(), "array \"" + name + "\": " + e.getMessage(), e);
                }
                String key = name.substring(0, name.length() - SUFFIX.length());
                if (arrays.put(key, array) != null) {
                    throw foreign("two entries \"" + name + "\"", null);
                }
            }
        } catch (ZipException | EOFException e) {
            throw foreign("not a zip file, or damaged: " + e.getMessage(), e);
        }
        return arrays;
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry, long most) throws IOException {
        String name = "entry \"" + entry.getName() + "\"";
        long size = entry.getSize();
        if (size < 0 || size > most || size > Integer.MAX_VALUE - 8) {
            throw new ModelFileException(
                    Problem.LENGTH,
                    name
                            + " expands to "
                            + size
                            + " bytes: expected at most "
                            + most
                            + ", 16 MiB plus twenty times the file's length");
        }
        byte[] bytes;
        try (InputStream in = zip.getInputStream(entry)) {
            bytes = in.readNBytes((int) size);
            if (bytes.length < size || in.read() >= 0) {
                throw new ModelFileException(
                        Problem.LENGTH, name + " does not expand to its " + size + " bytes");
            }
        } catch (ModelFileException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) { // from the inflater, EOFException
            throw foreign(name + " is damaged: " + e.getMessage(), e);
        }
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        if (checksum.getValue() != entry.getCrc()) {
            throw new ModelFileException(
                    Problem.CHECKSUM,
                    name + " was changed after it was written: its CRC-32 does not match");
        }
        return bytes;
    }

    private static ModelFileException foreign(String problem, Exception cause) {
        return new ModelFileException(Problem.FOREIGN, problem, cause);
    }

    private static ImportedLayers layers(Map<String, NpyArray> arrays) throws ModelFileException {
        List<String> matrices = new ArrayList<>();
        List<String> vectors = new ArrayList<>();
        for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
            (array.getValue().shape().size() == 2 ? matrices : vectors).add(array.getKey());
        }
        requireNumbered(arrays.keySet().stream().toList());
        List<String> weights = NumberedName.inOrder(matrices);
        List<String> biases = NumberedName.inOrder(vectors);
        if (weights.size() < matrices.size() || biases.size() < vectors.size()) {
            throw ambiguous(arrays);
        }
        Map<String, String> biasOf = biases(weights, biases);
        if (biasOf.size() < biases.size()) {
            throw ambiguous(arrays);
        }
        List<Dense> layers = new ArrayList<>();
        for (String name : weights) {
            NpyArray matrix = arrays.get(name);
            int units = matrix.shape().get(1);
            NpyArray bias = biasOf.containsKey(name) ? arrays.get(biasOf.get(name)) : null;
            if (bias != null && bias.values().length != units) {
                throw ImportedLayers.inconsistent(
                        "\""
                                + biasOf.get(name)
                                + "\" has shape "
                                + bias.shape()
                                + ": expected ["
                                + units
                                + "], the units of \""
                                + name
                                + "\"");
            }
            layers.add(
                    new Dense(
                            "\"" + name + "\"",
                            matrix.shape().get(0),
                            units,
                            copy(matrix),
                            bias == null ? null : copy(bias)));
        }
        return new ImportedLayers(layers);
    }

    private static ImportedLayers.Floats copy(NpyArray array) {
        return (to, offset) ->
                System.arraycopy(array.values(), 0, to, offset, array.values().length);
    }

    /** {@code numpy.savez} counts from 0 without gaps: another number is damage. */
    private static void requireNumbered(List<String> names) throws ModelFileException {
        List<String> sorted = NumberedName.inOrder(names);
        for (int k = 0; k < sorted.size(); k++) {
            NumberedName name = NumberedName.of(sorted.get(k));
            if (name.pattern().equals("arr_#") && !name.numbers().equals(List.of((long) k))) {
                throw ImportedLayers.inconsistent(
                        "array \"" + name.name() + "\": expected arr_" + k);
            }
        }
    }

    /** The biases of each matrix; fewer than there are if some belong to none. */
    private static Map<String, String> biases(List<String> weights, List<String> biases) {
        Map<String, String> pairs = new HashMap<>();
        if (weights.size() == biases.size()) {
            for (int k = 0; k < biases.size(); k++) {
                pairs.put(weights.get(k), biases.get(k));
            }
            return pairs;
        }
        Set<String> vectors = new HashSet<>(biases);
        List<String> all = new ArrayList<>(weights);
        all.addAll(biases);
        List<String> inOrder = NumberedName.inOrder(all);
        if (!inOrder.isEmpty()) {
            for (int k = 1; k < inOrder.size(); k++) {
                if (vectors.contains(inOrder.get(k)) && !vectors.contains(inOrder.get(k - 1))) {
                    pairs.put(inOrder.get(k - 1), inOrder.get(k));
                }
            }
            return pairs;
        }
        Map<List<Long>, String> byNumber = new HashMap<>();
        for (String name : weights) {
            byNumber.put(NumberedName.of(name).numbers(), name);
        }
        for (String name : biases) {
            String weight = byNumber.get(NumberedName.of(name).numbers());
            if (weight != null) {
                pairs.put(weight, name);
            }
        }
        return pairs;
    }

    private static ModelFileException ambiguous(Map<String, NpyArray> arrays) {
        return ImportedLayers.inconsistent(
                "the order of the arrays "
                        + arrays.keySet()
                        + " is ambiguous: expected a matrix of weights and a vector of biases for"
                        + " each layer, numbered in order such as arr_0, arr_1");
    }
}
