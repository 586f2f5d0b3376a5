package lanewise.benchmarks.jmh.models;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The shares of a JMH iteration's time in the ways to make many trainings. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class TrainingShares {
    /** Nanoseconds of the trainings together on one thread. */
    public long oneThread;

    /** Nanoseconds of the same on two threads. */
    public long twoThreads;

    /** Number of trainings together, for each number of threads. */
    public long trainings;

    /** Nanoseconds of the trainings one by one. */
    public long oneByOne;

    /** Number of trainings one by one. */
    public long oneByOneTrainings;

    /** Mean accuracy of all candidates of a search in all folds; 0 for restarts. */
    public double accuracy;

    /** Creates the counters; JMH resets them. */
    public TrainingShares() {}
}
