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
@Description("One batch: forward, loss, backward, update. Only one in 17 short iterations is timed")
@Category("Lanewise")
@StackTrace(false)
@Enabled(false)
@Throttle("1000/s")
public final class IterationEvent extends Event {

    /** Iteration, counted from 0. */
    @Label("Iteration")
    public int iteration;

    /** Loss before the update; NaN if not measured. */
    @Label("Loss")
    public float loss;

    /** Name of the kernels that computed the iteration. */
    @Label("Kernels")
    public String kernels;

    /** Time of weighted sums and activations, in ns. */
    @Label("Forward")
    @Timespan(Timespan.NANOSECONDS)
    public long forward;

    /** Time of loss, hits and output deltas, in ns; 0 if the kernels compute them in backward. */
    @Label("Loss Phase")
    @Timespan(Timespan.NANOSECONDS)
    public long lossTime;

    /** Time of gradients and error propagation, in ns. */
    @Label("Backward")
    @Timespan(Timespan.NANOSECONDS)
    public long backward;

    /** Time of the optimizer's step, in ns. */
    @Label("Update")
    @Timespan(Timespan.NANOSECONDS)
    public long update;
}
