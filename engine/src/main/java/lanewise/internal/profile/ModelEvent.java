package lanewise.internal.profile;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Throttle;

/** The end of a model's training in a group. */
@Name("lanewise.Model")
@Label("Model Trained")
@Description("The training of a model of a group, such as a trial of a search, has ended")
@Category("Lanewise")
@StackTrace(false)
@Enabled(false)
@Throttle("1000/s")
public final class ModelEvent extends Event {

    /** Index of the model in its group. */
    @Label("Index")
    public int index;

    /** Network: units and activation of each layer. */
    @Label("Network")
    public String network;

    /** Number of training rows. */
    @Label("Rows")
    public int rows;

    /** Number of iterations done. */
    @Label("Iterations")
    public int iterations;

    /** Name of the kernels that computed the last iteration. */
    @Label("Kernels")
    public String kernels;

    /** Loss of the last iteration; NaN if not measured. */
    @Label("Loss")
    public float loss;

    /** Time of the training, or its share of a stack's, in seconds. */
    @Label("Seconds")
    public double seconds;

    /** Reason for the end, such as {@code iterations done}. */
    @Label("Stop Reason")
    public String stopReason;
}
