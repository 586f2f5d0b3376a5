package lanewise.train;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.internal.pass.MiniBatches;
import lanewise.internal.pass.RowSource;
import lanewise.random.RandomState;

import java.util.List;

/**
 * The rows of a run.
 *
 * @param source the rows to choose from
 * @param chosen the rows to train on, in order; null for all
 * @param classNames names of the classes in the order of the outputs; empty if they have none
 */
record RunRows(RowSource source, int[] chosen, List<String> classNames) {

    /** All rows of a data set. */
    static RunRows of(Trainer trainer, Model start, Dataset data) {
        return of(start, data, trainer.weights().of(data), null, null);
    }

    /** The rows of a request, which shares copies with others of the same data; may be null. */
    static RunRows of(TrainingRequest request, RunRows sameData) {
        RowSource other = sameData == null ? null : sameData.source;
        return of(request.shape(), request.data(), request.weights(), request.chosen(), other);
    }

    private static RunRows of(
            Model start, Dataset data, float[] weights, int[] chosen, RowSource other) {
        Dataset rows = data.withClassNames(start.classNames());
        RowSource source = RowSource.of(Models.plan(start), rows, weights, other);
        return new RunRows(source, chosen, Models.classNames(start, rows));
    }

    /** Number of rows to train on. */
    int count() {
        return chosen == null ? source.all().rows : chosen.length;
    }

    /** The batches of a run. */
    MiniBatches batches(int size, RandomState shuffle) {
        return new MiniBatches(source, chosen, size, shuffle);
    }
}
