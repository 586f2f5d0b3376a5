/**
 * Multilayer perceptrons: describe a {@link lanewise.Network}, start from a {@link lanewise.Model},
 * train it with a {@link lanewise.train.Trainer}, and predict with the model that the {@link
 * lanewise.train.TrainingRun} gives.
 *
 * <pre>{@code
 * Dataset iris = Csv.read(Path.of("iris.csv"), "species");
 * TrainTestSplit split = TrainTestSplit.of(iris, TestSize.count(20), 4);
 * Network network = Network.of(4, Layer.sigmoid(2).withoutBias(), Layer.sigmoid(3).withoutBias());
 * Model start = Model.normal(network, 0.5, new RandomState(10));
 * TrainingRun run = Trainer.gradientDescent(0.1, 5000).fit(start, split.train());
 * System.out.println(run.history().mse(4999)); // prints 0.060953952
 * System.out.println(ConfusionMatrix.of(run.model(), split.test()).accuracy()); // prints 0.8
 * }</pre>
 *
 * <p>Layers have one of eight {@linkplain lanewise.Activation activations}, networks one of three
 * {@linkplain lanewise.Loss losses}; {@link lanewise.optimize} has the optimizers and schedules of
 * the learning rate. A {@link lanewise.train.Trainer} knows mini-batches, weights of rows and
 * classes, L2 penalty, limits of the gradient and early stopping:
 *
 * <pre>{@code
 * Network network = Network.of(4, Layer.relu(32).withDropout(0.1), Layer.softmax(3));
 * Model start = Model.initialize(network, Initializer.heNormal(), new RandomState(1));
 * Trainer trainer = Trainer.of(new Adam(0.001)).withBatches(32).withEpochs(100)
 *         .withEarlyStopping(new EarlyStopping(validation, 10));
 * Model trained = trainer.fit(start, train).model();
 * System.out.println(ClassificationMetrics.of(trained, test));
 * }</pre>
 *
 * <p>No method takes or returns null.
 */
package lanewise;
