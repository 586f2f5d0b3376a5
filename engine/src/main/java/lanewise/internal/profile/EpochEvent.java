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
@Description("One pass over all rows. Of short epochs one in 17 is told")
@Category("Lanewise")
@StackTrace(false)
@Enabled(false)
@Throttle("1000/s")
public final class EpochEvent extends Event {

    /** Counted from 0. */
    @Label("Epoch")
    public int epoch;

    /** The loss of the last iteration; NaN if it was not measured. */
    @Label("Loss")
    public float loss;

    /** The loss on the validation rows; NaN without early stopping. */
    @Label("Validation Loss")
    public float validationLoss;
}
