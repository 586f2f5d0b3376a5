package lanewise.benchmarks.explain;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import lanewise.benchmarks.jmh.machine.FmaPeak;

import java.util.function.DoubleSupplier;

/** Measures the port rates of this machine. */
final class PortMeasurement {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int STEPS = 4096;
    private static final int CHAINS = 12;
    private static final int ROUNDS = 300;

    private PortMeasurement() {}

    /**
     * Measures the rates of this machine in a fraction of a second. Loads and stores are not
     * measured: most processors load as many vectors in a cycle as they multiply, and store half as
     * many.
     *
     * @return the best of many measurements, in nanoseconds
     */
    static PortRates measure() {
        double multiplication = best(new FmaPeak()::chains) / FmaPeak.VECTORS;
        return new PortRates(
                PortRates.NANOSECONDS,
                multiplication,
                best(() -> multiplicationsAndAdditions(0.999f)) / (STEPS * 2 * CHAINS),
                best(() -> divisions(0.999f)) / (STEPS * 4),
                multiplication,
                2 * multiplication);
    }

    private static double best(DoubleSupplier work) {
        double best = Double.MAX_VALUE;
        double sum = 0;
        for (int k = 0; k < ROUNDS; k++) {
            long begin = System.nanoTime();
            sum += work.getAsDouble();
            best = Math.min(best, System.nanoTime() - begin);
        }
        assert Double.isFinite(sum);
        return best;
    }

    private static double multiplicationsAndAdditions(float factor) {
        FloatVector x = FloatVector.broadcast(SPECIES, factor);
        FloatVector a = x;
        FloatVector b = x;
        FloatVector c = x;
        FloatVector d = x;
        FloatVector e = x;
        FloatVector f = x;
        FloatVector g = x;
        FloatVector h = x;
        FloatVector i = x;
        FloatVector j = x;
        FloatVector k = x;
        FloatVector l = x;
        for (int step = 0; step < STEPS; step++) {
            a = x.add(x.fma(a, x));
            b = x.add(x.fma(b, x));
            c = x.add(x.fma(c, x));
            d = x.add(x.fma(d, x));
            e = x.add(x.fma(e, x));
            f = x.add(x.fma(f, x));
            g = x.add(x.fma(g, x));
            h = x.add(x.fma(h, x));
            i = x.add(x.fma(i, x));
            j = x.add(x.fma(j, x));
            k = x.add(x.fma(k, x));
            l = x.add(x.fma(l, x));
        }
        FloatVector s = a.add(b).add(c).add(d).add(e).add(f);
        return s.add(g).add(h).add(i).add(j).add(k).add(l).lane(0);
    }

    private static double divisions(float factor) {
        FloatVector x = FloatVector.broadcast(SPECIES, factor);
        FloatVector a = x;
        FloatVector b = x;
        FloatVector c = x;
        FloatVector d = x;
        for (int step = 0; step < STEPS; step++) {
            FloatVector y = FloatVector.broadcast(SPECIES, step + 1f);
            a = x.div(y).add(a);
            b = y.div(x).add(b);
            c = y.add(x).div(x).add(c);
            d = x.div(y.add(x)).add(d);
        }
        return a.add(b).add(c).add(d).lane(0);
    }
}
