package lanewise.train;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.stack.StackStep;
import lanewise.internal.tier.GroupKernels;

/**
 * Trains requests of one {@link StackClass} side by side on one thread. Where one ends, the next
 * takes its place. A stack keeps no copy of the parameters before an iteration, so a training that
 * diverges is repeated alone later, up to the iteration that fails.
 */
final class StackRun {

    /** Target time between two looks at the clock, in ns. */
    private static final long STRETCH_NANOS = 4_000_000;

    /** Largest number of iterations between two looks at the clock. */
    private static final int LONGEST_STRETCH = 1 << 20;

    private final GroupRun group;
    private final StackClass requests;
    private final RunRows rows;
    private final Kernels kernels;
    private final String name;
    private final StackStep stack;
    private final StackedRun[] runs = new StackedRun[StackStep.MODELS];
    private final boolean measures;
    private int present;

    StackRun(GroupRun group, StackClass requests, RunRows rows, Kernels kernels) {
        this.group = group;
        this.requests = requests;
        this.rows = rows;
        this.kernels = kernels;
        name = kernels.name().replace("vector", "stacked");
        TrainingRequest first = requests.first();
        measures = first.trainer().measures();
        stack =
                GroupKernels.stack(
                        Models.plan(first.shape()),
                        first.batchRows(),
                        rows.source(),
                        first.trainer().stepSettings());
    }

    /**
     * Trains until the class has no more requests, or the group is stopped.
     *
     * @param most number of models to train at the same time, 1 to 16
     */
    void run(int most) {
        int stretch = 1;
        while (fill(most)) {
            long begin = System.nanoTime();
            int iterations = Math.min(stretch, stretch());
            advance(iterations);
            long took = System.nanoTime() - begin;
            requests.start().measured((double) took / iterations / present);
            stretch =
                    took < STRETCH_NANOS
                            ? Math.min(2 * stretch, LONGEST_STRETCH)
                            : Math.max(1, stretch / 2);
            for (StackedRun run : runs) {
                if (run != null) {
                    run.addNanos((double) took / present);
                }
            }
            endFinished();
        }
        requests.start().end();
    }

    /** Gives the free places to requests; false if there is nothing to train. */
    private boolean fill(int most) {
        if (group.stopRequested()) {
            for (StackedRun run : runs) {
                if (run != null) {
                    end(run, group.stopped());
                }
            }
            return false;
        }
        for (int place = 0; place < most; place++) {
            int index = runs[place] == null ? group.next(requests) : -1;
            if (index >= 0) {
                TrainingRequest request = group.request(index);
                RunRows own = new RunRows(rows.source(), request.chosen(), rows.classNames());
                runs[place] = new StackedRun(request, index, place, own);
                runs[place].begin(stack);
                present++;
            }
        }
        return present > 0;
    }

    private int stretch() {
        int stretch = Integer.MAX_VALUE;
        for (StackedRun run : runs) {
            if (run != null) {
                stretch = Math.min(stretch, run.stretch());
            }
        }
        return stretch;
    }

    /** Iterates, at most until a model needs attention. */
    private void advance(int iterations) {
        boolean goesOn = true;
        for (int done = 0; goesOn && done < iterations; done++) {
            if (measures) {
                reserve();
            }
            goesOn = stack.step(measures);
            if (measures) {
                goesOn &= record();
            }
        }
    }

    private void reserve() {
        for (StackedRun run : runs) {
            if (run != null) {
                run.reserve();
            }
        }
    }

    /** Records a measured iteration; returns whether no rule ends a training. */
    private boolean record() {
        boolean goesOn = true;
        for (StackedRun run : runs) {
            if (run != null) {
                run.record();
                goesOn &= !run.hasStopped();
            }
        }
        return goesOn;
    }

    private void endFinished() {
        for (StackedRun run : runs) {
            if (run == null) {
                continue;
            }
            if (run.hasDiverged()) {
                remove(run);
                group.repeat(run.index());
            } else if (run.isOver(stack, kernels)) {
                end(run, null);
            }
        }
    }

    private void remove(StackedRun run) {
        stack.remove(run.place());
        runs[run.place()] = null;
        present--;
    }

    private void end(StackedRun run, StopReason reason) {
        TrainingResult result = run.result(stack, name, reason);
        remove(run);
        group.done(run.index(), result);
    }
}
