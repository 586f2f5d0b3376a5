package lanewise.data;

import java.util.Objects;
import java.util.Optional;

/**
 * The way in which features are scaled before a training. Offsets and scales are fitted to the
 * training rows of each fold, so that nothing of the test rows leaks into the model.
 *
 * <pre>{@code
 * Choice<Scaler> scaler = Choice.of("scaler", Scaler.NONE, Scaler.STANDARD);
 * Estimator scaled = Estimator.of(network, Initializer.glorotUniform(), trainer)
 *         .withScaler(Scaler.STANDARD);
 * Optional<Scaling> fitted = Scaler.STANDARD.fit(train);
 * }</pre>
 */
public enum Scaler {
    /** The features as they are. */
    NONE,
    /** Mean 0 and standard deviation 1: {@link Scaling#standard(Dataset)}. */
    STANDARD,
    /** The range 0 to 1: {@link Scaling#minMax(Dataset)}. */
    MIN_MAX;

    /**
     * Fits a scaling.
     *
     * @param train the training rows
     * @return the scaling; empty for {@link #NONE}
     * @throws NullPointerException if {@code train} is null
     */
    public Optional<Scaling> fit(Dataset train) {
        Objects.requireNonNull(train, "train is null: expected the training rows");
        return switch (this) {
            case NONE -> Optional.empty();
            case STANDARD -> Optional.of(Scaling.standard(train));
            case MIN_MAX -> Optional.of(Scaling.minMax(train));
        };
    }
}
