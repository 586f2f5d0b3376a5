package lanewise.internal.profile;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Kernels being warmed up and measured. */
@Name("lanewise.WarmUp")
@Label("Warm-Up")
@Description(
        "Kernels run on copies until HotSpot has compiled them; the duration is what that took")
@Category("Lanewise")
@StackTrace(false)
@Enabled(false)
public final class WarmUpEvent extends Event {

    /** Which. */
    @Label("Kernels")
    public String kernels;

    /** Whether they were faster than what the run had. */
    @Label("Faster")
    public boolean faster;

    /** What an iteration took in the end. */
    @Label("Time per Iteration (ns)")
    public double nanosPerIteration;
}
