package lanewise.benchmarks.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;

import lanewise.data.FeatureMatrix;

import java.nio.FloatBuffer;
import java.util.Map;

/**
 * ONNX Runtime with one exported model, which it has validated. Its native libraries are in its jar
 * and unpacked into a directory of {@code java.io.tmpdir} that is deleted with the JVM.
 */
public final class OnnxSession implements AutoCloseable {
    private static final double TOLERANCE = 1e-6;

    private final OrtSession.SessionOptions options;
    private final OrtSession session;

    private OnnxSession(byte[] model, OptLevel level) throws OrtException {
        options = new OrtSession.SessionOptions();
        options.setOptimizationLevel(level);
        options.setIntraOpNumThreads(1);
        session = OrtEnvironment.getEnvironment().createSession(model, options);
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
