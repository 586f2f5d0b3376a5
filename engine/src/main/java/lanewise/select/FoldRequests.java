package lanewise.select;

import lanewise.data.Dataset;
import lanewise.split.Fold;
import lanewise.train.EarlyStopping;
import lanewise.train.Trainer;
import lanewise.train.TrainingRequest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes requests to train on the same rows of a data set, which share the rows' numbers and, if
 * they stop early, their validation rows.
 */
final class FoldRequests {
    private final Dataset data;

    /** The rows to train on; null for all. */
    private final int[] rows;

    /** A copy of the rows, for splitters; null until needed. */
    private Dataset copy;

    private TrainingRequest first;
    private final Map<Fold, Validated> validated = new HashMap<>();

    /** The first request that trains on a part of the rows, and the others, for validation. */
    private record Validated(TrainingRequest first, Dataset validation) {}

    /** All rows of a data set. */
    FoldRequests(Dataset data) {
        this(data, null);
    }

    /** Some rows of a data set. Takes the array over. */
    FoldRequests(Dataset data, int[] rows) {
        this.data = data;
        this.rows = rows;
    }

    TrainingRequest request(Estimator estimator) {
        if (estimator.validation().isPresent()) {
            return validated(estimator, estimator.validation().get().split(trained()));
        }
        if (first == null) {
            TrainingRequest all = request(estimator, estimator.trainer());
            first = rows == null ? all : all.withRows(rows);
            return first;
        }
        return first.with(estimator.network(), estimator.initializer(), estimator.trainer());
    }

    private TrainingRequest request(Estimator estimator, Trainer trainer) {
        return TrainingRequest.of(estimator.network(), estimator.initializer(), trainer, data);
    }

    private Dataset trained() {
        if (copy == null) {
            copy = rows == null ? data : data.select(rows);
        }
        return copy;
    }

    private TrainingRequest validated(Estimator estimator, List<Fold> splits) {
        Fold split = splits.getFirst();
        Validated known = validated.get(split);
        if (known == null) {
            TrainingRequest begun =
                    request(estimator, estimator.trainer()).withRows(numbers(split.trainRows()));
            known = new Validated(begun, data.select(numbers(split.testRows())));
            validated.put(split, known);
        }
        EarlyStopping rule = new EarlyStopping(known.validation, estimator.patience());
        return known.first.with(
                estimator.network(),
                estimator.initializer(),
                estimator.trainer().withEarlyStopping(rule));
    }

    /** Row numbers of the data set instead of those of the rows to train on. */
    private int[] numbers(int[] positions) {
        return rows == null ? positions : IntStream.of(positions).map(k -> rows[k]).toArray();
    }
}
