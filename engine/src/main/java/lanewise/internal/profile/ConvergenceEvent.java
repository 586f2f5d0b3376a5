package lanewise.internal.profile;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.StackTrace;
import jdk.jfr.Throttle;

/** How a recurrent layer converged in an iteration. */
@Name("lanewise.Settling")
@Label("Settling")
@Description("A recurrent layer in an iteration that was timed")
@Category("Lanewise")
@StackTrace(false)
@Enabled(false)
@Throttle("1000/s")
public final class ConvergenceEvent extends Event {

    /** Counted from 0. */
    @Label("Iteration")
    public int iteration;

    /** Counted from 0, the first after the inputs. */
    @Label("Layer")
    public int layer;

    /** The most that a row needed. */
    @Label("Forward Sweeps")
    public int forwardSweeps;

    /** The most that a row needed. */
    @Label("Backward Sweeps")
    public int backwardSweeps;

    /** The largest change of an activation in the last sweep of a row. */
    @Label("Residual")
    public float residual;

    /** The largest change of an error in the last sweep of a row, relative to its largest error. */
    @Label("Backward Residual")
    public float backwardResidual;

    /** The share of rows that converged. */
    @Label("Settled")
    @Percentage
    public double settled;
}
