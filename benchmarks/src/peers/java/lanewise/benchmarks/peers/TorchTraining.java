package lanewise.benchmarks.peers;

import lanewise.benchmarks.workload.Peer;
import lanewise.benchmarks.workload.Task;

/** A task on PyTorch in Python: modules, autograd and its optimizer. */
public final class TorchTraining extends PythonTraining {
    /**
     * Prepares a task.
     *
     * @param task the task
     */
    public TorchTraining(Task task) {
        super(task, Peer.PYTORCH, "torch");
    }
}
