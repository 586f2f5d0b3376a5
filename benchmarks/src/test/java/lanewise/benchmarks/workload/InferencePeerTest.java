package lanewise.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class InferencePeerTest {
    @Test
    void leavesOutSlowCalls() {
        assertFalse(InferencePeer.NEUROPH.isTooSlowFor("784-128-10", 64));
        assertTrue(InferencePeer.NEUROPH.isTooSlowFor("784-128-10", 1024));
        assertFalse(InferencePeer.ONNX_RUNTIME.isTooSlowFor("784-512-512-10", 1024));
    }

    @Test
    void remarksMentionSlowCalls() {
        assertTrue(
                InferencePeer.NEUROPH.remark().endsWith("calls of more than 0.2 s are left out"));
        assertFalse(InferencePeer.DJL.remark().contains("left out"));
    }

    @Test
    void findsPeersByName() {
        assertEquals(Optional.of(InferencePeer.SMILE), InferencePeer.named("SMILE"));
        assertEquals(Optional.empty(), InferencePeer.named("GONE"));
    }
}
