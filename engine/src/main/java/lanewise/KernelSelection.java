package lanewise;

import lanewise.kernel.KernelProvider;
import lanewise.kernel.Kernels;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Which kernels serve a piece of work, and why.
 *
 * @param kernels the kernels
 * @param tier what the user wanted
 * @param scalarNanos how long the work takes the scalar kernels, estimated
 */
record KernelSelection(Kernels kernels, Tier tier, double scalarNanos) {

    /**
     * HotSpot takes about a second until it has compiled the vector kernels: below this they cannot
     * pay.
     */
    static final double VECTOR_PAYS_NANOS = 1.5e9;

    private static final AtomicBoolean OBSTACLE_LOGGED = new AtomicBoolean();

    /**
     * Selects kernels.
     *
     * @param tier what the user wants
     * @param scalarNanos how long the work takes the scalar kernels, estimated
     * @throws IllegalStateException if the vector kernels are demanded and cannot run here
     */
    static KernelSelection select(Tier tier, double scalarNanos) {
        Kernels kernels =
                switch (tier) {
                    case SCALAR -> KernelProvider.scalar();
                    case VECTOR -> KernelProvider.vector();
                    case AUTO -> automatic(scalarNanos);
                };
        return new KernelSelection(kernels, tier, scalarNanos);
    }

    private static Kernels automatic(double scalarNanos) {
        if (scalarNanos < VECTOR_PAYS_NANOS) {
            return KernelProvider.scalar();
        }
        String obstacle = KernelProvider.obstacle();
        if (obstacle.isEmpty()) {
            return KernelProvider.vector();
        }
        if (OBSTACLE_LOGGED.compareAndSet(false, true)) {
            System.getLogger("lanewise")
                    .log(System.Logger.Level.WARNING, "scalar kernels: {0}", obstacle);
        }
        return KernelProvider.scalar();
    }

    /** Why these kernels, in one line. */
    String reason() {
        if (tier != Tier.AUTO) {
            return "as demanded";
        }
        boolean vectorsWouldPay = scalarNanos >= VECTOR_PAYS_NANOS;
        if (vectorsWouldPay && kernels == KernelProvider.scalar()) {
            return KernelProvider.obstacle();
        }
        return "about %s of scalar work; vectors pay from %s"
                .formatted(time(scalarNanos), time(VECTOR_PAYS_NANOS));
    }

    private static String time(double nanos) {
        return nanos < 1e9
                ? String.format(Locale.ROOT, "%.0f ms", nanos / 1e6)
                : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
