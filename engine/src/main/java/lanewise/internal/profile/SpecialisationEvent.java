package lanewise.internal.profile;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Generation of kernels for one network. */
@Name("lanewise.Specialisation")
@Label("Specialisation")
@Description("Bytecode is generated and loaded for one network")
@Category("Lanewise")
@StackTrace(false)
@Enabled(false)
public final class SpecialisationEvent extends Event {

    /** Number of stages in an iteration. */
    @Label("Stages")
    public int stages;
}
