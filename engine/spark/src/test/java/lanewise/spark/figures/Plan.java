package lanewise.spark.figures;

/**
 * Expected times on a cluster, from constants that were measured on one machine. All times are in
 * seconds. What is assumed instead of measured: cores are as fast as those measured, and as many of
 * them share a memory bus; a task starts as fast elsewhere as in the driver's JVM; the driver sends
 * and receives at the speed of its network; what is broadcast passes each network card twice.
 *
 * @param results the measured constants
 * @param cores number of cores of all executors, at least 1
 * @param gigabits speed of the driver's network in Gbit/s; infinite for one machine
 */
record Plan(ResultsFile results, int cores, double gigabits) {
    /** Spark's default of {@code spark.driver.maxResultSize}, in bytes. */
    static final double MAX_RESULT = 1L << 30;

    /** Most bytes of the features that searches broadcast. */
    static final double MAX_BROADCAST = 1L << 30;

    /** Bytes of a row besides its features: label, weight and key. */
    private static final int ROW_BYTES = 16;

    /** Tasks of a search for each core. */
    private static final int CHUNKS = 4;

    /** The networks that gradients were measured with, by their number of parameters. */
    private static final int[] MEASURED = {1698, 2410, 101_770};

    /** Features, outputs and parameters of the network that predictions were measured with. */
    private static final int FEATURES = 64;

    private static final int CLASSES = 10;

    private static final double MS = 1e-3;
    private static final double NS = 1e-9;

    Plan withCores(int other) {
        return new Plan(results, other, gigabits);
    }

    /** Time to send bytes from or to the driver. */
    private double sent(double bytes) {
        return bytes * 8 / (gigabits * 1e9);
    }

    /** Time of the gradient for each row and parameter, between the measured networks. */
    private double gradient(double parameters, boolean allCores) {
        String suffix = allCores ? ".both" : "";
        int k = 1;
        while (k < MEASURED.length - 1 && parameters > MEASURED[k]) {
            k++;
        }
        double below = results.median("gradient." + MEASURED[k - 1] + suffix);
        double above = results.median("gradient." + MEASURED[k] + suffix);
        double share =
                Math.log(parameters / MEASURED[k - 1])
                        / Math.log((double) MEASURED[k] / MEASURED[k - 1]);
        return NS * (below + (above - below) * Math.clamp(share, 0, 1));
    }

    /** A step of a training in one task on one core. */
    double stepOfOneCore(double rows, double parameters) {
        return rows * parameters * gradient(parameters, false) + update(parameters);
    }

    /** The optimizer's part of a step. */
    private double update(double parameters) {
        return parameters * results.median("update") * NS;
    }

    /** A job with a number of tasks that do nothing. */
    double job(double tasks) {
        double task = results.median("task") * MS;
        return results.median("job") * MS + (tasks - 2) * task;
    }

    /**
     * A step of data-parallel training.
     *
     * @param rows number of rows of the step's batch
     * @param parameters number of parameters
     * @param shards number of shards
     */
    double step(double rows, double parameters, int shards) {
        double busiest = (shards + tasks(shards) - 1) / tasks(shards) / (double) shards;
        return rows * busiest * parameters * gradient(parameters, true)
                + overhead(parameters, shards);
    }

    /** A step without rows. */
    double overhead(double parameters, int shards) {
        double returned = returned(parameters, shards);
        double driver =
                returned / 1e6 * Math.max(0, results.median("result")) * MS
                        + returned / Float.BYTES * results.median("fold") * NS
                        + update(parameters);
        return job(tasks(shards)) + network(parameters, shards) + driver;
    }

    /** The part of the network in a step. */
    double network(double parameters, int shards) {
        return sent(returned(parameters, shards)) + sent(2 * parameters * Float.BYTES);
    }

    /** Number of tasks of a step. */
    int tasks(int shards) {
        return Math.min(shards, cores);
    }

    /** Bytes of the gradients that the driver gets in a step. */
    double returned(double parameters, int shards) {
        int tasks = tasks(shards);
        int blocks = 0;
        for (int task = 0; task < tasks; task++) {
            int begin = (int) ((long) shards * task / tasks);
            int end = (int) ((long) shards * (task + 1) / tasks);
            blocks += blocks(0, shards, begin, end);
        }
        return parameters * Float.BYTES * blocks;
    }

    /** Number of blocks of the tree over a range of shards that a part of them makes up. */
    private static int blocks(int from, int to, int begin, int end) {
        if (end <= from || to <= begin) {
            return 0;
        }
        if (begin <= from && to <= end) {
            return 1;
        }
        int middle = from + Integer.highestOneBit(to - from - 1);
        return blocks(from, middle, begin, end) + blocks(middle, to, begin, end);
    }

    /**
     * Number of rows of a step from which data-parallel training is faster than one core; infinite
     * if it never is.
     */
    double breakEven(double parameters) {
        double saved = gradient(parameters, false) - gradient(parameters, true) / cores;
        return saved <= 0
                ? Double.POSITIVE_INFINITY
                : (overhead(parameters, cores) - update(parameters)) / parameters / saved;
    }

    /** Most parameters whose gradients fit into Spark's limit on the results of a job. */
    double mostParameters() {
        return MAX_RESULT / returned(1, cores);
    }

    /**
     * Prediction of rows that are in memory.
     *
     * @param rows number of rows
     * @param features number of features
     * @param outputs number of outputs
     */
    double predict(double rows, double features, double outputs) {
        // Reading and writing rows takes nearly all of it, and grows with the numbers in a row.
        double measured = 2 / results.median("transform.digits.lanewise");
        double values = (features + 2 * outputs + 1) / (FEATURES + 2 * CLASSES + 1);
        return job(2) + rows * measured * values / cores;
    }

    /**
     * Training of many models of one core each, with their rows broadcast.
     *
     * @param models number of models
     * @param oneModel time of one model
     * @param bytes bytes of the rows
     */
    double models(double models, double oneModel, double bytes) {
        double tasks = Math.min(models, CHUNKS * (double) cores);
        double broadcast = bytes / 1e6 * results.median("broadcast") * MS + sent(2 * bytes);
        return broadcast + job(tasks) + Math.ceil(models / cores) * oneModel;
    }

    /** Bytes of a table on each core, kept from step to step; ordering it takes twice that. */
    double bytesPerCore(double rows, double features) {
        return bytes(rows, features) / cores;
    }

    /** Bytes of a table in the engine. */
    static double bytes(double rows, double features) {
        return rows * (features * Float.BYTES + ROW_BYTES);
    }
}
