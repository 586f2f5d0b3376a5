package lanewise.benchmarks.jmh.recording;

import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * The cost of the ability to publish Flight Recorder events, and of publishing them. The figure is
 * the time of one iteration; {@link RecordingControl} is the control.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 1)
public class RecordingCost {
    /** The training. */
    @Param({RecordedTraining.IRIS, RecordedTraining.DIGITS})
    public String workload;

    /** State of a recording with the engine's settings. */
    @Param({"off", "on"})
    public String recording;

    private RecordedTraining training;
    private Recording recorder;

    /** Creates the benchmark; JMH sets its parameters. */
    public RecordingCost() {}

    /**
     * Starts a recording, if requested, and checks the training.
     *
     * @throws IOException if the engine's settings cannot be read
     */
    @Setup
    public void prepare() throws IOException {
        if (recording.equals("on")) {
            recorder = EngineRecording.create();
            recorder.start();
        }
        training = RecordedTraining.of(workload);
        training.verify();
    }

    /**
     * Trains.
     *
     * @return the result
     */
    @Benchmark
    @OperationsPerInvocation(RecordedTraining.ITERATIONS)
    public Object train() {
        return training.train();
    }

    /**
     * Checks the training again, and that it was recorded if requested.
     *
     * @throws IOException if the recording cannot be written or read
     */
    @TearDown
    public void check() throws IOException {
        training.verify();
        boolean recorded = recorder != null && EngineRecording.hasPhases(recorder);
        if (recorded != recording.equals("on") || recorded != FlightRecorder.isInitialized()) {
            throw new IllegalStateException(
                    "recording " + recording + ", but the training was recorded: " + recorded);
        }
        if (recorder != null) {
            recorder.close();
        }
    }
}
