package lanewise.benchmarks.workload;

import java.util.Locale;

/** Adapter classes of other libraries, compiled only with the Maven profile {@code peers}. */
final class PeerAdapter {
    private static final String PACKAGE = "lanewise.benchmarks.peers.";

    private PeerAdapter() {}

    /**
     * Creates an adapter.
     *
     * @param title the library, for the message
     * @param implementation simple name of the adapter class
     * @param type the type to return
     * @param workload the argument of the constructor, of exactly the parameter's type
     * @throws IllegalStateException if the library or its adapter is not on the class path
     */
    static <T> T create(String title, String implementation, Class<T> type, Object workload) {
        try {
            return type.cast(
                    Class.forName(PACKAGE + implementation)
                            .getConstructor(workload.getClass())
                            .newInstance(workload));
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "%s is unavailable (%s): build with mvn -Ppeers package, run with scripts/bench",
                            title,
                            innermost(e)));
        }
    }

    private static Throwable innermost(Throwable thrown) {
        return thrown.getCause() == null ? thrown : innermost(thrown.getCause());
    }
}
