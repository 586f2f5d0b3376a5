package lanewise.benchmarks.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;

import lanewise.benchmarks.onnx.OnnxModel;
import lanewise.benchmarks.workload.Inference;
import lanewise.benchmarks.workload.NativeEnvironment;
import lanewise.benchmarks.workload.Prediction;
import lanewise.data.FeatureMatrix;
import lanewise.io.SavedModel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** Prediction by ONNX Runtime of the exported model, on one thread, between direct buffers. */
public final class OnnxInference implements Inference {
    private final int columns;
    private final FloatBuffer answers;
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> pinnedOutputs;

    /**
     * Prepares a prediction.
     *
     * @param prediction the weights and the rows
     * @throws OrtException if ONNX Runtime rejects the model
     */
    public OnnxInference(Prediction prediction) throws OrtException {
        int rows = prediction.features().samples();
        columns = prediction.model().network().outputs();
        answers = direct(rows * columns);
        FloatBuffer features = direct(rows * prediction.features().features());
        features.put(RowMajor.of(prediction.features())).flip();
        // Besides usage figures, this avoids a crash: regular expressions for them, matched against
        // the command line, overflow the stack if the class path is long.
        NativeEnvironment.set("ORT_DISABLE_TELEMETRY", "1");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setOptimizationLevel(OptLevel.ALL_OPT);
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        session = environment.createSession(file(prediction), options);
        inputs =
                Map.of(
                        OnnxModel.FEATURES,
                        OnnxTensor.createTensor(
                                environment,
                                features,
                                new long[] {rows, prediction.features().features()}));
        pinnedOutputs =
                Map.of(
                        OnnxModel.OUTPUTS,
                        OnnxTensor.createTensor(environment, answers, new long[] {rows, columns}));
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static byte[] file(Prediction prediction) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            OnnxModel.of(SavedModel.of(prediction.model())).write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public Object predict() {
        try {
            session.run(inputs, pinnedOutputs).close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
        return answers;
    }

    @Override
    public FeatureMatrix outputs() {
        float[] rows = new float[answers.capacity()];
        answers.get(0, rows);
        return RowMajor.matrix(rows, columns);
    }
}
