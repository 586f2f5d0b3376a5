package lanewise.benchmarks.cli.table;

import lanewise.Model;
import lanewise.benchmarks.plot.LearningCurve;

/**
 * The result of training on a table with one seed.
 *
 * @param seed the seed
 * @param model the trained model
 * @param curve loss and accuracy by epoch
 * @param nanos the duration of the training in ns, including JIT compilation
 * @param evaluation the model's answers for the test rows
 */
record TableRun(long seed, Model model, LearningCurve curve, double nanos, Evaluation evaluation) {}
