package lanewise.testing;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.NetworkAccess;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.internal.tier.KernelProvider;
import lanewise.internal.tier.KernelSelection;
import lanewise.io.SavedModel;
import lanewise.random.RandomState;
import lanewise.train.EarlyStopping;
import lanewise.train.RunAccess;
import lanewise.train.Trainer;
import lanewise.train.TrainingListener;
import lanewise.train.TrainingRun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Named scenarios of a program that uses the engine and then drops it. */
public final class EngineLife {
    private static final Network SMALL = Network.of(4, Layer.sigmoid(6), Layer.softmax(3));
    private static final Trainer TRAINER = Trainer.gradientDescent(0.1, 20);

    /** Enough work to warm up faster kernels in the background, but not to wait for them. */
    private static final Trainer LONG = Trainer.gradientDescent(0.1, 200_000).withoutHistory();

    private EngineLife() {}

    /** Runs a scenario. Called by reflection, as the engine may be in another class loader. */
    static void run(String scenario) throws Exception {
        switch (scenario) {
            case "trains and predicts" -> trainsAndPredicts();
            case "trains on vectors" -> train(Tier.VECTOR, SMALL);
            case "trains on specialised kernels" -> train(Tier.SPECIALISED, SMALL);
            case "trains with a team" -> TRAINER.withThreads(3).fit(start(SMALL), data(SMALL, 300));
            case "leaves a warm-up running" -> leaveWarmUp();
            case "moves to specialised kernels" -> moveToSpecialised();
            case "fails in a listener" -> failInListener();
            case "falls back to scalar kernels" -> fallBackToScalar();
            default -> throw new IllegalArgumentException(scenario);
        }
    }

    private static void train(Tier tier, Network network) {
        TRAINER.withTier(tier).fit(start(network), data(network, 300));
    }

    private static void trainsAndPredicts() throws IOException {
        Dataset data = data(SMALL, 300);
        Trainer trainer = TRAINER.withEarlyStopping(new EarlyStopping(data, 5));
        TrainingRun run = trainer.fit(start(SMALL), data);
        Network recurrent = Network.of(4, Layer.tanh(5).recurrent(), Layer.sigmoid(2));
        train(Tier.SCALAR, recurrent);
        Path file = Files.createTempFile("engine", ".safetensors");
        try {
            SavedModel.of(run.model()).withCheckpoint(run.checkpoint()).write(file);
            SavedModel read = SavedModel.read(file);
            read.model().classify(data.features());
            trainer.resume(read.checkpoint().orElseThrow(), data).advance(10);
        } finally {
            Files.delete(file);
        }
    }

    private static TrainingRun leaveWarmUp() {
        TrainingRun run = LONG.start(start(SMALL), data(SMALL, 300));
        while (WarmUpThread.count() == 0) {
            run.advance(10);
        }
        return run;
    }

    /** Does not wait until the specialised kernels are measured to be faster. */
    private static void moveToSpecialised() {
        TrainingRun run = leaveWarmUp();
        RunAccess.moveTo(
                run, Tier.SPECIALISED, KernelSelection.specialised(NetworkAccess.plan(SMALL)));
        run.advance(20);
    }

    /** The listener holds a reference to its run and ends it early by an exception. */
    private static void failInListener() {
        TrainingRun[] own = new TrainingRun[1];
        TrainingListener failing =
                TrainingListener.everyIteration(
                        run -> {
                            own[0] = run;
                            if (run.iteration() == 2000) {
                                throw new ArrayStoreException("thrown by the listener");
                            }
                            return true;
                        });
        try {
            LONG.withThreads(2).withListener(failing).fit(start(SMALL), data(SMALL, 300));
        } catch (ArrayStoreException e) {
            return;
        }
        throw new AssertionError(own[0] + " should have failed");
    }

    /** Without the vector module, the run reports the reason for scalar kernels. */
    private static void fallBackToScalar() throws InterruptedException {
        TrainingRun run = leaveWarmUp();
        WarmUpThread.awaitEnd();
        run.advance(10);
        if (!run.kernelsReason().contains(KernelProvider.obstacle())) {
            throw new AssertionError(run.kernelsReason());
        }
    }

    public static Model start(Network network) {
        return Model.initialize(network, Initializer.glorotUniform(), new RandomState(1));
    }

    public static Dataset data(Network network, int rows) {
        Random random = new Random(rows);
        FeatureMatrix features = new FeatureMatrix(rows, network.inputs());
        FeatureMatrix targets = new FeatureMatrix(rows, network.outputs());
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < network.inputs(); i++) {
                features.set(row, i, (float) random.nextGaussian());
            }
            targets.set(row, random.nextInt(network.outputs()), 1);
        }
        return Dataset.of(features, targets);
    }
}
