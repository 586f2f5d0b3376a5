package lanewise.internal.profile;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Throttle;
import jdk.jfr.Timespan;

/** An iteration of a training run whose phases were timed. */
@Name("lanewise.Iteration")
@Label("Iteration")
@Description("One batch: forward, loss, backward, update. Of short iterations one in 17 is timed")
@Category("Lanewise")
@StackTrace(false)
@Enabled(false)
@Throttle("1000/s")
public final class IterationEvent extends Event {

    /** Counted from 0. */
    @Label("Iteration")
    public int iteration;

    /** The loss before the update; NaN if it was not measured. */
    @Label("Loss")
    public float loss;

    /** Who computed it. */
    @Label("Kernels")
    public String kernels;

    /** Weighted sums and activations. */
    @Label("Forward")
    @Timespan(Timespan.NANOSECONDS)
    public long forward;

    /** Loss, hits, and the outputs' deltas; 0 where the kernels do that within backward. */
    @Label("Loss Phase")
    @Timespan(Timespan.NANOSECONDS)
    public long lossTime;

    /** Gradient, and the error handed back. */
    @Label("Backward")
    @Timespan(Timespan.NANOSECONDS)
    public long backward;

    /** The optimizer's step. */
    @Label("Update")
    @Timespan(Timespan.NANOSECONDS)
    public long update;
}
