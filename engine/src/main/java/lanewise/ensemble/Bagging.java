package lanewise.ensemble;

import lanewise.Initializer;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.random.RandomState;
import lanewise.train.GroupListener;
import lanewise.train.Trainer;
import lanewise.train.TrainingGroup;
import lanewise.train.TrainingRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Trains an {@link Ensemble}: each member starts from weights of its own and trains on a bootstrap
 * sample, as many rows as there are, drawn with replacement. About 37 % of the rows are not in a
 * member's sample; they estimate the ensemble's score without a test set, see {@link
 * BaggingResult#outOfBag}. Immutable and thread-safe.
 *
 * <pre>{@code
 * Bagging bagging = Bagging.of(network, Initializer.glorotUniform(), trainer).withMembers(5);
 * BaggingResult result = bagging.fit(train);
 * System.out.println(result.outOfBag().score(Metric.ACCURACY) > 0.9); // prints true
 * Ensemble ensemble = result.ensemble();
 * }</pre>
 *
 * <p>Members are trained as one {@link TrainingGroup}, which holds the rows in memory once. The
 * result has the same bits with any number of threads.
 *
 * <p><b>Random numbers</b> are those of scikit-learn's {@code BaggingClassifier(random_state=seed)}
 * around a network: member k has the seed {@code s}, number k of {@code
 * RandomState(seed).randint(2**31 - 1, size=members)}; it trains on {@code
 * RandomState(s).randint(rows, size=rows)}, and {@code RandomState(s).randint(2**31 - 1)} seeds
 * both its start weights and its mini-batches and dropout ({@link Trainer#withSeed}, of which
 * another value has no effect here). So the first members are the same for any number of members.
 *
 * <p><b>Diverged members</b>, and those whose loss exceeded {@link Trainer#withDivergenceLimit},
 * are left out of the ensemble; {@link BaggingResult#leftOut} names them.
 */
public final class Bagging {
    private static final int MAX_MEMBERS = 100_000;

    private final Network network;
    private final Initializer initializer;
    private final Trainer trainer;
    private final Settings settings;

    private record Settings(
            int members, long seed, boolean bootstrap, int threads, GroupListener listener) {}

    private Bagging(Network network, Initializer initializer, Trainer trainer, Settings settings) {
        this.network = network;
        this.initializer = initializer;
        this.trainer = trainer;
        this.settings = settings;
    }

    /**
     * Creates a bagging of 10 members with seed 0 and a thread for each processor.
     *
     * @param network the shape of each member
     * @param initializer distribution of the start weights
     * @param trainer the settings of each training; its history is not recorded
     * @return the bagging
     * @throws NullPointerException if an argument is null
     */
    public static Bagging of(Network network, Initializer initializer, Trainer trainer) {
        Objects.requireNonNull(network, "network is null: expected the shape of each member");
        Objects.requireNonNull(
                initializer, "initializer is null: expected one such as Initializer.heNormal()");
        Objects.requireNonNull(trainer, "trainer is null: expected the settings of the trainings");
        int threads = Runtime.getRuntime().availableProcessors();
        GroupListener listener = (_, _) -> true;
        return new Bagging(
                network,
                initializer,
                trainer.withoutHistory(),
                new Settings(10, 0, true, threads, listener));
    }

    private Bagging with(Settings changed) {
        return new Bagging(network, initializer, trainer, changed);
    }

    /**
     * Returns this bagging with another number of members.
     *
     * @param members number of models to train, 1 to {@value #MAX_MEMBERS}; the default is 10
     * @return the bagging
     * @throws IllegalArgumentException if {@code members} is out of range
     */
    public Bagging withMembers(int members) {
        if (members < 1 || members > MAX_MEMBERS) {
            throw new IllegalArgumentException(members + " members: expected 1 to " + MAX_MEMBERS);
        }
        Settings s = settings;
        return with(new Settings(members, s.seed, s.bootstrap, s.threads, s.listener));
    }

    /**
     * Returns this bagging with another random seed.
     *
     * @param seed 0 to 4294967295; the default is 0
     * @return the bagging
     * @throws IllegalArgumentException if {@code seed} is out of range
     */
    public Bagging withSeed(long seed) {
        new RandomState(seed); // for its check
        Settings s = settings;
        return with(new Settings(s.members, seed, s.bootstrap, s.threads, s.listener));
    }

    /**
     * Returns this bagging with all rows for each member, in order: members then differ only in
     * their start weights, mini-batches and dropout. There are no out-of-bag rows.
     *
     * @return the bagging
     */
    public Bagging withoutBootstrap() {
        Settings s = settings;
        return with(new Settings(s.members, s.seed, false, s.threads, s.listener));
    }

    /**
     * Returns this bagging with another number of threads.
     *
     * @param threads as for {@link TrainingGroup#withThreads}
     * @return the bagging
     * @throws IllegalArgumentException if {@code threads} is out of range
     */
    public Bagging withThreads(int threads) {
        TrainingGroup.of(List.of()).withThreads(threads); // for its check
        Settings s = settings;
        return with(new Settings(s.members, s.seed, s.bootstrap, threads, s.listener));
    }

    /**
     * Returns this bagging with a listener, which can stop it.
     *
     * @param listener called when a member's training has ended
     * @return the bagging
     * @throws NullPointerException if {@code listener} is null
     */
    public Bagging withListener(GroupListener listener) {
        Objects.requireNonNull(listener, "listener is null: expected a group listener");
        Settings s = settings;
        return with(new Settings(s.members, s.seed, s.bootstrap, s.threads, listener));
    }

    /**
     * Trains the members. If the listener returns false or the calling thread is interrupted, in
     * which case its interrupt status stays set, the members not trained to their end are left out.
     *
     * @param data the training rows
     * @return the ensemble with its out-of-bag rows
     * @throws NullPointerException if {@code data} is null
     * @throws IllegalArgumentException if the data does not fit, as {@link Trainer#fit} throws it
     * @throws IllegalStateException if all members diverged or were stopped, or the trainer's tier
     *     cannot run on this machine
     */
    public BaggingResult fit(Dataset data) {
        Objects.requireNonNull(data, "data is null: expected the training rows");
        Bootstrap bootstrap =
                new Bootstrap(settings.seed, settings.members, data.rows(), settings.bootstrap);
        List<TrainingRequest> requests = new ArrayList<>();
        for (int k = 0; k < settings.members; k++) {
            requests.add(request(data, bootstrap, k));
        }
        TrainingGroup group =
                TrainingGroup.of(requests)
                        .withThreads(settings.threads)
                        .withListener(settings.listener);
        return BaggingResult.of(group.fit(), bootstrap, data);
    }

    private TrainingRequest request(Dataset data, Bootstrap bootstrap, int member) {
        int seed = bootstrap.startSeed(member);
        TrainingRequest request =
                TrainingRequest.of(network, initializer, trainer.withSeed(seed), data);
        return bootstrap.withReplacement() ? request.withRows(bootstrap.rows(member)) : request;
    }
}
