package lanewise.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.testing.EngineLife;
import lanewise.train.Trainer;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Virtual threads train like platform threads, also as the workers of a team. */
class VirtualThreadTest {
    private static final Network NETWORK =
            Network.of(9, Layer.gelu(33).withDropout(0.2), Layer.softmax(4));

    private final Model start = EngineLife.start(NETWORK);
    private final Dataset data = EngineLife.data(NETWORK, 300);
    private final Trainer trainer = Trainer.gradientDescent(0.1, 60).withBatches(128);

    /** Many more threads than carriers, so that a pinned carrier would block others. */
    @Test
    void virtualThreadsGetTheSameBits() throws Exception {
        String expected = hash(trainer.withTier(Tier.SCALAR));
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Trainer> trainers =
                    List.of(
                            trainer,
                            trainer.withTier(Tier.VECTOR),
                            trainer.withThreads(3),
                            trainer.withThreads(3, virtual));
            List<Future<String>> hashes = new ArrayList<>();
            for (int k = 0; k < 16; k++) {
                Trainer own = trainers.get(k % trainers.size());
                hashes.add(virtual.submit(() -> hash(own)));
            }
            for (Future<String> hash : hashes) {
                assertEquals(expected, hash.get());
            }
        }
    }

    private String hash(Trainer with) {
        return with.fit(start, data).model().parametersSha256();
    }
}
