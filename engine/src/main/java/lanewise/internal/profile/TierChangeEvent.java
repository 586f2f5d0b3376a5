package lanewise.internal.profile;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A switch of a run to other kernels. */
@Name("lanewise.TierChange")
@Label("Tier Change")
@Description("A run switches to other kernels between two iterations")
@Category("Lanewise")
@StackTrace(false)
@Enabled(false)
public final class TierChangeEvent extends Event {

    /** First iteration computed by the new kernels, counted from 0. */
    @Label("Iteration")
    public int iteration;

    /** Name of the previous kernels. */
    @Label("From")
    public String from;

    /** Name of the new kernels. */
    @Label("To")
    public String to;

    /** Measurement that led to the switch. */
    @Label("Reason")
    public String reason;
}
