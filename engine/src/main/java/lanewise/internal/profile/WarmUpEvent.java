package lanewise.internal.profile;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Warm-up and measurement of kernels. */
@Name("lanewise.WarmUp")
@Label("Warm-Up")
@Description(
        "Kernels run on copies until HotSpot has compiled them; the event lasts as long as this")
@Category("Lanewise")
@StackTrace(false)
@Enabled(false)
public final class WarmUpEvent extends Event {

    /** Name of the kernels. */
    @Label("Kernels")
    public String kernels;

    /** True if they were faster than the run's current kernels. */
    @Label("Faster")
    public boolean faster;

    /** Final time per iteration, in ns. */
    @Label("Time per Iteration (ns)")
    public double nanosPerIteration;
}
