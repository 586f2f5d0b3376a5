package lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.optimize.Adam;
import lanewise.testing.Iris;

import org.junit.jupiter.api.Test;

/**
 * After a JVM error anywhere in an iteration, a run either continues with the same bits or refuses
 * to continue.
 */
class TrainingRunErrorTest {
    private static final int RUNS = 400;
    private static final long STACK_BYTES = 256 * 1024;

    private final Dataset train = Iris.split().train();
    private final Trainer trainer =
            Trainer.of(new Adam(0.01)).withBatches(48).withIterations(6).withTier(Tier.SCALAR);
    private final TrainingRun[] runs = new TrainingRun[RUNS];
    private int next;

    /** Fills the stack, then advances one run per frame while unwinding it. */
    @Test
    void stackOverflowDoesNotChangeResults() throws InterruptedException {
        for (int k = 0; k < RUNS; k++) {
            runs[k] = trainer.start(Iris.start(), train);
            runs[k].advance(3); // the next iteration begins an epoch
        }
        String before = runs[0].model().parametersSha256();
        String whole = trainer.fit(Iris.start(), train).model().parametersSha256();
        Thread small = new Thread(null, this::fillTheStack, "small-stack", STACK_BYTES);
        small.start();
        small.join();
        assertEquals(RUNS, next);

        int failed = 0;
        int refused = 0;
        for (TrainingRun run : runs) {
            if (run.iteration() == 3) {
                failed++;
                assertEquals(before, run.model().parametersSha256());
                if (!canContinue(run)) {
                    refused++;
                    continue;
                }
            }
            run.advance(run.remaining());
            assertEquals(whole, run.model().parametersSha256());
        }
        String counts = failed + " failed, " + refused + " of them could not continue";
        assertTrue(refused > 0 && failed < RUNS, counts);
    }

    private void fillTheStack() {
        try {
            fillTheStack();
        } catch (StackOverflowError e) {
            // The caller's frame has more room.
        }
        if (next < RUNS) {
            runs[next++].advance(1);
        }
    }

    private static boolean canContinue(TrainingRun run) {
        try {
            run.advance(1);
            return true;
        } catch (IllegalStateException e) {
            if (e.getMessage().contains("in the middle of iteration 3")) {
                assertThrows(IllegalStateException.class, run::checkpoint);
                assertThrows(IllegalStateException.class, run::gradient);
            } else { // before the iteration had begun
                assertTrue(
                        e.getMessage().contains("the team already has an open section"),
                        e.getMessage());
            }
            return false;
        }
    }
}
