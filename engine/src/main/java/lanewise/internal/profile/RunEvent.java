package lanewise.internal.profile;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Throttle;

/** A call that advanced a training run. */
@Name("lanewise.Run")
@Label("Training Run")
@Description("A call that advanced a training run; its duration is what the call took")
@Category("Lanewise")
@StackTrace(false)
@Enabled(false)
@Throttle("1000/s")
public final class RunEvent extends Event {

    /** The network: units and activations, layer by layer. */
    @Label("Network")
    public String network;

    /** The rows of an iteration. */
    @Label("Batch Size")
    public int rows;

    /** How many threads shared the work. */
    @Label("Threads")
    public int threads;

    /** How many iterations this call did. */
    @Label("Iterations")
    public int iterations;

    /** Who computed the last iteration. */
    @Label("Kernels")
    public String kernels;

    /** The loss of the last iteration; NaN if it was not measured. */
    @Label("Loss")
    public float loss;

    /** Why the call ended, such as {@code iterations done}; {@code failed} if it threw. */
    @Label("Stop Reason")
    public String stopReason;
}
