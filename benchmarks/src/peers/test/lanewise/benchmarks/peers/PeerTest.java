package lanewise.benchmarks.peers;

import lanewise.benchmarks.workload.Peer;
import lanewise.benchmarks.workload.Task;
import lanewise.benchmarks.workload.TaskReference;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("vectors")
class PeerTest {
    @ParameterizedTest
    @EnumSource
    void irisIsLearnedAsNumPyDoes(Peer peer) {
        verify(peer, Task.IRIS);
    }

    @ParameterizedTest
    @EnumSource
    void digitsAreLearnedAsNumPyDoes(Peer peer) {
        verify(peer, Task.DIGITS);
    }

    private static void verify(Peer peer, Task task) {
        TaskReference.of(task).verify(peer.title(), peer.training(task).train());
    }
}
