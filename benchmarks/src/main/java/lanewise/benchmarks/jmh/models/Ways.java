package lanewise.benchmarks.jmh.models;

import lanewise.Model;
import lanewise.train.TrainingGroup;
import lanewise.train.TrainingRequest;
import lanewise.train.TrainingResult;
import lanewise.train.TrainingRun;

import java.util.List;

/** The ways to train many models, and their comparison. */
final class Ways {
    private Ways() {}

    /** Trains the models as a group. */
    static List<TrainingResult> group(List<TrainingRequest> requests, int threads) {
        return TrainingGroup.of(requests).withThreads(threads).fit();
    }

    /** Trains one model after the other, as a program without groups does. */
    static List<TrainingRun> oneByOne(List<TrainingRequest> requests) {
        return requests.stream()
                .map(request -> request.trainer().fit(request.start(), request.data()))
                .toList();
    }

    /**
     * Compares models of a group with the same models trained one by one.
     *
     * @throws IllegalStateException if a bit of a parameter differs
     */
    static void requireSameBits(List<TrainingResult> group, List<TrainingRun> oneByOne) {
        for (int k = 0; k < oneByOne.size(); k++) {
            Model expected = oneByOne.get(k).model();
            Model actual = group.get(k).model();
            if (!actual.parametersSha256().equals(expected.parametersSha256())) {
                throw new IllegalStateException(
                        "model "
                                + k
                                + ": parameters of the group ("
                                + group.get(k).kernels()
                                + ") and of Trainer.fit ("
                                + oneByOne.get(k).kernels()
                                + ") differ");
            }
        }
    }

    /**
     * Checks the kernels that trained.
     *
     * @throws IllegalStateException if they are others
     */
    static void requireKernels(String prefix, String kernels) {
        if (!kernels.startsWith(prefix)) {
            throw new IllegalStateException("the kernels " + kernels + " ran instead of " + prefix);
        }
    }
}
