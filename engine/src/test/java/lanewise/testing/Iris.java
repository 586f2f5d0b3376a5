package lanewise.testing;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Csv;
import lanewise.data.Dataset;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
import lanewise.random.RandomState;
import lanewise.train.Trainer;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The reference workload: iris, a 4-2-3 sigmoid network without biases, 5000 iterations. */
public final class Iris {
    public static final Network NETWORK =
            Network.of(4, Layer.sigmoid(2).withoutBias(), Layer.sigmoid(3).withoutBias());
    public static final Trainer TRAINER = Trainer.gradientDescent(0.1, 5000);

    private Iris() {}

    public static TrainTestSplit split() {
        try {
            Dataset iris = Csv.read(ReferenceFiles.path("iris.csv"), "species");
            return TrainTestSplit.of(iris, TestSize.count(20), 4);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Model start() {
        return Model.normal(NETWORK, 0.5, new RandomState(10));
    }
}
