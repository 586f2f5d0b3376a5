package lanewise.benchmarks.profile;

import lanewise.Activation;
import lanewise.Tier;

import java.util.List;

/**
 * What is profiled.
 *
 * @param sizes inputs, and the units of each layer
 * @param activation of hidden layers
 * @param output of the last layer
 * @param bias whether units have biases
 * @param rows the rows of an iteration
 * @param tier who computes
 * @param threads how many threads share the work
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
     * The same on other kernels.
     *
     * @param other who computes
     * @return the workload
     */
    public Workload on(Tier other) {
        return new Workload(sizes, activation, output, bias, rows, other, threads);
    }
}
