package lanewise.benchmarks.workload;

import lanewise.data.Dataset;

/**
 * What a task trains on and is tested on.
 *
 * @param train the training rows, in the order in which they are used
 * @param test rows that training does not see
 */
public record TaskData(Dataset train, Dataset test) {}
