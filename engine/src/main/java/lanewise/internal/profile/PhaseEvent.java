package lanewise.internal.profile;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A phase of a layer in the iterations that were timed since the last such event. */
@Name("lanewise.Phase")
@Label("Phase")
@Description(
        "A phase of a layer, summed over the iterations that were timed since the last such event")
@Category("Lanewise")
@StackTrace(false)
@Enabled(false)
public final class PhaseEvent extends Event {

    /** {@code forward}, {@code loss}, {@code backward} or {@code update}. */
    @Label("Phase")
    public String phase;

    /** Of which layer, counted from 0; -1 for loss and update, which belong to none. */
    @Label("Layer")
    public int layer;

    /** Over how many iterations this is the sum. */
    @Label("Timed Iterations")
    public int iterations;

    /** Who computed them. */
    @Label("Kernels")
    public String kernels;

    /** The sum. */
    @Label("Time")
    @Timespan(Timespan.NANOSECONDS)
    public long time;

    /** Additions and multiplications of the matrix products, a fused one counted as two. */
    @Label("Operations")
    public long flops;

    /** What is read and written at least: each array once for each product. */
    @Label("Bytes")
    @DataAmount(DataAmount.BYTES)
    public long bytes;
}
