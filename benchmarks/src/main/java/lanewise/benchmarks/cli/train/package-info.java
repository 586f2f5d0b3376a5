/**
 * Parts of the command {@code train}: its options, the training that they describe and the reports
 * on it. May depend on {@code cli.command}, {@code onnx} and {@code plot}. Start with {@link
 * lanewise.benchmarks.cli.train.TrainingPlan}, which combines the options and runs the training;
 * its result is a {@code TrainingOutcome}.
 */
package lanewise.benchmarks.cli.train;
