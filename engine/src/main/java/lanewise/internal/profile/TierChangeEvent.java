package lanewise.internal.profile;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A move of a run to other kernels. */
@Name("lanewise.TierChange")
@Label("Tier Change")
@Description("A run moves to other kernels between two iterations")
@Category("Lanewise")
@StackTrace(false)
@Enabled(false)
public final class TierChangeEvent extends Event {

    /** The first that the new kernels compute, counted from 0. */
    @Label("Iteration")
    public int iteration;

    /** The kernels before. */
    @Label("From")
    public String from;

    /** The kernels after. */
    @Label("To")
    public String to;

    /** What was measured. */
    @Label("Reason")
    public String reason;
}
