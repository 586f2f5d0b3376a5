package lanewise.benchmarks.report.training;

import java.util.Objects;

/**
 * A setting of a training or a fact about it.
 *
 * @param name such as {@code learning rate}
 * @param value such as {@code 0.01}
 */
public record Fact(String name, String value) {
    /**
     * Checks the arguments.
     *
     * @throws NullPointerException if an argument is null
     */
    public Fact {
        Objects.requireNonNull(name, "name must not be null");
        Objects.requireNonNull(value, "value must not be null");
    }
}
