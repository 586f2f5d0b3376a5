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
 * How to train. Immutable: make one and use it as often as you like, from any thread; a method that
 * begins with {@code with} gives a trainer that differs in one thing.
 *
 * <pre>{@code
 * TrainingRun run = Trainer.gradientDescent(0.1, 5000).fit(start, data);
 *
 * Trainer trainer = Trainer.of(new Adam(0.001)).withBatches(32).withEpochs(50)
 *         .withEarlyStopping(new EarlyStopping(validation, 5));
 * Model best = trainer.fit(start, train).model();
 * }</pre>
 *
 * <p>An iteration takes the rows of one batch forward, the error backward, and hands the gradient
 * of the network's loss to the optimizer. The result depends on the model, the data and these
 * settings only: any tier, any number of threads and any machine gives the same bits.
 */
public final class Trainer {
    private final Settings settings;

    /**
     * What a trainer is made of; not changed once a trainer has it, so that other threads see all
     * of it, however they got the trainer.
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
     * A trainer that takes all rows at once, for one epoch, records its history and uses the best
     * tier.
     *
     * @param optimizer makes steps of gradients
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
     * @param learningRate the factor of the gradient, finite and above 0
     * @param iterations how many iterations {@link #fit} runs, at least 1
     * @return the trainer
     * @throws IllegalArgumentException if a number is out of range
     */
    public static Trainer gradientDescent(double learningRate, int iterations) {
        return of(new Sgd(learningRate)).withIterations(iterations);
    }

    /**
     * This trainer with another optimizer.
     *
     * @param optimizer makes steps of gradients
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
     * This trainer for so many iterations.
     *
     * @param iterations how many batches {@link #fit} learns, at least 1
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
     * This trainer for so many epochs.
     *
     * @param epochs how often {@link #fit} learns all rows, at least 1
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
     * This trainer with mini-batches. Before each epoch the rows are shuffled, unless {@link
     * #withoutShuffling}; the last batch of an epoch has the rows that are left.
     *
     * @param rows the rows of a batch, at least 1; all rows if there are not as many
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
     * This trainer with all rows in each iteration.
     *
     * @return the trainer
     */
    public Trainer withFullBatch() {
        Settings changed = settings.clone();
        changed.batchSize = Integer.MAX_VALUE;
        return new Trainer(changed);
    }

    /**
     * This trainer with the rows in the order of the data.
     *
     * @return the trainer
     */
    public Trainer withoutShuffling() {
        Settings changed = settings.clone();
        changed.shuffle = false;
        return new Trainer(changed);
    }

    /**
     * This trainer with another seed of what is random: the order of rows in mini-batches, as
     * NumPy's {@code RandomState(seed).shuffle} has it, and what dropout drops.
     *
     * @param seed 0 to 4294967295; 0 if not set
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
     * This trainer with an L2 penalty: {@code λ/2 · Σ w²} over all weights, but not over biases, is
     * added to the loss that is minimized, hence {@code λ · w} to the gradient. The loss that is
     * recorded is without it. (For decay apart from the gradient see {@link
     * lanewise.optimize.AdamW}.)
     *
     * @param lambda the factor λ, finite and at least 0
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
     * This trainer with gradients of limited length: one, penalty included, whose Euclidean norm
     * over all parameters exceeds the limit is scaled down to it (R. Pascanu, T. Mikolov and Y.
     * Bengio, "On the difficulty of training recurrent neural networks", 2013).
     *
     * @param limit the largest norm, above 0; infinity for no limit
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
     * This trainer with rows that count differently. The loss of a batch is the mean of its rows'
     * losses, weighted by these.
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
     * This trainer with classes that count differently: each row weighs what its class does.
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
     * This trainer with classes that count alike however many rows they have: a row of class k
     * weighs rows / (classes · rows of class k), as scikit-learn's {@code class_weight="balanced"}
     * has it.
     *
     * @return the trainer
     */
    public Trainer withBalancedClasses() {
        Settings changed = settings.clone();
        changed.weights = new SampleWeights.Balanced();
        return new Trainer(changed);
    }

    /**
     * This trainer with early stopping.
     *
     * @param rule when to stop
     * @return the trainer
     * @throws NullPointerException if {@code rule} is null
     */
    public Trainer withEarlyStopping(EarlyStopping rule) {
        Objects.requireNonNull(rule, "rule is null: expected when to stop");
        Settings changed = settings.clone();
        changed.earlyStopping = rule;
        return new Trainer(changed);
    }

    /**
     * This trainer with a listener, who can stop a run. The loss is then measured also without
     * history.
     *
     * @param listener is told of iterations and epochs
     * @return the trainer
     * @throws NullPointerException if {@code listener} is null
     */
    public Trainer withListener(TrainingListener listener) {
        Objects.requireNonNull(listener, "listener is null: expected who is told of iterations");
        Settings changed = settings.clone();
        changed.listener = listener;
        return new Trainer(changed);
    }

    /**
     * This trainer without history, which saves the time to measure error and accuracy.
     *
     * @return the trainer
     */
    public Trainer withoutHistory() {
        Settings changed = settings.clone();
        changed.recordHistory = false;
        return new Trainer(changed);
    }

    /**
     * This trainer on another tier.
     *
     * @param tier which kernels to use
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
     * This trainer on so many threads of the engine's own. Unless this is set, one thread trains
     * small networks, and large ones as many as there are processors.
     *
     * @param threads the number of threads with the caller's, 1 to 1024
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
     * This trainer on so many threads of an executor. The calling thread does what the executor has
     * no threads for.
     *
     * @param threads the number of threads with the caller's, 1 to 1024
     * @param executor runs the others while {@link TrainingRun#advance} does
     * @return the trainer
     * @throws IllegalArgumentException if {@code threads} is out of range
     * @throws NullPointerException if {@code executor} is null
     */
    public Trainer withThreads(int threads, Executor executor) {
        requireThreads(threads);
        Objects.requireNonNull(executor, "executor is null: expected who runs the threads");
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
     * @return what makes steps of gradients
     */
    public Optimizer optimizer() {
        return settings.optimizer;
    }

    /**
     * How many iterations {@link #fit} runs on a number of rows.
     *
     * @param rows the number of training rows, at least 1
     * @return at least 1
     * @throws IllegalArgumentException if {@code rows} is out of range, or the iterations are more
     *     than an int can count
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
                            + " batches are more iterations than "
                            + Integer.MAX_VALUE
                            + ": ask for fewer epochs, and advance the run for more");
        }
        return (int) iterations;
    }

    /**
     * Whether error and accuracy of each iteration are recorded.
     *
     * @return whether they are
     */
    public boolean recordHistory() {
        return settings.recordHistory;
    }

    /**
     * Which kernels to use.
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

    /** The number of threads that was asked for, 0 if none was. */
    int threads() {
        return settings.threads;
    }

    Optional<Executor> executor() {
        return Optional.ofNullable(settings.executor);
    }

    /**
     * Trains a model.
     *
     * @param start the model to start from; it stays as it is
     * @param data the rows to learn
     * @return the run, with the trained model; finished unless its {@link TrainingRun#stopReason}
     *     tells that a listener, early stopping or an interrupt of the calling thread ended it
     *     before; on a thread that is interrupted already, before its first iteration
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the data has not as many features or targets as the
     *     network inputs or outputs, the targets are not what the loss needs, the weights do not
     *     fit the data, or the epochs come to too many iterations
     * @throws IllegalStateException if the tier cannot run on this machine
     * @throws DivergenceException if the run comes to infinite or undefined numbers
     */
    public TrainingRun fit(Model start, Dataset data) {
        TrainingRun run = start(start, data);
        run.advance(iterations(data.rows()));
        return run;
    }

    /**
     * Prepares a run without advancing it, for callers who want to do something between iterations.
     * Tier and threads are chosen by the number of iterations that {@link #fit} would run.
     *
     * @param start the model to start from; it stays as it is
     * @param data the rows to learn
     * @return the run, at iteration 0
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the data has not as many features or targets as the
     *     network inputs or outputs, the targets are not what the loss needs, the weights do not
     *     fit the data, or the epochs come to too many iterations
     * @throws IllegalStateException if the tier cannot run on this machine
     */
    public TrainingRun start(Model start, Dataset data) {
        Objects.requireNonNull(start, "start is null: expected the model to start from");
        requireFits(start, data);
        return new TrainingRun(this, start, data);
    }

    /**
     * Prepares to go on from where a run stopped, in this JVM or another. With the same settings
     * and the same data, the parameters and all that is recorded come to the same bits as if it had
     * never stopped. Optimizer, batches, shuffling, seed, and whether there is early stopping and a
     * history have to be as they were. The optimizer's settings, the number of iterations, the rule
     * of early stopping, penalties, limits, weights, listener, tier and threads may be others, and
     * then apply from here on. They are not compared, nor are the values of the rows, also of those
     * for validation: others are no error, but come to another result.
     *
     * <pre>{@code
     * TrainingRun begun = trainer.start(start, data);
     * begun.advance(100);
     * TrainingRun resumed = trainer.resume(begun.checkpoint(), data);
     * resumed.advance(resumed.remaining());
     * }</pre>
     *
     * @param checkpoint where the run stood
     * @param data the rows that it learns, in the same order
     * @return the run, at the checkpoint's iteration
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the checkpoint is of a run with other such settings or
     *     another number of rows, or the data does not fit as {@link #start} says
     * @throws IllegalStateException if the tier cannot run on this machine
     */
    public TrainingRun resume(Checkpoint checkpoint, Dataset data) {
        Objects.requireNonNull(checkpoint, "checkpoint is null: expected where to go on from");
        Model current = checkpoint.current();
        requireFits(current, data);
        return new TrainingRun(this, current, Checkpoints.of(checkpoint, this, data), data);
    }

    private void requireFits(Model start, Dataset data) {
        Objects.requireNonNull(data, "data is null: expected the rows to learn");
        NetworkPlan plan = Models.plan(start);
        TrainingRows.requireFit(plan, data);
        settings.weights.of(data);
        if (settings.earlyStopping != null) {
            settings.earlyStopping.requireFits(plan, data);
        }
    }
}
