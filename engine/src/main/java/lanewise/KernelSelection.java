package lanewise;

import lanewise.kernel.KernelProvider;
import lanewise.kernel.Kernels;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Which kernels serve a piece of work, and why.
 *
 * @param kernels the kernels
 * @param reason why these, in one line
 */
record KernelSelection(Kernels kernels, String reason) {

    /**
     * HotSpot takes about a second until it has compiled the vector kernels: below this they cannot
     * pay.
     */
    private static final double VECTOR_PAYS_NANOS = 1.5e9;

    private static final AtomicBoolean OBSTACLE_LOGGED = new AtomicBoolean();

    /**
     * Selects kernels.
     *
     * @param tier what the user wants
     * @param scalarNanos how long the work takes the scalar kernels, estimated
     * @throws IllegalStateException if the vector kernels are demanded and cannot run here
     */
    static KernelSelection select(Tier tier, double scalarNanos) {
        return switch (tier) {
            case SCALAR -> new KernelSelection(KernelProvider.scalar(), "as demanded");
            case VECTOR -> new KernelSelection(KernelProvider.vector(), "as demanded");
            case AUTO -> automatic(scalarNanos);
        };
    }

    private static KernelSelection automatic(double scalarNanos) {
        String work =
                "about %s of scalar work; vectors pay from %s"
                        .formatted(time(scalarNanos), time(VECTOR_PAYS_NANOS));
        if (scalarNanos < VECTOR_PAYS_NANOS) {
            return new KernelSelection(KernelProvider.scalar(), work);
        }
        String obstacle = KernelProvider.obstacle();
        if (!obstacle.isEmpty()) {
            if (OBSTACLE_LOGGED.compareAndSet(false, true)) {
                System.getLogger("lanewise")
                        .log(System.Logger.Level.WARNING, "scalar kernels: {0}", obstacle);
            }
            return new KernelSelection(KernelProvider.scalar(), obstacle);
        }
        return new KernelSelection(KernelProvider.vector(), work);
    }

    private static String time(double nanos) {
        return nanos < 1e9
                ? String.format(Locale.ROOT, "%.0f ms", nanos / 1e6)
                : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
