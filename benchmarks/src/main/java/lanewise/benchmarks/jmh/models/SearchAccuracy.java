package lanewise.benchmarks.jmh.models;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The accuracy that another library's search reaches, beside its time. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class SearchAccuracy {
    /** Mean accuracy of all candidates in all folds. */
    public double accuracy;

    /** Creates the counter; JMH resets it. */
    public SearchAccuracy() {}
}
