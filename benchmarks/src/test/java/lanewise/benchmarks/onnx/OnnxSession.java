package lanewise.benchmarks.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;

import lanewise.data.FeatureMatrix;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime with one exported model, which it has validated. Its native libraries are in its jar
 * and unpacked into a directory of {@code java.io.tmpdir} that is deleted with the JVM.
 */
public final class OnnxSession implements AutoCloseable {
    static final double TOLERANCE = 1e-6;

    private final OrtSession.SessionOptions options;
    private final OrtSession session;

    private OnnxSession(byte[] model, OptLevel level) throws OrtException {
        options = new OrtSession.SessionOptions();
        options.setOptimizationLevel(level);
        options.setIntraOpNumThreads(1);
        session = OrtEnvironment.getEnvironment().createSession(model, options);
    }

    /** Loads a model twice: with its nodes as in the file, and optimized. */
    static List<OnnxSession> both(byte[] model) throws OrtException {
        return List.of(
                new OnnxSession(model, OptLevel.NO_OPT), new OnnxSession(model, OptLevel.ALL_OPT));
    }

    /** Loads a model. */
    public static OnnxSession of(byte[] model) throws OrtException {
        return new OnnxSession(model, OptLevel.ALL_OPT);
    }

    /**
     * Requires that the answers are as expected up to float arithmetic, 1e-6 · max(1, |a|), whether
     * nodes are fused or computed as in the file.
     */
    public static void assertAnswers(FeatureMatrix expected, byte[] model, FeatureMatrix rows)
            throws OrtException {
        for (OptLevel level : new OptLevel[] {OptLevel.NO_OPT, OptLevel.ALL_OPT}) {
            try (OnnxSession session = new OnnxSession(model, level)) {
                float[][] answers = session.answers(rows);
                assertEquals(expected.samples(), answers.length);
                for (int row = 0; row < answers.length; row++) {
                    assertClose(expected.row(row), answers[row], level + ", row " + row);
                }
            }
        }
    }

    private static void assertClose(float[] expected, float[] actual, String where) {
        assertEquals(expected.length, actual.length, where);
        for (int k = 0; k < expected.length; k++) {
            assertEquals(
                    expected[k],
                    actual[k],
                    TOLERANCE * Math.max(1, Math.abs(expected[k])),
                    where + ", output " + k);
        }
    }

    /** The outputs of the graph for each row. */
    public float[][] answers(FeatureMatrix rows) throws OrtException {
        FloatBuffer fed = FloatBuffer.allocate(rows.samples() * rows.features());
        for (int row = 0; row < rows.samples(); row++) {
            fed.put(rows.row(row));
        }
        long[] shape = {rows.samples(), rows.features()};
        try (OnnxTensor features =
                        OnnxTensor.createTensor(
                                OrtEnvironment.getEnvironment(), fed.flip(), shape);
                OrtSession.Result result = session.run(Map.of("features", features))) {
            assertTrue(result.get("outputs").isPresent());
            return (float[][]) result.get("outputs").get().getValue();
        }
    }

    /**
     * The outputs of a graph with an input for each column.
     *
     * @param columns for each input a {@code double[]} or a {@code String[]}
     */
    public Map<String, Object> answers(Map<String, Object> columns) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> fed = new HashMap<>();
        try {
            for (Map.Entry<String, Object> column : columns.entrySet()) {
                OnnxTensor tensor =
                        switch (column.getValue()) {
                            case double[] numbers ->
                                    OnnxTensor.createTensor(
                                            environment,
                                            DoubleBuffer.wrap(numbers),
                                            new long[] {numbers.length, 1});
                            case String[] texts ->
                                    OnnxTensor.createTensor(
                                            environment, texts, new long[] {texts.length, 1});
                            default -> throw new IllegalArgumentException(column.toString());
                        };
                fed.put(column.getKey(), tensor);
            }
            try (OrtSession.Result result = session.run(fed)) {
                Map<String, Object> answers = new HashMap<>();
                for (Map.Entry<String, OnnxValue> output : result) {
                    answers.put(output.getKey(), output.getValue().getValue());
                }
                return answers;
            }
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
    }

    /** The inputs and outputs of the graph, such as {@code age: DOUBLE [-1, 1]}. */
    public List<String> signature() throws OrtException {
        List<String> all = new ArrayList<>();
        for (Map<String, NodeInfo> infos :
                List.of(session.getInputInfo(), session.getOutputInfo())) {
            infos.forEach(
                    (name, info) -> {
                        TensorInfo tensor = (TensorInfo) info.getInfo();
                        all.add(
                                name
                                        + ": "
                                        + tensor.type
                                        + " "
                                        + Arrays.toString(tensor.getShape()));
                    });
        }
        return all;
    }

    /** The metadata of the file. */
    public Map<String, String> metadata() throws OrtException {
        return session.getMetadata().getCustomMetadata();
    }

    @Override
    public void close() throws OrtException {
        session.close();
        options.close();
    }
}
