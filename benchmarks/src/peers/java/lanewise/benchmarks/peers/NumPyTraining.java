package lanewise.benchmarks.peers;

import lanewise.benchmarks.workload.Peer;
import lanewise.benchmarks.workload.Task;

/** A task on NumPy, in the style of a tutorial. */
public final class NumPyTraining extends PythonTraining {
    /**
     * Prepares a task.
     *
     * @param task the task
     */
    public NumPyTraining(Task task) {
        super(task, Peer.NUMPY, "numpy");
    }
}
