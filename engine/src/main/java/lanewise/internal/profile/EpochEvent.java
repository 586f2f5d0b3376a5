package lanewise.internal.profile;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Throttle;

/** An epoch of a training run. */
@Name("lanewise.Epoch")
@Label("Epoch")
@Description("One pass over all rows. Only one in 17 short epochs is recorded")
@Category("Lanewise")
@StackTrace(false)
@Enabled(false)
@Throttle("1000/s")
public final class EpochEvent extends Event {

    /** Epoch, counted from 0. */
    @Label("Epoch")
    public int epoch;

    /** Loss of the last iteration; NaN if not measured. */
    @Label("Loss")
    public float loss;

    /** Loss on the validation rows; NaN without early stopping. */
    @Label("Validation Loss")
    public float validationLoss;
}
