package lanewise.benchmarks.workload;

import lanewise.data.Dataset;

/**
 * Training and test rows of a task.
 *
 * @param train the training rows, in the order of use
 * @param test rows unseen in training
 */
public record TaskData(Dataset train, Dataset test) {}
