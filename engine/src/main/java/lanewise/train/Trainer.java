package lanewise.train;

import lanewise.Model;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.internal.checkpoint.RunState;
import lanewise.internal.pass.StepSettings;
import lanewise.internal.pass.TrainingRows;
import lanewise.internal.plan.NetworkPlan;
import lanewise.optimize.Optimizer;
import lanewise.optimize.Sgd;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Settings of a training. Immutable and thread-safe: one trainer can start any number of runs. Each
 * {@code with} method returns a copy with one setting changed.
 *
 * <pre>{@code
 * TrainingRun run = Trainer.gradientDescent(0.1, 5000).fit(start, data);
 *
 * Trainer trainer = Trainer.of(new Adam(0.001)).withBatches(32).withEpochs(50)
 *         .withEarlyStopping(new EarlyStopping(validation, 5));
 * Model best = trainer.fit(start, train).model();
 * }</pre>
 *
 * <p>An iteration runs one batch forward, propagates the error backward, and passes the gradient of
 * the network's loss to the optimizer. The result depends only on the model, the data and these
 * settings: every tier, number of threads and machine produces the same bits.
 */
public final class Trainer {
    private final Settings settings;

    /**
     * The settings of a trainer. Never modified once a trainer refers to them, so that its final
     * field publishes them safely to other threads.
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
        double divergenceLimit = Double.POSITIVE_INFINITY;
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
     * Returns a trainer that runs one epoch in a single batch of all rows, records a history and
     * picks the fastest tier.
     *
     * @param optimizer the optimizer
     * @return the trainer
     * @throws NullPointerException if {@code optimizer} is null
     */
    public static Trainer of(Optimizer optimizer) {
        Settings settings = new Settings();
        settings.optimizer =
                Objects.requireNonNull(
                        optimizer,
                        "optimizer is null: expected an optimizer, such as new Adam(0.001)");
        return new Trainer(settings);
    }

    /**
     * Returns a trainer for full-batch gradient descent.
     *
     * @param learningRate the factor of the gradient, finite and above 0
     * @param iterations number of iterations that {@link #fit} runs, at least 1
     * @return the trainer
     * @throws IllegalArgumentException if an argument is out of range
     */
    public static Trainer gradientDescent(double learningRate, int iterations) {
        return of(new Sgd(learningRate)).withIterations(iterations);
    }

    /**
     * Returns this trainer with another optimizer.
     *
     * @param optimizer the optimizer
     * @return the trainer
     * @throws NullPointerException if {@code optimizer} is null
     */
    public Trainer withOptimizer(Optimizer optimizer) {
        Objects.requireNonNull(
                optimizer, "optimizer is null: expected an optimizer, such as new Adam(0.001)");
        Settings changed = settings.clone();
        changed.optimizer = optimizer;
        return new Trainer(changed);
    }

    /**
     * Returns this trainer with another number of iterations, in place of epochs.
     *
     * @param iterations number of batches that {@link #fit} trains on, at least 1
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
     * Returns this trainer with another number of epochs, in place of iterations.
     *
     * @param epochs number of times that {@link #fit} trains on all rows, at least 1
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
     * Returns this trainer with mini-batches. Rows are shuffled before each epoch, unless {@link
     * #withoutShuffling} is set; the last batch of an epoch holds the remaining rows.
     *
     * @param rows number of rows per batch, at least 1; more than the data has means a full batch
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
     * Returns this trainer with all rows in each batch.
     *
     * @return the trainer
     */
    public Trainer withFullBatch() {
        Settings changed = settings.clone();
        changed.batchSize = Integer.MAX_VALUE;
        return new Trainer(changed);
    }

    /**
     * Returns this trainer with the rows of mini-batches in the order of the data. Batches of a
     * multiple of 16 rows are then read where they are, without a copy.
     *
     * @return the trainer
     */
    public Trainer withoutShuffling() {
        Settings changed = settings.clone();
        changed.shuffle = false;
        return new Trainer(changed);
    }

    /**
     * Returns this trainer with another random seed. It determines the order of rows in
     * mini-batches, which is that of NumPy's {@code RandomState(seed).shuffle}, and the units that
     * dropout drops.
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
     * Returns this trainer with an L2 penalty. It adds {@code λ/2 · Σ w²} over all weights, but not
     * biases, to the minimized loss, and hence {@code λ · w} to the gradient. The recorded loss
     * excludes it. For weight decay decoupled from the gradient see {@link
     * lanewise.optimize.AdamW}.
     *
     * @param lambda the coefficient λ, finite and at least 0
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
     * Returns this trainer with gradient clipping. A gradient, penalty included, whose Euclidean
     * norm over all parameters exceeds the limit is scaled down to it (R. Pascanu, T. Mikolov and
     * Y. Bengio, "On the difficulty of training recurrent neural networks", 2013).
     *
     * @param limit the largest norm, above 0; infinity for no limit
     * @return the trainer
     * @throws IllegalArgumentException if {@code limit} is out of range
     */
    public Trainer withMaxGradientNorm(double limit) {
        if (!(limit > 0)) {
            throw new IllegalArgumentException(
                    "gradient norm limit " + limit + ": expected a number above 0");
        }
        Settings changed = settings.clone();
        changed.maxGradientNorm = limit;
        return new Trainer(changed);
    }

    /**
     * Returns this trainer with a limit to the growth of the loss. A run stops with {@link
     * StopReason#LOSS_GREW} after an epoch whose loss, the mean over its iterations, exceeds the
     * limit times the smallest loss of an epoch so far, and also the loss of the first epoch: see
     * {@link TrainingRun#lossGrowth}. Losses below the first one do not stop it, as they vary by
     * large factors when they are close to 0. The loss is then measured even without history. By
     * default there is no limit.
     *
     * @param factor the largest growth, above 1; infinity for no limit
     * @return the trainer
     * @throws IllegalArgumentException if {@code factor} is out of range
     */
    public Trainer withDivergenceLimit(double factor) {
        if (!(factor > 1)) {
            throw new IllegalArgumentException(
                    "divergence limit " + factor + ": expected a factor above 1");
        }
        Settings changed = settings.clone();
        changed.divergenceLimit = factor;
        return new Trainer(changed);
    }

    /**
     * Returns this trainer with a weight for each row. The loss of a batch is the weighted mean of
     * its rows' losses.
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
     * Returns this trainer with a weight for each class. Each row has the weight of its class.
     *
     * @param weights a weight for each class in the order of the data's classes, finite and at
     *     least 0, not all 0
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
     * Returns this trainer with balanced classes: each has the same total weight, whatever its
     * number of rows. A row of class k has the weight rows / (classes · rows of class k), as with
     * scikit-learn's {@code class_weight="balanced"}.
     *
     * @return the trainer
     */
    public Trainer withBalancedClasses() {
        Settings changed = settings.clone();
        changed.weights = new SampleWeights.Balanced();
        return new Trainer(changed);
    }

    /**
     * Returns this trainer with early stopping.
     *
     * @param rule the rule that decides when to stop
     * @return the trainer
     * @throws NullPointerException if {@code rule} is null
     */
    public Trainer withEarlyStopping(EarlyStopping rule) {
        Objects.requireNonNull(rule, "rule is null: expected a rule for early stopping");
        Settings changed = settings.clone();
        changed.earlyStopping = rule;
        return new Trainer(changed);
    }

    /**
     * Returns this trainer with a listener, which can stop a run. The loss is then measured even
     * without history.
     *
     * @param listener called after iterations and epochs
     * @return the trainer
     * @throws NullPointerException if {@code listener} is null
     */
    public Trainer withListener(TrainingListener listener) {
        Objects.requireNonNull(listener, "listener is null: expected a training listener");
        Settings changed = settings.clone();
        changed.listener = listener;
        return new Trainer(changed);
    }

    /**
     * Returns this trainer without history, which saves the time to measure loss and accuracy.
     *
     * @return the trainer
     */
    public Trainer withoutHistory() {
        Settings changed = settings.clone();
        changed.recordHistory = false;
        return new Trainer(changed);
    }

    /**
     * Returns this trainer with another tier.
     *
     * @param tier the kernels to use
     * @return the trainer
     * @throws NullPointerException if {@code tier} is null
     */
    public Trainer withTier(Tier tier) {
        Objects.requireNonNull(tier, "tier is null: expected a constant of Tier, such as AUTO");
        Settings changed = settings.clone();
        changed.tier = tier;
        return new Trainer(changed);
    }

    /**
     * Returns this trainer with another number of threads: the caller's and the engine's own. By
     * default, small networks train on one thread and large ones on one per processor.
     *
     * @param threads number of threads, the caller's included, 1 to 1024
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
     * Returns this trainer with another number of threads: the caller's and those of an executor.
     * The calling thread does the work for which the executor has no thread.
     *
     * @param threads number of threads, the caller's included, 1 to 1024
     * @param executor runs the other threads while {@link TrainingRun#advance} is running
     * @return the trainer
     * @throws IllegalArgumentException if {@code threads} is out of range
     * @throws NullPointerException if {@code executor} is null
     */
    public Trainer withThreads(int threads, Executor executor) {
        requireThreads(threads);
        Objects.requireNonNull(
                executor, "executor is null: expected an executor for the other threads");
        Settings changed = settings.clone();
        changed.threads = threads;
        changed.executor = executor;
        return new Trainer(changed);
    }

    static void requireThreads(int threads) {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException(threads + " threads: expected 1 to 1024");
        }
    }

    /**
     * Returns the optimizer.
     *
     * @return the optimizer
     */
    public Optimizer optimizer() {
        return settings.optimizer;
    }

    /**
     * Returns the number of iterations that {@link #fit} runs on data of a given size.
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
                            + " batches exceed the limit of "
                            + Integer.MAX_VALUE
                            + " iterations: use fewer epochs, and advance the run for more");
        }
        return (int) iterations;
    }

    /**
     * Returns whether runs record the loss and accuracy of each iteration.
     *
     * @return true unless {@link #withoutHistory} is set
     */
    public boolean recordHistory() {
        return settings.recordHistory;
    }

    /**
     * Returns the tier of the kernels to use.
     *
     * @return the tier
     */
    public Tier tier() {
        return settings.tier;
    }

    /**
     * Returns the random seed.
     *
     * @return as set by {@link #withSeed}, 0 by default
     */
    public long seed() {
        return settings.seed;
    }

    /**
     * Describes the settings that determine the result: all but tier, threads and listener.
     *
     * @return one line
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Trainer[").append(settings.optimizer);
        text.append(", ").append(settings.epochs == 0 ? settings.iterations : settings.epochs);
        text.append(settings.epochs == 0 ? " iterations" : " epochs");
        if (settings.batchSize < Integer.MAX_VALUE) {
            text.append(", batches of ").append(settings.batchSize);
        }
        text.append(settings.shuffle ? "" : ", not shuffled");
        text.append(", seed ").append(settings.seed);
        if (settings.weightDecay > 0) {
            text.append(", weight decay ").append(settings.weightDecay);
        }
        if (settings.maxGradientNorm < Double.POSITIVE_INFINITY) {
            text.append(", gradient norm up to ").append(settings.maxGradientNorm);
        }
        if (settings.divergenceLimit < Double.POSITIVE_INFINITY) {
            text.append(", divergence limit ").append(settings.divergenceLimit);
        }
        text.append(settings.weights);
        if (settings.earlyStopping != null) {
            text.append(", ").append(settings.earlyStopping);
        }
        return text.append("]").toString();
    }

    /**
     * Returns the number of rows per batch.
     *
     * @return at least 1; {@link Integer#MAX_VALUE} for all rows
     */
    public int batchSize() {
        return settings.batchSize;
    }

    /**
     * Returns whether the rows of mini-batches are shuffled before each epoch.
     *
     * @return true unless {@link #withoutShuffling} is set
     */
    public boolean shuffle() {
        return settings.shuffle;
    }

    StepSettings stepSettings() {
        return new StepSettings(
                settings.optimizer, settings.seed, settings.weightDecay, settings.maxGradientNorm);
    }

    /** Whether iterations measure loss and correct predictions. */
    boolean measures() {
        return settings.recordHistory
                || settings.listener != null
                || settings.divergenceLimit < Double.POSITIVE_INFINITY;
    }

    /** Growth of the loss that stops a run; infinity for none. */
    double divergenceLimit() {
        return settings.divergenceLimit;
    }

    SampleWeights weights() {
        return settings.weights;
    }

    /**
     * Returns the rule of early stopping.
     *
     * @return the rule; empty if there is none
     */
    public Optional<EarlyStopping> earlyStopping() {
        return Optional.ofNullable(settings.earlyStopping);
    }

    Optional<TrainingListener> listener() {
        return Optional.ofNullable(settings.listener);
    }

    /** Requested number of threads; 0 for the default. */
    int threads() {
        return settings.threads;
    }

    Optional<Executor> executor() {
        return Optional.ofNullable(settings.executor);
    }

    /**
     * Trains a model.
     *
     * @param start the model to start from, which is not modified
     * @param data the training rows
     * @return the run, with the trained model. It is complete unless a listener, early stopping or
     *     an interrupt of the calling thread stopped it early: see {@link TrainingRun#stopReason}.
     *     On a thread that is already interrupted, it stops before its first iteration
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the numbers of features and targets differ from the
     *     network's inputs and outputs, the targets do not suit the loss, the weights do not fit
     *     the data, the start model has class names and lacks the class of a row, or the epochs
     *     require too many iterations
     * @throws IllegalStateException if the tier cannot run on this machine
     * @throws DivergenceException if a parameter or the loss becomes infinite or NaN, or a
     *     recurrent layer does not converge
     */
    public TrainingRun fit(Model start, Dataset data) {
        TrainingRun run = start(start, data);
        run.advance(iterations(data.rows()));
        return run;
    }

    /**
     * Prepares a run without advancing it, so that the caller can act between iterations. The
     * number of iterations that {@link #fit} would run decides the choice of kernels.
     *
     * @param start the model to start from, which is not modified
     * @param data the training rows
     * @return the run, at iteration 0
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the numbers of features and targets differ from the
     *     network's inputs and outputs, the targets do not suit the loss, the weights do not fit
     *     the data, the start model has class names and lacks the class of a row, or the epochs
     *     require too many iterations
     * @throws IllegalStateException if the tier cannot run on this machine
     */
    public TrainingRun start(Model start, Dataset data) {
        Objects.requireNonNull(start, "start is null: expected the model to start from");
        requireFits(start, data);
        return new TrainingRun(this, start, RunRows.of(this, start, data), null);
    }

    /**
     * Resumes a run from a checkpoint, in this JVM or another, without advancing it. With the same
     * settings and data, the parameters and all records get the same bits as if the run had never
     * stopped.
     *
     * <p>The type of optimizer, the batch size, shuffling, the seed, and the presence of early
     * stopping and of a history must be the same. The optimizer's settings, the number of
     * iterations, the rule of early stopping, penalties, limits, weights, listener, tier and
     * threads may differ, and then apply from here on. They are not compared, and neither are the
     * values of training and validation rows: different values are no error, but change the result.
     *
     * <pre>{@code
     * TrainingRun begun = trainer.start(start, data);
     * begun.advance(100);
     * TrainingRun resumed = trainer.resume(begun.checkpoint(), data);
     * resumed.advance(resumed.remaining());
     * }</pre>
     *
     * @param checkpoint the state to resume from
     * @param data the training rows of the checkpoint's run, in the same order
     * @return the run, at the checkpoint's iteration
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if a setting that must be the same or the number of rows
     *     differs from the checkpoint's, or in the cases of {@link #start}
     * @throws IllegalStateException if the tier cannot run on this machine
     */
    public TrainingRun resume(Checkpoint checkpoint, Dataset data) {
        Objects.requireNonNull(
                checkpoint, "checkpoint is null: expected a checkpoint to resume from");
        Model current = checkpoint.current();
        requireFits(current, data);
        RunState state = Checkpoints.of(checkpoint, this, data.rows(), 0);
        return new TrainingRun(this, current, state, RunRows.of(this, current, data));
    }

    /** Throws an IllegalArgumentException if a setting needs training rows, which are elsewhere. */
    void requireFitsElsewhere(Model start) {
        if (!(settings.weights instanceof SampleWeights.Equal)) {
            throw new IllegalArgumentException(
                    "the trainer has weights, but the training rows are elsewhere: give the weights"
                            + " to Gradients.withWeights there");
        }
        if (settings.earlyStopping != null) {
            settings.earlyStopping.requireFits(Models.plan(start), start.classNames());
        }
    }

    /** Throws the exceptions of {@link #start}, but for those of the tier. */
    void requireFits(Model start, Dataset data) {
        Objects.requireNonNull(data, "data is null: expected the training rows");
        NetworkPlan plan = Models.plan(start);
        Dataset rows = data.withClassNames(start.classNames());
        TrainingRows.requireFit(plan, rows);
        settings.weights.of(data);
        if (settings.earlyStopping != null) {
            settings.earlyStopping.requireFits(plan, Models.classNames(start, rows), data);
        }
    }
}
