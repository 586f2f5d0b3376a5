package lanewise.benchmarks.workload;

import lanewise.benchmarks.textbook.TextbookNetwork;
import lanewise.random.RandomState;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The reference workload on {@link TextbookNetwork}. */
final class TextbookIris implements IrisTraining {
    private final double[][] x;
    private final double[][] y;
    private final double[][] xTest;
    private final double[][] yTest;
    private final double[][] w1;
    private final double[][] w2;
    private final boolean history;

    TextbookIris(IrisData data, boolean history) {
        x = IrisData.rows(data.train().features());
        y = IrisData.rows(data.train().targets());
        xTest = IrisData.rows(data.test().features());
        yTest = IrisData.rows(data.test().targets());
        RandomState random = new RandomState(IrisData.WEIGHT_SEED);
        w1 = normal(random, IrisData.INPUTS, IrisData.HIDDEN);
        w2 = normal(random, IrisData.HIDDEN, IrisData.OUTPUTS);
        this.history = history;
    }

    @Override
    public Trained train() {
        TextbookNetwork network = new TextbookNetwork(w1, w2, IrisData.LEARNING_RATE);
        network.fit(x, y, IrisData.ITERATIONS, history);
        return new TrainedTextbook(network);
    }

    private static double[][] normal(RandomState random, int rows, int columns) {
        double[][] matrix = new double[rows][];
        for (int row = 0; row < rows; row++) {
            matrix[row] = random.normal(0, IrisData.WEIGHT_SCALE, columns);
        }
        return matrix;
    }

    private final class TrainedTextbook implements Trained {
        private final TextbookNetwork network;

        TrainedTextbook(TextbookNetwork network) {
            this.network = network;
        }

        @Override
        public String kernels() {
            return TEXTBOOK;
        }

        @Override
        public List<Double> mseHistory() {
            return network.mseHistory();
        }

        @Override
        public List<Double> accuracyHistory() {
            return network.accuracyHistory();
        }

        @Override
        public List<Double> weights() {
            return Stream.of(network.w1(), network.w2())
                    .flatMap(Stream::of)
                    .flatMapToDouble(Arrays::stream)
                    .boxed()
                    .toList();
        }

        @Override
        public double testAccuracy() {
            return network.accuracy(xTest, yTest);
        }
    }
}
