package lanewise.benchmarks.peers;

import lanewise.benchmarks.workload.Inference;
import lanewise.benchmarks.workload.InferencePeer;
import lanewise.benchmarks.workload.Prediction;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("vectors")
class InferenceTest {
    @ParameterizedTest
    @EnumSource
    void predictsOneRow(InferencePeer peer) {
        verify(peer, 1);
    }

    @ParameterizedTest
    @EnumSource
    void predictsManyRows(InferencePeer peer) {
        verify(peer, 16);
    }

    /** The second call reuses the buffers of the first. */
    private static void verify(InferencePeer peer, int rows) {
        Prediction prediction = Prediction.of("64-32-10", rows);
        Inference inference = peer.inference(prediction);
        for (int call = 0; call < 2; call++) {
            inference.predict();
            prediction.verify(peer.title(), inference.outputs());
        }
    }
}
