package lanewise.internal.profile;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Kernels being made for one network. */
@Name("lanewise.Specialisation")
@Label("Specialisation")
@Description("Bytecode is written for one network and loaded")
@Category("Lanewise")
@StackTrace(false)
@Enabled(false)
public final class SpecialisationEvent extends Event {

    /** How many stages an iteration has. */
    @Label("Stages")
    public int stages;
}
