package lanewise.lifecycle;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Predictor;
import lanewise.Tier;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaling;
import lanewise.ensemble.Ensemble;
import lanewise.ensemble.EnsemblePredictor;
import lanewise.optimize.AdamW;
import lanewise.optimize.CosineDecay;
import lanewise.optimize.WarmUp;
import lanewise.random.RandomState;
import lanewise.recurrent.Recurrence;
import lanewise.testing.Iris;
import lanewise.testing.WidthUnderTest;
import lanewise.train.EarlyStopping;
import lanewise.train.Trainer;
import lanewise.train.TrainingListener;
import lanewise.train.TrainingRun;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.IntConsumer;

class AllocationTest {
    private static final int ITERATIONS = 5_000_000;

    @ParameterizedTest
    @CsvSource({"SCALAR, true", "SCALAR, false", "VECTOR, true", "VECTOR, false", "AUTO, true"})
    void iterationsAllocateNothing(Tier tier, boolean recordHistory) {
        Trainer trainer = Trainer.gradientDescent(0.1, ITERATIONS).withTier(tier);
        trainer = recordHistory ? trainer : trainer.withoutHistory();
        assertAllocatesNothing(trainer.start(Iris.start(), Iris.split().train()));
    }

    @ParameterizedTest
    @EnumSource(names = {"SCALAR", "VECTOR"})
    void iterationsWithAllFeaturesAllocateNothing(Tier tier) {
        Network network =
                Network.of(4, Layer.gelu(20).withDropout(0.1), Layer.tanh(17), Layer.softmax(3));
        Trainer trainer =
                Trainer.of(new AdamW(new WarmUp(10, new CosineDecay(0.001, 0, 1000)), 0.01))
                        .withIterations(ITERATIONS)
                        .withBatches(20)
                        .withWeightDecay(1e-4)
                        .withMaxGradientNorm(1)
                        .withBalancedClasses()
                        .withThreads(2)
                        .withEarlyStopping(new EarlyStopping(Iris.split().test(), ITERATIONS))
                        .withListener(new TrainingListener() {})
                        .withTier(tier);
        Model start = Model.initialize(network, Initializer.heNormal(), new RandomState(1));
        assertAllocatesNothing(trainer.start(start, Iris.split().train()));
    }

    @ParameterizedTest
    @EnumSource(names = {"SCALAR", "VECTOR"})
    void recurrentIterationsAllocateNothing(Tier tier) {
        Recurrence damped = Recurrence.full().withDamping(0.1).withHidden(2);
        Network network =
                Network.of(
                        4,
                        Layer.gelu(20).withRecurrence(Recurrence.full()),
                        Layer.tanh(5).withRecurrence(damped));
        Trainer trainer = Trainer.gradientDescent(1e-6, ITERATIONS).withTier(tier);
        Model start = Model.normal(network, 0.05, new RandomState(1));
        // Few rows, as each takes many sweeps.
        assertAllocatesNothing(trainer.start(start, Iris.split().test()));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SPECIALISED")
    void predictionIntoBuffersAllocatesNothing(Tier tier) {
        Predictor predictor = Iris.start().predictor(tier);
        FeatureMatrix rows = Iris.split().train().features();
        FeatureMatrix outputs = new FeatureMatrix(rows.samples(), 3);
        float[] row = rows.row(0);
        float[] output = new float[3];
        assertAllocatesNothing(
                times -> {
                    for (int k = 0; k < times; k++) {
                        predictor.predict(rows, outputs);
                        predictor.predict(row, output);
                        predictor.classify(row);
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({"SCALAR, false", "SCALAR, true", "VECTOR, false", "VECTOR, true", "AUTO, true"})
    void predictionFromAnyBufferAllocatesNothing(Tier tier, boolean scaled) {
        FeatureMatrix matrix = Iris.split().train().features();
        int rows = matrix.samples();
        Predictor plain = Iris.start().predictor(tier);
        Predictor predictor =
                scaled ? plain.withScaling(Scaling.standard(Iris.split().train())) : plain;
        float[][] arrays = new float[rows][];
        float[] flat = new float[rows * 4];
        for (int row = 0; row < rows; row++) {
            arrays[row] = matrix.row(row);
            System.arraycopy(arrays[row], 0, flat, row * 4, 4);
        }
        double[] doubles = {5.1, 3.5, 1.4, 0.2};
        double[] doubleOutputs = new double[3];
        float[][] arrayOutputs = new float[rows][3];
        float[] outputs = new float[rows * 3];
        FloatBuffer direct = ByteBuffer.allocateDirect(4 * flat.length).asFloatBuffer();
        FloatBuffer buffer = direct.put(0, flat);
        FloatBuffer bufferOutputs = FloatBuffer.allocate(rows * 3);
        MemorySegment segment = Arena.ofAuto().allocate(4L * flat.length + 1).asSlice(1);
        MemorySegment.copy(flat, 0, segment, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, flat.length);
        MemorySegment segmentOutputs = MemorySegment.ofArray(new float[rows * 3]);
        FeatureMatrix matrixOutputs = new FeatureMatrix(rows, 3);
        int[] classes = new int[rows];
        assertAllocatesNothing(
                times -> {
                    for (int k = 0; k < times; k++) {
                        predictor.predict(doubles, doubleOutputs);
                        predictor.classify(doubles);
                        predictor.predict(arrays, arrayOutputs);
                        predictor.classify(arrays, classes);
                        predictor.predict(flat, rows, outputs);
                        predictor.classify(flat, rows, classes);
                        predictor.predict(buffer, rows, bufferOutputs);
                        predictor.classify(buffer, rows, classes);
                        predictor.predict(segment, rows, segmentOutputs);
                        predictor.classify(segment, rows, classes);
                        predictor.predict(matrix, matrixOutputs);
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({"SCALAR, false", "VECTOR, true", "AUTO, true"})
    void predictionByAnEnsembleAllocatesNothing(Tier tier, boolean scaled) {
        Network other = Network.of(4, Layer.tanh(5), Layer.softmax(3));
        Model second = Model.normal(other, 0.5, new RandomState(2));
        EnsemblePredictor plain = Ensemble.of(List.of(Iris.start(), second)).predictor(tier);
        EnsemblePredictor predictor =
                scaled ? plain.withScaling(Scaling.standard(Iris.split().train())) : plain;
        FeatureMatrix matrix = Iris.split().test().features();
        int rows = matrix.samples();
        float[] flat = new float[rows * 4];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(matrix.row(row), 0, flat, row * 4, 4);
        }
        float[] row = matrix.row(0);
        float[] output = new float[3];
        float[] rowSpread = new float[3];
        double[] doubles = {5.1, 3.5, 1.4, 0.2};
        double[] doubleOutputs = new double[3];
        float[] outputs = new float[rows * 3];
        float[] spread = new float[rows * 3];
        FeatureMatrix matrixOutputs = new FeatureMatrix(rows, 3);
        FeatureMatrix matrixSpread = new FeatureMatrix(rows, 3);
        int[] classes = new int[rows];
        assertAllocatesNothing(
                times -> {
                    for (int k = 0; k < times; k++) {
                        predictor.predict(row, output);
                        predictor.predict(row, output, rowSpread);
                        predictor.classify(row);
                        predictor.predict(doubles, doubleOutputs);
                        predictor.classify(doubles);
                        predictor.predict(flat, rows, outputs);
                        predictor.predict(flat, rows, outputs, spread);
                        predictor.classify(flat, rows, classes);
                        predictor.predict(matrix, matrixOutputs);
                        predictor.predict(matrix, matrixOutputs, matrixSpread);
                    }
                });
    }

    private static void assertAllocatesNothing(TrainingRun run) {
        assertAllocatesNothing(run::advance);
    }

    private static void assertAllocatesNothing(IntConsumer work) {
        // Calling workers allocates a few hundred bytes, once per call of advance.
        WidthUnderTest.untilCompiled(1_000, 999, work);
    }
}
