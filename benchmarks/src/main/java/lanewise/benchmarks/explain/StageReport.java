package lanewise.benchmarks.explain;

import com.sun.management.ThreadMXBean;

import lanewise.benchmarks.report.table.Table;
import lanewise.internal.kernel.Block;
import lanewise.internal.kernel.specialised.Listing;
import lanewise.internal.kernel.specialised.Listing.Unit;
import lanewise.internal.kernel.specialised.NetworkStages;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The stages of a network's specialised kernels: number of operations, bound by the ports, measured
 * time, and predicted cycles.
 *
 * <p>The bound of a stage is the time of its busiest kind of port: multiplications and divisions,
 * all arithmetic together, loads, or stores.
 */
public final class StageReport {
    /** C2 needs less than a second on an idle machine. */
    private static final long LONGEST_WARM_UP_NANOS = 30_000_000_000L;

    private static final long WARM_UP_ROUND_NANOS = 200_000_000;
    private static final int ROUNDS = 200;
    private static final long ROUND_NANOS = 200_000;

    private final NetworkStages stages;
    private final Block block;
    private final int samples;
    private final PortRates rates;
    private final CyclePrediction prediction;
    private final List<Cpu> predicted;

    /**
     * Creates a report.
     *
     * @param stages the stages
     * @param block the samples
     * @param samples their number, a multiple of 16
     * @param rates the rates of this machine or another processor
     * @param prediction predicts cycles; null for none
     */
    public StageReport(
            NetworkStages stages,
            Block block,
            int samples,
            PortRates rates,
            CyclePrediction prediction) {
        this.stages = stages;
        this.block = block;
        this.samples = samples;
        this.rates = rates;
        this.prediction = prediction;
        predicted = prediction == null ? List.of() : CyclePrediction.cpus();
    }

    /**
     * Measures the stages once C2 has compiled them, or after half a minute.
     *
     * @return a row for each stage and one for all
     */
    public Table table() {
        warmUp();
        List<List<String>> rows = new ArrayList<>();
        long[] sums = new long[Unit.values().length];
        double bounds = 0;
        double[] cycles = new double[predicted.size()];
        boolean complete = true;
        for (int k = 0; k < stages.count(); k++) {
            List<Listing> listings = stages.listings(k, block);
            long[] counts = counts(listings);
            for (int u = 0; u < sums.length; u++) {
                sums[u] += counts[u];
            }
            double bound = bound(counts);
            bounds += bound;
            complete &= !listings.isEmpty();
            double[] ofStage = cycles(listings);
            for (int c = 0; c < cycles.length; c++) {
                cycles[c] += ofStage[c];
            }
            int stage = k;
            double nanos = nanos(() -> stages.run(stage, block));
            rows.add(
                    row(stages.name(k), listings.isEmpty() ? null : counts, bound, nanos, ofStage));
        }
        double all = nanos(() -> stages.run(block, true));
        rows.add(row("all", complete ? sums : null, bounds, all, cycles));
        return new Table("Stages for " + samples + " samples:", 1, header(), rows);
    }

    /** The cycles on each processor, NaN where they cannot be predicted. */
    private double[] cycles(List<Listing> calls) {
        double[] cycles = new double[predicted.size()];
        for (int c = 0; c < cycles.length; c++) {
            cycles[c] = calls.isEmpty() ? Double.NaN : 0;
            for (Listing call : calls) {
                int multiplications = call.count(Unit.MULTIPLICATION, samples);
                cycles[c] += prediction.cycles(call.method(), multiplications, predicted.get(c));
            }
        }
        return cycles;
    }

    /** Until nothing is allocated: vectors live on the heap until C2 has compiled all stages. */
    private void warmUp() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long end = System.nanoTime() + LONGEST_WARM_UP_NANOS;
        long allocated;
        do {
            long before = threads.getCurrentThreadAllocatedBytes();
            long endOfRound = System.nanoTime() + WARM_UP_ROUND_NANOS;
            while (System.nanoTime() < endOfRound) {
                stages.run(block, true);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        } while (allocated > 0 && System.nanoTime() < end);
    }

    private long[] counts(List<Listing> listings) {
        long[] counts = new long[Unit.values().length];
        for (Listing listing : listings) {
            for (Unit unit : Unit.values()) {
                counts[unit.ordinal()] += listing.count(unit, samples);
            }
        }
        return counts;
    }

    private double bound(long[] counts) {
        double multiplications = counts[Unit.MULTIPLICATION.ordinal()];
        double divisions = counts[Unit.DIVISION.ordinal()] * rates.division();
        double others = counts[Unit.OTHER.ordinal()];
        double arithmetic =
                Math.max(
                        multiplications * rates.multiplication() + divisions,
                        (multiplications + others) * rates.any());
        double memory =
                Math.max(
                        counts[Unit.LOAD.ordinal()] * rates.load(),
                        counts[Unit.STORE.ordinal()] * rates.store());
        return Math.max(arithmetic, memory);
    }

    private static double nanos(Runnable work) {
        long begin = System.nanoTime();
        int times = 0;
        while (System.nanoTime() - begin < ROUND_NANOS) {
            work.run();
            times++;
        }
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int k = 0; k < times; k++) {
                work.run();
            }
            best = Math.min(best, (double) (System.nanoTime() - start) / times);
        }
        return best;
    }

    /** Whether the bound has the unit of the measured times. */
    private boolean isMeasured() {
        return rates.unit().equals(PortRates.NANOSECONDS);
    }

    private List<String> header() {
        List<String> header =
                new ArrayList<>(
                        List.of(
                                "stage",
                                "loads",
                                "stores",
                                "multiplications",
                                "others",
                                "divisions",
                                "bound " + rates.unit(),
                                "measured ns"));
        if (isMeasured()) {
            header.add("of the bound");
        }
        for (Cpu cpu : predicted) {
            header.add(cpu + " cycles");
        }
        return header;
    }

    private List<String> row(
            String name, long[] counts, double bound, double nanos, double[] cycles) {
        List<String> row = new ArrayList<>();
        row.add(name);
        for (Unit unit :
                new Unit[] {
                    Unit.LOAD, Unit.STORE, Unit.MULTIPLICATION, Unit.OTHER, Unit.DIVISION
                }) {
            row.add(counts == null ? "–" : Long.toString(counts[unit.ordinal()]));
        }
        row.add(counts == null ? "–" : String.format(Locale.ROOT, "%.1f", bound));
        row.add(String.format(Locale.ROOT, "%.1f", nanos));
        if (isMeasured()) {
            double share = 100 * bound / nanos;
            row.add(counts == null ? "–" : String.format(Locale.ROOT, "%.0f %%", share));
        }
        for (double number : cycles) {
            row.add(Double.isNaN(number) ? "–" : String.format(Locale.ROOT, "%.0f", number));
        }
        return row;
    }

    /**
     * Lists the operations of the stages, value by value.
     *
     * @return a paragraph for each stage
     */
    public String listing() {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < stages.count(); k++) {
            List<Listing> listings = stages.listings(k, block);
            text.append(stages.name(k));
            if (listings.isEmpty()) {
                text.append(": the generic kernels\n\n");
                continue;
            }
            List<Listing> distinct = listings.stream().distinct().toList();
            text.append(String.format(Locale.ROOT, ", %d calls:\n", listings.size()));
            for (Listing listing : distinct) {
                text.append(listing.text().indent(4)).append('\n');
            }
        }
        return text.toString();
    }
}
