/**
 * Multilayer perceptrons: describe a {@link lanewise.Network}, start from a {@link lanewise.Model},
 * train it with a {@link lanewise.Trainer}, and predict with the model that the {@link
 * lanewise.TrainingRun} gives.
 *
 * <pre>{@code
 * Dataset iris = Csv.read(Path.of("iris.csv"), "species");
 * TrainTestSplit split = TrainTestSplit.of(iris, TestSize.count(20), 4);
 * Network network = Network.of(4, Layer.sigmoid(2).withoutBias(), Layer.sigmoid(3).withoutBias());
 * Model start = Model.normal(network, 0.5, new RandomState(10));
 * TrainingRun run = Trainer.gradientDescent(0.1, 5000).fit(start, split.train());
 * System.out.println(run.history().mse(4999));
 * System.out.println(ConfusionMatrix.of(run.model(), split.test()).accuracy());
 * }</pre>
 *
 * <p>No method takes or returns null.
 */
package lanewise;
