package lanewise.spark.internal.shard;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;

import lanewise.spark.internal.training.Jobs;
import lanewise.spark.internal.training.RowTable;
import lanewise.spark.internal.training.Training;

import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

import scala.Tuple2;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Puts the rows of a cluster in their one order and divides them into shards: by a shuffle to
 * ranges of keys, then one to ranges of shards. The order depends on the rows only, so rows that
 * are computed again after a lost executor are the same.
 */
@SuppressWarnings("serial") // lambdas for Spark refer to private methods
final class RowShards {
    /** Number of keys that a partition gives to find even ranges. */
    private static final int SAMPLES = 256;

    private RowShards() {}

    /**
     * What the driver needs to know of a partition.
     *
     * @param rows number of rows to train on
     * @param unseen number of validation rows
     * @param weight sum of the weights of the rows to train on
     * @param checksum checksum of all rows
     * @param sample evenly spaced keys of the rows to train on, ascending
     * @param problem why a row is invalid; null if none is
     */
    @DefaultSerializer(JavaSerializer.class) // Kryo cannot read records
    private record Summary(
            int rows, int unseen, double weight, long checksum, long[] sample, String problem)
            implements Serializable {
        static Summary of(RowTable table) {
            long[] keys = table.part(false).keys().clone();
            Arrays.sort(keys);
            long[] sample = new long[Math.min(SAMPLES, keys.length)];
            for (int k = 0; k < sample.length; k++) {
                sample[k] = keys[(int) ((long) keys.length * k / sample.length)];
            }
            int unseen = table.rows() - keys.length;
            double weight = 0;
            for (int row = 0; row < table.rows(); row++) {
                weight += table.validation()[row] ? 0 : table.weights()[row];
            }
            return new Summary(
                    keys.length, unseen, weight, table.checksum(), sample, table.problem());
        }
    }

    /**
     * What the driver knows of all rows.
     *
     * @param rows number of rows to train on
     * @param unseen number of validation rows
     * @param checksum changes with any row
     * @param bounds the first keys of all ranges but the first, ascending
     */
    record Survey(int rows, int unseen, long checksum, long[] bounds) {
        private static Survey of(List<Summary> summaries, int ranges) {
            long rows = 0;
            long unseen = 0;
            long checksum = 0;
            double weight = 0;
            for (Summary summary : summaries) {
                if (summary.problem != null) {
                    throw new IllegalArgumentException(summary.problem);
                }
                rows += summary.rows;
                unseen += summary.unseen;
                checksum += summary.checksum;
                weight += summary.weight;
            }
            if (rows == 0) {
                throw new IllegalArgumentException(Training.noRows(unseen));
            }
            if (weight == 0) {
                throw new IllegalArgumentException(
                        "the weights of all rows are 0: expected one above 0");
            }
            if (rows + unseen > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        rows + unseen + " rows: expected at most " + Integer.MAX_VALUE);
            }
            return new Survey((int) rows, (int) unseen, checksum, bounds(summaries, rows, ranges));
        }

        /** Divides the sampled keys, each standing for a number of rows, into even ranges. */
        private static long[] bounds(List<Summary> summaries, long rows, int ranges) {
            record Sample(long key, double rows) {}
            List<Sample> samples = new ArrayList<>();
            for (Summary summary : summaries) {
                for (long key : summary.sample) {
                    samples.add(new Sample(key, (double) summary.rows / summary.sample.length));
                }
            }
            samples.sort(Comparator.comparingLong(Sample::key));
            long[] bounds = new long[ranges - 1];
            double before = 0;
            int next = 0;
            for (Sample sample : samples) {
                while (next < bounds.length && before >= (double) rows * (next + 1) / ranges) {
                    bounds[next++] = sample.key;
                }
                before += sample.rows;
            }
            Arrays.fill(bounds, next, bounds.length, Long.MAX_VALUE);
            return bounds;
        }
    }

    /** Consecutive rows of the one order, from a rank on. */
    @DefaultSerializer(JavaSerializer.class) // Kryo cannot read records
    private record Piece(int rank, RowTable rows) implements Serializable {}

    /** Sends the key k to partition k. */
    private static final class ByIndex extends Partitioner {
        private static final long serialVersionUID = 1;

        private final int partitions;

        ByIndex(int partitions) {
            this.partitions = partitions;
        }

        @Override
        public int numPartitions() {
            return partitions;
        }

        @Override
        public int getPartition(Object key) {
            return (Integer) key;
        }
    }

    /**
     * Checks and counts all rows, in one job.
     *
     * @param ranges number of ranges of keys
     * @throws IllegalArgumentException if a row is invalid or there is none to train on
     */
    static Survey survey(JavaRDD<RowTable> tables, int ranges) {
        return Survey.of(
                Jobs.run(tables.context(), () -> tables.map(Summary::of).collect()), ranges);
    }

    /**
     * Divides the rows to train on among tasks, each with consecutive shards. Partition {@code t}
     * of the result has one element, the work of task {@code t}.
     */
    static JavaRDD<ShardTask> divide(
            JavaRDD<RowTable> tables, Survey survey, ShardSetup setup, int tasks) {
        JavaRDD<RowTable> ranges = ranges(tables, survey.bounds, setup.settings().features());
        try {
            List<Integer> counts =
                    Jobs.run(tables.context(), () -> ranges.map(RowTable::rows).collect());
            int[] ranks = new int[counts.size()];
            for (int k = 1; k < ranks.length; k++) {
                ranks[k] = ranks[k - 1] + counts.get(k - 1);
            }
            JavaRDD<ShardTask> divided = tasks(ranges, ranks, setup, tasks);
            boolean computed = false;
            try {
                // While the ranges are in memory.
                computed = Jobs.run(tables.context(), divided::count) == tasks;
            } finally {
                if (!computed) {
                    divided.unpersist(false);
                }
            }
            return divided;
        } finally {
            ranges.unpersist(false);
        }
    }

    /** The rows by ranges of keys, in their order. */
    private static JavaRDD<RowTable> ranges(JavaRDD<RowTable> tables, long[] bounds, int features) {
        return tables.flatMapToPair(table -> toRanges(table.part(false), bounds))
                .partitionBy(new ByIndex(bounds.length + 1))
                .mapPartitions(part -> ordered(part, features), true)
                .persist(StorageLevel.MEMORY_AND_DISK());
    }

    private static Iterator<Tuple2<Integer, RowTable>> toRanges(RowTable table, long[] bounds) {
        int[] range = new int[table.rows()];
        int[] counts = new int[bounds.length + 1];
        for (int row = 0; row < range.length; row++) {
            int found = Arrays.binarySearch(bounds, table.keys()[row]);
            while (found > 0 && bounds[found - 1] == bounds[found]) {
                found--; // bounds may be equal
            }
            range[row] = found >= 0 ? found + 1 : -found - 1;
            counts[range[row]]++;
        }
        List<Tuple2<Integer, RowTable>> pieces = new ArrayList<>();
        for (int k = 0; k < counts.length; k++) {
            if (counts[k] > 0) {
                int[] chosen = new int[counts[k]];
                int next = 0;
                for (int row = 0; row < range.length; row++) {
                    if (range[row] == k) {
                        chosen[next++] = row;
                    }
                }
                pieces.add(new Tuple2<>(k, table.select(chosen)));
            }
        }
        return pieces.iterator();
    }

    private static Iterator<RowTable> ordered(
            Iterator<Tuple2<Integer, RowTable>> part, int features) {
        List<RowTable> pieces = new ArrayList<>();
        part.forEachRemaining(pair -> pieces.add(pair._2()));
        return List.of(RowTable.concat(features, pieces).ordered()).iterator();
    }

    private static JavaRDD<ShardTask> tasks(
            JavaRDD<RowTable> ranges, int[] ranks, ShardSetup setup, int tasks) {
        return ranges.mapPartitionsWithIndex(
                        (range, part) -> toTasks(part.next(), ranks[range], setup, tasks), false)
                .mapToPair(pair -> pair)
                .partitionBy(new ByIndex(tasks))
                .mapPartitionsWithIndex(
                        (task, part) -> List.of(task(task, part, setup, tasks)).iterator(), true)
                .persist(StorageLevel.MEMORY_AND_DISK());
    }

    private static Iterator<Tuple2<Integer, Piece>> toTasks(
            RowTable rows, int rank, ShardSetup setup, int tasks) {
        List<Tuple2<Integer, Piece>> pieces = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            int from = Math.max(rank, setup.firstRow(task, tasks));
            int to = Math.min(rank + rows.rows(), setup.firstRow(task + 1, tasks));
            if (from < to) {
                int[] chosen = new int[to - from];
                int first = from - rank;
                Arrays.setAll(chosen, k -> first + k);
                pieces.add(new Tuple2<>(task, new Piece(from, rows.select(chosen))));
            }
        }
        return pieces.iterator();
    }

    private static ShardTask task(
            int task, Iterator<Tuple2<Integer, Piece>> part, ShardSetup setup, int tasks) {
        List<Piece> pieces = new ArrayList<>();
        part.forEachRemaining(pair -> pieces.add(pair._2()));
        pieces.sort(Comparator.comparingInt(Piece::rank));
        List<RowTable> rows = pieces.stream().map(Piece::rows).toList();
        return new ShardTask(
                setup,
                setup.firstShard(task, tasks),
                setup.firstShard(task + 1, tasks),
                RowTable.concat(setup.settings().features(), rows));
    }
}
