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

/** A phase of a layer, summed over the iterations timed since the last such event. */
@Name("lanewise.Phase")
@Label("Phase")
@Description("A phase of a layer, summed over the iterations timed since the last such event")
@Category("Lanewise")
@StackTrace(false)
@Enabled(false)
public final class PhaseEvent extends Event {

    /** Phase: {@code forward}, {@code loss}, {@code backward} or {@code update}. */
    @Label("Phase")
    public String phase;

    /** Layer, counted from 0; -1 for loss and update, which have no layer. */
    @Label("Layer")
    public int layer;

    /** Number of iterations in the sum. */
    @Label("Timed Iterations")
    public int iterations;

    /** Name of the kernels that computed the iterations. */
    @Label("Kernels")
    public String kernels;

    /** Total time, in ns. */
    @Label("Time")
    @Timespan(Timespan.NANOSECONDS)
    public long time;

    /** Additions and multiplications in matrix products; a fused multiply-add counts as two. */
    @Label("Operations")
    public long flops;

    /** Minimum number of bytes read and written: each array once per product. */
    @Label("Bytes")
    @DataAmount(DataAmount.BYTES)
    public long bytes;
}
