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
@Description("A call that advanced a training run; the event lasts as long as the call")
@Category("Lanewise")
@StackTrace(false)
@Enabled(false)
@Throttle("1000/s")
public final class RunEvent extends Event {

    /** Network: units and activation of each layer. */
    @Label("Network")
    public String network;

    /** Number of rows in an iteration. */
    @Label("Batch Size")
    public int rows;

    /** Number of threads. */
    @Label("Threads")
    public int threads;

    /** Number of iterations completed by the call. */
    @Label("Iterations")
    public int iterations;

    /** Name of the kernels that computed the last iteration. */
    @Label("Kernels")
    public String kernels;

    /** Loss of the last iteration; NaN if not measured. */
    @Label("Loss")
    public float loss;

    /** Loss of the last epoch divided by the smallest of an epoch; NaN if not measured. */
    @Label("Loss Growth")
    public double lossGrowth;

    /**
     * Reason for the end of the call, such as {@code iterations done}; {@code failed} if it threw.
     */
    @Label("Stop Reason")
    public String stopReason;
}
