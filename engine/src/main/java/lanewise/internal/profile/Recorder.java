package lanewise.internal.profile;

import jdk.jfr.FlightRecorder;

/** Checks whether the Flight Recorder is in use, without loading any event class. Thread-safe. */
public final class Recorder {

    /** True if the run-time image contains the module. */
    private static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private Recorder() {}

    /**
     * Returns whether a recording has been created in this JVM. It may have ended, or leave
     * Lanewise's events disabled.
     *
     * @return true if checking events for being enabled is worthwhile
     */
    public static boolean isOn() {
        return PRESENT && FlightRecorder.isInitialized();
    }
}
