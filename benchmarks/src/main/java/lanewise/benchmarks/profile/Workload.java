package lanewise.benchmarks.profile;

import lanewise.Activation;
import lanewise.Tier;

import java.util.List;

/**
 * A workload to profile.
 *
 * @param sizes inputs, and the units of each layer
 * @param activation activation of the hidden layers
 * @param output activation of the last layer
 * @param bias true if units have biases
 * @param rows number of rows per iteration
 * @param tier tier of the kernels
 * @param threads number of threads that share the work
 */
public record Workload(
        List<Integer> sizes,
        Activation activation,
        Activation output,
        boolean bias,
        int rows,
        Tier tier,
        int threads) {
    /** Copies its arguments. */
    public Workload {
        sizes = List.copyOf(sizes);
    }

    /**
     * Returns the same workload on another tier.
     *
     * @param other the tier
     * @return the workload
     */
    public Workload on(Tier other) {
        return new Workload(sizes, activation, output, bias, rows, other, threads);
    }
}
