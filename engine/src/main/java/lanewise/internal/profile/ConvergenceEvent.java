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

/** Convergence of a recurrent layer in an iteration. */
@Name("lanewise.Settling")
@Label("Settling")
@Description("Convergence of a recurrent layer in a timed iteration")
@Category("Lanewise")
@StackTrace(false)
@Enabled(false)
@Throttle("1000/s")
public final class ConvergenceEvent extends Event {

    /** Iteration, counted from 0. */
    @Label("Iteration")
    public int iteration;

    /** Layer, counted from 0 after the inputs. */
    @Label("Layer")
    public int layer;

    /** Maximum number of forward sweeps over all rows. */
    @Label("Forward Sweeps")
    public int forwardSweeps;

    /** Maximum number of backward sweeps over all rows. */
    @Label("Backward Sweeps")
    public int backwardSweeps;

    /** Largest final residual over all rows: the change of an activation in the last sweep. */
    @Label("Residual")
    public float residual;

    /** Largest final backward residual over all rows, relative to a row's largest error. */
    @Label("Backward Residual")
    public float backwardResidual;

    /** Fraction of rows that converged. */
    @Label("Settled")
    @Percentage
    public double settled;
}
