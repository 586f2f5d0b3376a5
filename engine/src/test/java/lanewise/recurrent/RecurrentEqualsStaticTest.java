package lanewise.recurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.Activation;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.NetworkAccess;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.testing.Iris;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;

/** Recurrent layers without recurrent connections compute the same bits as static layers. */
class RecurrentEqualsStaticTest {

    /**
     * A network of the classic shape as one recurrent layer: the inputs are connected to the hidden
     * units, these to the outputs. Training gives the same bits as two layers.
     */
    @ParameterizedTest
    @EnumSource(names = {"SCALAR", "VECTOR", "AUTO"})
    void oneRecurrentLayerEqualsTwoLayers(Tier tier) {
        Model start = Model.of(layers(Activation.TANH), Iris.start().parameters());
        Dataset train = Iris.split().train();
        TrainingRun expected = Iris.TRAINER.withTier(Tier.SCALAR).fit(start, train);
        TrainingRun actual =
                Iris.TRAINER.withTier(tier).fit(asRecurrentLayer(start, Activation.TANH), train);
        assertSameHistory(expected, actual);
        float[] learned = actual.model().parameters();
        for (int k = 0; k < expected.model().parameters().length; k++) {
            assertEquals(
                    Float.floatToRawIntBits(expected.model().parameters()[k]),
                    Float.floatToRawIntBits(learned[place(k)]),
                    "parameter " + k);
        }
        assertEquals(2, actual.convergence(0).forwardSweeps());
        assertEquals(2, actual.convergence(0).backwardSweeps());
    }

    /**
     * The same with sigmoids. Their last bits differ, because the units of small layers share
     * divisions unless the layer is recurrent.
     */
    @ParameterizedTest
    @EnumSource(names = {"SCALAR", "VECTOR", "AUTO"})
    void oneRecurrentLayerFollowsTheClassicNetwork(Tier tier) {
        Dataset train = Iris.split().train();
        TrainingRun expected = Iris.TRAINER.withTier(Tier.SCALAR).fit(Iris.start(), train);
        TrainingRun actual =
                Iris.TRAINER
                        .withTier(tier)
                        .fit(asRecurrentLayer(Iris.start(), Activation.SIGMOID), train);
        for (int i = 0; i < expected.iteration(); i++) {
            assertEquals(expected.history().loss(i), actual.history().loss(i), 5e-8, "at " + i);
        }
        float[] learned = actual.model().parameters();
        for (int k = 0; k < expected.model().parameters().length; k++) {
            assertEquals(expected.model().parameters()[k], learned[place(k)], 1e-5f);
        }
    }

    private static Network layers(Activation activation) {
        return Network.of(
                4, Layer.of(2, activation).withoutBias(), Layer.of(3, activation).withoutBias());
    }

    private static Model asRecurrentLayer(Model model, Activation activation) {
        boolean[][] mask = new boolean[4 + 5][5];
        for (int input = 0; input < 4; input++) {
            Arrays.fill(mask[input], 3, 5, true);
        }
        for (int hidden = 3; hidden < 5; hidden++) {
            Arrays.fill(mask[4 + hidden], 0, 3, true);
        }
        Recurrence layered = Recurrence.full().withHidden(2).withWiring(Wiring.of(mask));
        Layer pool = Layer.of(5, activation).withoutBias().withRecurrence(layered);
        Network network = Network.of(4, pool);
        float[] parameters = new float[network.parameterCount()];
        for (int k = 0; k < model.parameters().length; k++) {
            parameters[place(k)] = model.parameters()[k];
        }
        return Model.of(network, parameters);
    }

    /**
     * Index in the recurrent layer of a parameter of the classic network: 4 × 2 weights, then 2 ×
     * 3.
     */
    private static int place(int k) {
        return k < 8 ? k / 2 * 5 + 3 + k % 2 : (4 + 3 + (k - 8) / 3) * 5 + (k - 8) % 3;
    }

    /**
     * Recurrent layers whose units are not connected to each other: odd shapes, biases,
     * mini-batches.
     */
    @ParameterizedTest
    @EnumSource(names = {"SCALAR", "VECTOR"})
    void unconnectedLayersEqualStaticLayers(Tier tier) {
        Network plain =
                Network.of(
                        4,
                        Layer.tanh(19),
                        Layer.gelu(17).withoutBias(),
                        Layer.sigmoid(18),
                        Layer.softmax(3));
        Network pools =
                Network.of(
                        4,
                        unconnected(Layer.tanh(19), 4),
                        unconnected(Layer.gelu(17).withoutBias(), 19),
                        unconnected(Layer.sigmoid(18), 17),
                        Layer.softmax(3));
        Model start = Model.normal(plain, 0.3, new RandomState(2));
        float[] parameters = new float[pools.parameterCount()];
        for (int l = 0, from = 0; l < 4; l++) {
            System.arraycopy(start.weights(l), 0, parameters, from, start.weights(l).length);
            from +=
                    NetworkAccess.plan(pools).dense().get(l).inputs()
                            * NetworkAccess.plan(pools).dense().get(l).outputs();
            System.arraycopy(start.biases(l), 0, parameters, from, start.biases(l).length);
            from += start.biases(l).length;
        }
        Trainer trainer = Trainer.of(new Adam(0.01)).withBatches(32).withEpochs(10).withTier(tier);
        Dataset train = Iris.split().train();
        TrainingRun expected = trainer.fit(start, train);
        TrainingRun actual = trainer.fit(Model.of(pools, parameters), train);
        assertSameHistory(expected, actual);
        for (int l = 0; l < 4; l++) {
            float[] weights = expected.model().weights(l);
            float[] learned = Arrays.copyOf(actual.model().weights(l), weights.length);
            for (int k = 0; k < weights.length; k++) {
                assertEquals(
                        Float.floatToRawIntBits(weights[k]), Float.floatToRawIntBits(learned[k]));
            }
        }
        assertEquals(1, actual.convergence(1).forwardSweeps());
        assertEquals(1, actual.convergence(1).backwardSweeps());
    }

    private static Layer unconnected(Layer layer, int inputs) {
        boolean[][] mask = new boolean[inputs + layer.units()][layer.units()];
        for (int input = 0; input < inputs; input++) {
            Arrays.fill(mask[input], true);
        }
        return layer.withRecurrence(Recurrence.full().withWiring(Wiring.of(mask)));
    }

    private static void assertSameHistory(TrainingRun expected, TrainingRun actual) {
        assertEquals(expected.iteration(), actual.iteration());
        for (int i = 0; i < expected.iteration(); i++) {
            assertEquals(
                    Float.floatToRawIntBits(expected.history().loss(i)),
                    Float.floatToRawIntBits(actual.history().loss(i)),
                    "iteration " + i);
            assertEquals(expected.history().hits(i), actual.history().hits(i));
        }
    }
}
