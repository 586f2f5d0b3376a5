package lanewise.internal.profile;

import jdk.jfr.FlightRecorder;

/**
 * Whether there is a Flight Recorder in this JVM: asked before any event is loaded. Thread-safe.
 */
public final class Recorder {

    /** A run-time image may be without the module. */
    private static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private Recorder() {}

    /**
     * Whether somebody has made a recording. It may be over, or leave Lanewise's events disabled.
     *
     * @return whether events are worth to be made and asked
     */
    public static boolean isOn() {
        return PRESENT && FlightRecorder.isInitialized();
    }
}
