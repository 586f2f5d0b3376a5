package lanewise.spark.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * An application to submit: its main class, which is in the package {@code
 * lanewise.spark.cluster.apps}, its arguments, and Spark's settings. Immutable.
 *
 * @param main the main class
 * @param arguments arguments of the main class
 * @param settings as {@code --conf} takes them: {@code key=value}
 * @param tasksBeforeKill number of tasks that each executor completes before the kill point
 * @param stageOfKill number of the first stage that has a kill point, counted from 0
 */
record Application(
        Class<?> main,
        List<String> arguments,
        List<String> settings,
        int tasksBeforeKill,
        int stageOfKill) {
    /** Creates an application whose kill point is in the second task of each executor. */
    static Application of(Class<?> main, Object... arguments) {
        List<String> texts = new ArrayList<>();
        for (Object argument : arguments) {
            texts.add(argument.toString());
        }
        return new Application(main, List.copyOf(texts), List.of(), 1, 0);
    }

    /** Returns this application with another setting of Spark. */
    Application with(String key, Object value) {
        List<String> more = new ArrayList<>(settings);
        more.add(key + "=" + value);
        return new Application(main, arguments, List.copyOf(more), tasksBeforeKill, stageOfKill);
    }

    /**
     * Returns this application with another kill point: in each executor, the first task that comes
     * after {@code tasks} others and belongs to the given stage or a later one. That stage needs
     * tasks enough for two executors to get there: 2 · (tasks + 1), or 2 if earlier stages already
     * have that many. A job has one stage for each shuffle, and one; stages are numbered through
     * the whole application.
     */
    Application killedAfter(int tasks, int stage) {
        return new Application(main, arguments, settings, tasks, stage);
    }
}
