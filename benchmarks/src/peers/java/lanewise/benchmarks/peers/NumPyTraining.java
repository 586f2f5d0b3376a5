package lanewise.benchmarks.peers;

import lanewise.benchmarks.workload.Peer;
import lanewise.benchmarks.workload.Task;

/** A task by NumPy, written as a tutorial would have it. */
public final class NumPyTraining extends PythonTraining {
    /**
     * Prepares a task.
     *
     * @param task what to train
     */
    public NumPyTraining(Task task) {
        super(task, Peer.NUMPY, "numpy");
    }
}
