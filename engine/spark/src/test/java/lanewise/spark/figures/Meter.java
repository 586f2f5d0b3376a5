package lanewise.spark.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** Repeats measurements, keeps their figures and prints them as they come. */
final class Meter {
    private final int repetitions;
    private final double warmUpSeconds;
    private final List<Figure> figures;

    Meter(int repetitions, double warmUpSeconds) {
        this(repetitions, warmUpSeconds, new ArrayList<>());
    }

    private Meter(int repetitions, double warmUpSeconds, List<Figure> figures) {
        this.repetitions = repetitions;
        this.warmUpSeconds = warmUpSeconds;
        this.figures = figures;
    }

    /** A meter that takes at most some samples, for what lasts minutes. Its figures are ours. */
    Meter withAtMost(int samples) {
        return new Meter(Math.min(samples, repetitions), warmUpSeconds, figures);
    }

    int repetitions() {
        return repetitions;
    }

    List<Figure> figures() {
        return List.copyOf(figures);
    }

    /** Warms up, then measures each sample. */
    Figure measure(String name, String unit, DoubleSupplier once) {
        long begin = System.nanoTime();
        do {
            once.getAsDouble();
        } while (System.nanoTime() - begin < warmUpSeconds * 1e9);
        return repeat(name, unit, once);
    }

    /** Measures for each sample what is warm already. */
    Figure repeat(String name, String unit, DoubleSupplier once) {
        List<Double> samples = new ArrayList<>();
        for (int k = 0; k < repetitions; k++) {
            samples.add(once.getAsDouble());
        }
        return add(new Figure(name, unit, samples));
    }

    Figure add(Figure figure) {
        figures.add(figure);
        System.err.printf(
                Locale.ROOT,
                "%-36s %12.4g %s (%.4g to %.4g)%n",
                figure.name(),
                figure.median(),
                figure.unit(),
                figure.min(),
                figure.max());
        return figure;
    }

    static double seconds(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) * 1e-9;
    }
}
