package lanewise.train;

import lanewise.Model;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.internal.pass.StepSettings;
import lanewise.internal.pass.TrainingRows;
import lanewise.internal.plan.NetworkPlan;
import lanewise.optimize.Optimizer;
import lanewise.optimize.Sgd;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The settings of a training. Immutable and thread-safe: use one trainer for any number of runs;
 * each {@code with} method returns a copy that differs in one setting.
 *
 * <pre>{@code
 * TrainingRun run = Trainer.gradientDescent(0.1, 5000).fit(start, data);
 *
 * Trainer trainer = Trainer.of(new Adam(0.001)).withBatches(32).withEpochs(50)
 *         .withEarlyStopping(new EarlyStopping(validation, 5));
 * Model best = trainer.fit(start, train).model();
 * }</pre>
 *
 * <p>An iteration runs the rows of one batch forward and the error backward, and passes the
 * gradient of the network's loss to the optimizer. The result depends only on the model, the data
 * and these settings: any tier, number of threads and machine gives the same bits.
 */
public final class Trainer {
    private final Settings settings;

    /**
     * The settings. Never changed once a trainer has them, so that the final field publishes them
     * safely to other threads.
     */
    private static final class Settings implements Cloneable {
        Optimizer optimizer;
        int iterations;
        int epochs = 1;
        int batchSize = Integer.MAX_VALUE;
        boolean shuffle = true;
        long seed;
        double weightDecay;
        double maxGradientNorm = Double.POSITIVE_INFINITY;
        SampleWeights weights = new SampleWeights.Equal();
        EarlyStopping earlyStopping;
        TrainingListener listener;
        boolean recordHistory = true;
        Tier tier = Tier.AUTO;
        int threads;
        Executor executor;

        @Override
        protected Settings clone() {
            try {
                return (Settings) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError("this class is cloneable", e);
            }
        }
    }

    private Trainer(Settings settings) {
        this.settings = settings;
    }

    /**
     * A trainer for one full-batch epoch on the best tier, with history.
     *
     * @param optimizer the optimizer
     * @return the trainer
     * @throws NullPointerException if {@code optimizer} is null
     */
    public static Trainer of(Optimizer optimizer) {
        Settings settings = new Settings();
        settings.optimizer =
                Objects.requireNonNull(
                        optimizer, "optimizer is null: expected one such as new Adam(0.001)");
        return new Trainer(settings);
    }

    /**
     * Full-batch gradient descent.
     *
     * @param learningRate factor of the gradient, finite and above 0
     * @param iterations number of iterations that {@link #fit} runs, at least 1
     * @return the trainer
     * @throws IllegalArgumentException if a number is out of range
     */
    public static Trainer gradientDescent(double learningRate, int iterations) {
        return of(new Sgd(learningRate)).withIterations(iterations);
    }

    /**
     * Returns a trainer with another optimizer.
     *
     * @param optimizer the optimizer
     * @return the trainer
     * @throws NullPointerException if {@code optimizer} is null
     */
    public Trainer withOptimizer(Optimizer optimizer) {
        Objects.requireNonNull(
                optimizer, "optimizer is null: expected one such as new Adam(0.001)");
        Settings changed = settings.clone();
        changed.optimizer = optimizer;
        return new Trainer(changed);
    }

    /**
     * Returns a trainer for a number of iterations.
     *
     * @param iterations number of batches that {@link #fit} processes, at least 1
     * @return the trainer
     * @throws IllegalArgumentException if {@code iterations} is out of range
     */
    public Trainer withIterations(int iterations) {
        if (iterations < 1) {
            throw new IllegalArgumentException(iterations + " iterations: expected at least 1");
        }
        Settings changed = settings.clone();
        changed.iterations = iterations;
        changed.epochs = 0;
        return new Trainer(changed);
    }

    /**
     * Returns a trainer for a number of epochs.
     *
     * @param epochs number of passes of {@link #fit} over all rows, at least 1
     * @return the trainer
     * @throws IllegalArgumentException if {@code epochs} is out of range
     */
    public Trainer withEpochs(int epochs) {
        if (epochs < 1) {
            throw new IllegalArgumentException(epochs + " epochs: expected at least 1");
        }
        Settings changed = settings.clone();
        changed.epochs = epochs;
        return new Trainer(changed);
    }

    /**
     * Returns a trainer with mini-batches. The rows are shuffled before each epoch, unless {@link
     * #withoutShuffling}; the last batch of an epoch has the remaining rows.
     *
     * @param rows rows of a batch, at least 1; capped at the number of rows
     * @return the trainer
     * @throws IllegalArgumentException if {@code rows} is out of range
     */
    public Trainer withBatches(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("batches of " + rows + " rows: expected at least 1");
        }
        Settings changed = settings.clone();
        changed.batchSize = rows;
        return new Trainer(changed);
    }

    /**
     * Returns a trainer with all rows in each iteration.
     *
     * @return the trainer
     */
    public Trainer withFullBatch() {
        Settings changed = settings.clone();
        changed.batchSize = Integer.MAX_VALUE;
        return new Trainer(changed);
    }

    /**
     * Returns a trainer that keeps the rows in the order of the data.
     *
     * @return the trainer
     */
    public Trainer withoutShuffling() {
        Settings changed = settings.clone();
        changed.shuffle = false;
        return new Trainer(changed);
    }

    /**
     * Returns a trainer with another random seed. It determines the order of rows in mini-batches,
     * which is that of NumPy's {@code RandomState(seed).shuffle}, and the dropout masks.
     *
     * @param seed 0 to 4294967295; the default is 0
     * @return the trainer
     * @throws IllegalArgumentException if {@code seed} is out of range
     */
    public Trainer withSeed(long seed) {
        if (seed < 0 || seed > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("seed " + seed + ": expected 0 to 4294967295");
        }
        Settings changed = settings.clone();
        changed.seed = seed;
        return new Trainer(changed);
    }

    /**
     * Returns a trainer with an L2 penalty: {@code λ/2 · Σ w²} over all weights, biases excluded,
     * is added to the minimized loss, and so {@code λ · w} to the gradient. The recorded loss does
     * not include it. For decay decoupled from the gradient see {@link lanewise.optimize.AdamW}.
     *
     * @param lambda factor λ, finite and at least 0
     * @return the trainer
     * @throws IllegalArgumentException if {@code lambda} is out of range
     */
    public Trainer withWeightDecay(double lambda) {
        if (!(lambda >= 0) || !Double.isFinite(lambda)) {
            throw new IllegalArgumentException(
                    "weight decay " + lambda + ": expected a finite number of at least 0");
        }
        Settings changed = settings.clone();
        changed.weightDecay = lambda;
        return new Trainer(changed);
    }

    /**
     * Returns a trainer that clips gradients: a gradient, penalty included, whose Euclidean norm
     * over all parameters exceeds the limit is scaled down to it (R. Pascanu, T. Mikolov and Y.
     * Bengio, "On the difficulty of training recurrent neural networks", 2013).
     *
     * @param limit largest norm, above 0; infinity for no limit
     * @return the trainer
     * @throws IllegalArgumentException if {@code limit} is out of range
     */
    public Trainer withMaxGradientNorm(double limit) {
        if (!(limit > 0)) {
            throw new IllegalArgumentException(
                    "gradient norm of at most " + limit + ": expected a number above 0");
        }
        Settings changed = settings.clone();
        changed.maxGradientNorm = limit;
        return new Trainer(changed);
    }

    /**
     * Returns a trainer with sample weights. The loss of a batch is the weighted mean of its rows'
     * losses.
     *
     * @param weights a weight for each row of the data, finite and at least 0, not all 0
     * @return the trainer
     * @throws NullPointerException if {@code weights} is null
     * @throws IllegalArgumentException if a weight is out of range
     */
    public Trainer withSampleWeights(float... weights) {
        Objects.requireNonNull(weights, "weights is null: expected a weight for each row");
        Settings changed = settings.clone();
        changed.weights = new SampleWeights.PerRow(SampleWeights.checked("sample weight", weights));
        return new Trainer(changed);
    }

    /**
     * Returns a trainer with class weights: each row has the weight of its class.
     *
     * @param weights a weight for each class, finite and at least 0, not all 0
     * @return the trainer
     * @throws NullPointerException if {@code weights} is null
     * @throws IllegalArgumentException if a weight is out of range
     */
    public Trainer withClassWeights(float... weights) {
        Objects.requireNonNull(weights, "weights is null: expected a weight for each class");
        Settings changed = settings.clone();
        changed.weights =
                new SampleWeights.PerClass(SampleWeights.checked("class weight", weights));
        return new Trainer(changed);
    }

    /**
     * Returns a trainer in which all classes have the same total weight: a row of class k has the
     * weight rows / (classes · rows of class k), as scikit-learn's {@code class_weight="balanced"}.
     *
     * @return the trainer
     */
    public Trainer withBalancedClasses() {
        Settings changed = settings.clone();
        changed.weights = new SampleWeights.Balanced();
        return new Trainer(changed);
    }

    /**
     * Returns a trainer with early stopping.
     *
     * @param rule the rule
     * @return the trainer
     * @throws NullPointerException if {@code rule} is null
     */
    public Trainer withEarlyStopping(EarlyStopping rule) {
        Objects.requireNonNull(
                rule, "rule is null: expected a rule such as new EarlyStopping(validation, 5)");
        Settings changed = settings.clone();
        changed.earlyStopping = rule;
        return new Trainer(changed);
    }

    /**
     * Returns a trainer with a listener, which can stop a run. The loss is then measured even
     * without history.
     *
     * @param listener called after iterations and epochs
     * @return the trainer
     * @throws NullPointerException if {@code listener} is null
     */
    public Trainer withListener(TrainingListener listener) {
        Objects.requireNonNull(listener, "listener is null: expected a TrainingListener");
        Settings changed = settings.clone();
        changed.listener = listener;
        return new Trainer(changed);
    }

    /**
     * Returns a trainer without history, which saves the time to measure loss and accuracy.
     *
     * @return the trainer
     */
    public Trainer withoutHistory() {
        Settings changed = settings.clone();
        changed.recordHistory = false;
        return new Trainer(changed);
    }

    /**
     * Returns a trainer on another tier.
     *
     * @param tier the kernels to use
     * @return the trainer
     * @throws NullPointerException if {@code tier} is null
     */
    public Trainer withTier(Tier tier) {
        Objects.requireNonNull(tier, "tier is null: expected one of Tier's values, such as AUTO");
        Settings changed = settings.clone();
        changed.tier = tier;
        return new Trainer(changed);
    }

    /**
     * Returns a trainer on a number of the engine's own threads. By default small networks are
     * trained on one thread, large ones on as many as there are processors.
     *
     * @param threads number of threads including the caller's, 1 to 1024
     * @return the trainer
     * @throws IllegalArgumentException if {@code threads} is out of range
     */
    public Trainer withThreads(int threads) {
        requireThreads(threads);
        Settings changed = settings.clone();
        changed.threads = threads;
        changed.executor = null;
        return new Trainer(changed);
    }

    /**
     * Returns a trainer on threads of an executor. The calling thread does the work that the
     * executor has no threads for.
     *
     * @param threads number of threads including the caller's, 1 to 1024
     * @param executor runs the other threads during {@link TrainingRun#advance}
     * @return the trainer
     * @throws IllegalArgumentException if {@code threads} is out of range
     * @throws NullPointerException if {@code executor} is null
     */
    public Trainer withThreads(int threads, Executor executor) {
        requireThreads(threads);
        Objects.requireNonNull(executor, "executor is null: expected one with free threads");
        Settings changed = settings.clone();
        changed.threads = threads;
        changed.executor = executor;
        return new Trainer(changed);
    }

    private static void requireThreads(int threads) {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException(threads + " threads: expected 1 to 1024");
        }
    }

    /**
     * The optimizer.
     *
     * @return the optimizer
     */
    public Optimizer optimizer() {
        return settings.optimizer;
    }

    /**
     * The number of iterations that {@link #fit} runs on a number of rows.
     *
     * @param rows number of training rows, at least 1
     * @return at least 1
     * @throws IllegalArgumentException if {@code rows} is out of range, or the number of iterations
     *     exceeds the range of int
     */
    public int iterations(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows " + rows + ": expected at least 1");
        }
        if (settings.epochs == 0) {
            return settings.iterations;
        }
        long batches = Math.ceilDiv(rows, Math.min(rows, settings.batchSize));
        long iterations = settings.epochs * batches;
        if (iterations > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    settings.epochs
                            + " epochs of "
                            + batches
                            + " batches exceed the largest number of iterations, "
                            + Integer.MAX_VALUE
                            + ": use fewer epochs, and advance the run for more");
        }
        return (int) iterations;
    }

    /**
     * Whether loss and accuracy of each iteration are recorded.
     *
     * @return true if they are
     */
    public boolean recordHistory() {
        return settings.recordHistory;
    }

    /**
     * The kernels to use.
     *
     * @return the tier
     */
    public Tier tier() {
        return settings.tier;
    }

    int batchSize() {
        return settings.batchSize;
    }

    boolean shuffle() {
        return settings.shuffle;
    }

    long seed() {
        return settings.seed;
    }

    StepSettings stepSettings() {
        return new StepSettings(
                settings.optimizer, settings.seed, settings.weightDecay, settings.maxGradientNorm);
    }

    SampleWeights weights() {
        return settings.weights;
    }

    Optional<EarlyStopping> earlyStopping() {
        return Optional.ofNullable(settings.earlyStopping);
    }

    Optional<TrainingListener> listener() {
        return Optional.ofNullable(settings.listener);
    }

    /** The number of threads that was set; 0 for the default. */
    int threads() {
        return settings.threads;
    }

    Optional<Executor> executor() {
        return Optional.ofNullable(settings.executor);
    }

    /**
     * Trains a model.
     *
     * @param start the model to start from, which does not change
     * @param data the training rows
     * @return the run with the trained model. {@link TrainingRun#stopReason} tells whether a
     *     listener, early stopping or an interrupt of the calling thread ended it early; on a
     *     thread that is already interrupted, before its first iteration
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if features or targets do not match the network's inputs or
     *     outputs, the targets do not suit the loss, the weights do not fit the data, or the epochs
     *     amount to too many iterations
     * @throws IllegalStateException if the tier cannot run on this machine
     * @throws DivergenceException if the training diverges
     */
    public TrainingRun fit(Model start, Dataset data) {
        TrainingRun run = start(start, data);
        run.advance(iterations(data.rows()));
        return run;
    }

    /**
     * Prepares a run without advancing it, for callers that do something between iterations. Tier
     * and threads are chosen for the number of iterations that {@link #fit} would run.
     *
     * @param start the model to start from, which does not change
     * @param data the training rows
     * @return the run, at iteration 0
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if features or targets do not match the network's inputs or
     *     outputs, the targets do not suit the loss, the weights do not fit the data, or the epochs
     *     amount to too many iterations
     * @throws IllegalStateException if the tier cannot run on this machine
     */
    public TrainingRun start(Model start, Dataset data) {
        Objects.requireNonNull(start, "start is null: expected the model to start from");
        requireFits(start, data);
        return new TrainingRun(this, start, data);
    }

    /**
     * Resumes a run from a checkpoint, in this JVM or another. With the same settings and data, all
     * parameters and records have the same bits as if the run had never stopped. Optimizer,
     * batches, shuffling, seed, and whether there is early stopping and a history must be the same.
     * The optimizer's settings, the number of iterations, the rule of early stopping, penalties,
     * limits, weights, listener, tier and threads may differ, and apply from here on. They are not
     * compared, nor are the values of the training and validation rows: other values are not an
     * error, but give another result.
     *
     * <pre>{@code
     * TrainingRun begun = trainer.start(start, data);
     * begun.advance(100);
     * TrainingRun resumed = trainer.resume(begun.checkpoint(), data);
     * resumed.advance(resumed.remaining());
     * }</pre>
     *
     * @param checkpoint the checkpoint
     * @param data the training rows, in the same order
     * @return the run, at the checkpoint's iteration
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if such settings or the number of rows differ from those of
     *     the checkpoint, or the data does not fit, see {@link #start}
     * @throws IllegalStateException if the tier cannot run on this machine
     */
    public TrainingRun resume(Checkpoint checkpoint, Dataset data) {
        Objects.requireNonNull(
                checkpoint, "checkpoint is null: expected one made by TrainingRun.checkpoint");
        Model current = checkpoint.current();
        requireFits(current, data);
        return new TrainingRun(this, current, Checkpoints.of(checkpoint, this, data), data);
    }

    private void requireFits(Model start, Dataset data) {
        Objects.requireNonNull(data, "data is null: expected the training rows");
        NetworkPlan plan = Models.plan(start);
        TrainingRows.requireFit(plan, data);
        settings.weights.of(data);
        if (settings.earlyStopping != null) {
            settings.earlyStopping.requireFits(plan, data);
        }
    }
}
