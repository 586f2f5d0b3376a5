package lanewise.benchmarks.cli.train;

import lanewise.benchmarks.cli.command.Quantities;
import lanewise.train.TierUse;
import lanewise.train.TrainingRun;

import java.util.List;

/** Kernels and times of a run as text. */
public final class RunText {
    private RunText() {}

    /**
     * Describes the kernels of a run, with the number of iterations of each if it switched.
     *
     * @param run the run
     * @return the kernels, and why these
     */
    public static String kernels(TrainingRun run) {
        List<TierUse> uses = run.tierUses();
        StringBuilder kernels = new StringBuilder();
        for (TierUse use : uses) {
            kernels.append(kernels.isEmpty() ? "" : ", then ").append(use.kernels());
            if (uses.size() > 1) {
                kernels.append(" for ")
                        .append(Quantities.count(use.iterations(), "iteration", "iterations"));
            }
        }
        return kernels.append(" (")
                .append(run.kernelsReason())
                .append(')')
                .append(run.threads() == 1 ? "" : ", " + run.threads() + " threads")
                .toString();
    }

    /**
     * Describes the time of a run.
     *
     * @param run the run
     * @param total whether to add the time of all iterations
     * @return the time per iteration, and of all
     */
    public static String time(TrainingRun run, boolean total) {
        double nanos = run.nanosPerIteration();
        return Quantities.nanos(nanos)
                + " per iteration"
                + (total ? ", " + Quantities.nanos(nanos * run.iteration()) + " in all" : "");
    }
}
