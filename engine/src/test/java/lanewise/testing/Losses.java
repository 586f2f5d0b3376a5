package lanewise.testing;

import lanewise.Activation;
import lanewise.Loss;

/** Last layers for tests of every loss. */
public final class Losses {
    private Losses() {}

    /**
     * Returns an activation of outputs that a loss supports. Those of losses that treat large
     * errors differently are unbounded.
     *
     * @param loss the loss
     * @return the activation of the last layer
     */
    public static Activation outputs(Loss loss) {
        return switch (loss) {
            case MEAN_ABSOLUTE_ERROR, HUBER -> Activation.IDENTITY;
            case MEAN_SQUARED_ERROR, BINARY_CROSS_ENTROPY -> Activation.SIGMOID;
            case CROSS_ENTROPY -> Activation.SOFTMAX;
        };
    }
}
