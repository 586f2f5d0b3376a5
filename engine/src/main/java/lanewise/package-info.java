/**
 * Multilayer perceptrons: networks, models and predictions. A {@link lanewise.Network} describes
 * the layers, a {@link lanewise.Model} adds the parameters, and a {@link lanewise.Predictor}
 * computes outputs into buffers of the caller. To train a model, pass it to a {@link
 * lanewise.train.Trainer}; the resulting {@link lanewise.train.TrainingRun} holds the trained model
 * and its history. {@link lanewise.data} reads and splits data, {@link lanewise.split} makes folds,
 * {@link lanewise.metrics} evaluates models, and {@link lanewise.io} saves them.
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
 * <p>A layer has one of eight {@linkplain lanewise.Activation activations} and may have dropout or
 * {@linkplain lanewise.recurrent recurrent connections}; a network has one of three {@linkplain
 * lanewise.Loss losses}. Optimizers and learning-rate schedules are in {@link lanewise.optimize}. A
 * {@link lanewise.train.Trainer} supports mini-batches, sample and class weights, an L2 penalty,
 * gradient clipping and early stopping:
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
 * <p>The {@linkplain lanewise.Tier tiers} of kernels differ in speed only: all compute the same
 * bits, on any number of threads.
 *
 * <p>Depends on {@code lanewise.data}, {@code lanewise.random}, {@code lanewise.recurrent} and on
 * the engine's internals, which never refer back to it; not on training. Start with {@code
 * Network}, then {@code Model}.
 *
 * <p>No method takes or returns null.
 */
package lanewise;
