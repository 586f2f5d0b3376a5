package lanewise.spark;

import lanewise.data.Dataset;
import lanewise.select.TrialExecutor;

import org.apache.spark.api.java.function.Function0;

import java.io.Serializable;
import java.util.List;

/** Creates the executor of a JVM from the functions of a user. */
@FunctionalInterface
interface Settings extends Serializable {
    /**
     * Creates an executor.
     *
     * @param rows the data sets
     * @param threads number of threads of a task
     */
    TrialExecutor executor(List<Dataset> rows, int threads);

    /** Calls the function of a user. */
    static <T> T created(Function0<T> function) {
        T created;
        try {
            created = function.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "the function that creates the settings failed: " + e, e);
        }
        if (created == null) {
            throw new NullPointerException(
                    "the function that creates the settings returned null: expected the settings");
        }
        return created;
    }
}
