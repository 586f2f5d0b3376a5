package lanewise.benchmarks.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;

import lanewise.Model;
import lanewise.io.SavedModel;

import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of src-test-data/import, and the outputs of networks for the rows there. */
public final class ImportFixtures {
    private ImportFixtures() {}

    /** A file of the directory. */
    public static Path file(String name) {
        return Path.of(System.getProperty("lanewise.testData", "../src-test-data"), "import", name);
    }

    /** The numbers of a CSV file. */
    public static double[][] table(String name) throws IOException {
        return Files.readAllLines(file(name + ".csv")).stream()
                .skip(1)
                .map(line -> Stream.of(line.split(",")).mapToDouble(Double::valueOf).toArray())
                .toArray(double[][]::new);
    }

    private static float[] floats(double[] row) {
        float[] floats = new float[row.length];
        for (int k = 0; k < row.length; k++) {
            floats[k] = (float) row[k];
        }
        return floats;
    }

    /** The outputs for unscaled rows. */
    public static double[][] outputs(SavedModel saved, double[][] rows) {
        Model model = saved.model();
        double[][] outputs = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            float[] features = floats(rows[row]);
            float[] answers =
                    model.predict(
                            saved.scaling()
                                    .map(scaling -> scaling.apply(features))
                                    .orElse(features));
            outputs[row] = new double[answers.length];
            for (int k = 0; k < answers.length; k++) {
                outputs[row][k] = answers[k];
            }
        }
        return outputs;
    }

    /** The largest difference, relative to numbers above 1. */
    public static double difference(double[][] expected, double[][] actual) {
        assertEquals(expected.length, actual.length);
        double largest = 0;
        for (int row = 0; row < expected.length; row++) {
            assertEquals(expected[row].length, actual[row].length);
            for (int k = 0; k < expected[row].length; k++) {
                double difference = Math.abs(expected[row][k] - actual[row][k]);
                double relative = difference / Math.max(1, Math.abs(expected[row][k]));
                largest = relative <= largest ? largest : relative; // NaN counts
            }
        }
        return largest;
    }

    /** The outputs of the graph's last output in ONNX Runtime; maps as lists of their values. */
    static double[][] inOnnxRuntime(byte[] file, double[][] rows) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(file, options)) {
                String input = session.getInputNames().iterator().next();
                TensorInfo info = (TensorInfo) session.getInputInfo().get(input).getInfo();
                try (OnnxTensor fed = tensor(info.type, rows);
                        OrtSession.Result result = session.run(Map.of(input, fed))) {
                    return numbers(result.get(result.size() - 1));
                }
            }
        }
    }

    private static OnnxTensor tensor(OnnxJavaType type, double[][] rows) throws OrtException {
        long[] shape = {rows.length, rows[0].length};
        double[] all = Stream.of(rows).flatMapToDouble(Arrays::stream).toArray();
        return type == OnnxJavaType.DOUBLE
                ? OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), DoubleBuffer.wrap(all), shape)
                : OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), FloatBuffer.wrap(floats(all)), shape);
    }

    private static double[][] numbers(OnnxValue value) throws OrtException {
        List<double[]> rows = new ArrayList<>();
        if (value instanceof OnnxSequence maps) {
            for (OnnxValue map : maps.getValue()) {
                rows.add(
                        new TreeMap<Object, Object>(((OnnxMap) map).getValue())
                                .values().stream()
                                        .mapToDouble(p -> ((Number) p).doubleValue())
                                        .toArray());
            }
        } else if (value.getValue() instanceof double[][] doubles) {
            return doubles;
        } else {
            for (float[] row : (float[][]) value.getValue()) {
                double[] numbers = new double[row.length];
                for (int k = 0; k < row.length; k++) {
                    numbers[k] = row[k];
                }
                rows.add(numbers);
            }
        }
        return rows.toArray(double[][]::new);
    }
}
