package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The measurements of one kernel on both tiers.
 *
 * @param scalar on the scalar tier
 * @param vector on the vector tier, with otherwise equal parameters
 */
public record TierPair(Measurement scalar, Measurement vector) {
    private static final String TIER = "tier";

    /**
     * Pairs the kernels measured on both tiers.
     *
     * @param measurements any measurements
     * @param benchmarks classes and methods of the kernels
     * @return a pair for each kernel and choice of parameters, in order
     */
    static List<TierPair> of(List<Measurement> measurements, Set<String> benchmarks) {
        List<TierPair> pairs = new ArrayList<>();
        for (Measurement scalar : measurements) {
            if (benchmarks.contains(scalar.benchmark()) && scalar.param(TIER).equals("scalar")) {
                measurements.stream()
                        .filter(other -> other.benchmark().equals(scalar.benchmark()))
                        .filter(other -> other.param(TIER).equals("vector"))
                        .filter(other -> rest(other).equals(rest(scalar)))
                        .forEach(vector -> pairs.add(new TierPair(scalar, vector)));
            }
        }
        return pairs;
    }

    private static Map<String, String> rest(Measurement measurement) {
        Map<String, String> rest = new HashMap<>(measurement.params());
        rest.remove(TIER);
        return rest;
    }

    /**
     * The kernel.
     *
     * @return the name of the benchmark's method
     */
    public String kernel() {
        return scalar.benchmark().substring(scalar.benchmark().indexOf('.') + 1);
    }

    /**
     * The speed-up of the vector tier.
     *
     * @return above 1 if it is faster
     */
    public double speedup() {
        return vector.speedupOver(scalar);
    }
}
