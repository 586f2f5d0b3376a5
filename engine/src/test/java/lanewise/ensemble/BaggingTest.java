package lanewise.ensemble;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Csv;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaling;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
import lanewise.metrics.Metric;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.testing.Iris;
import lanewise.testing.ReferenceFiles;
import lanewise.train.DivergenceException;
import lanewise.train.StopReason;
import lanewise.train.Trainer;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Bagging trains members on bootstrap samples, and predicts each row by those that lack it. */
class BaggingTest {
    private static final Network NETWORK = Network.of(4, Layer.tanh(5), Layer.softmax(3));
    private static final Trainer TRAINER =
            Trainer.of(new Adam(0.02)).withEpochs(15).withBatches(32).withSeed(5);

    private final Dataset train =
            Scaling.standard(Iris.split().train()).apply(Iris.split().train());

    private static Bagging bagging() {
        return Bagging.of(NETWORK, Initializer.glorotUniform(), TRAINER).withMembers(6).withSeed(3);
    }

    /** {@code BaggingClassifier.estimators_samples_} and the seeds of its estimators. */
    @Test
    void drawsTheSamplesOfScikitLearn() {
        int samples = 0;
        for (String[] line : ReferenceFiles.rows("reference/sklearn_bagging.csv")) {
            int rows = Integer.parseInt(line[0]);
            long seed = Long.parseLong(line[1]);
            int member = Integer.parseInt(line[2]);
            Bootstrap bootstrap = new Bootstrap(seed, member + 1, rows, true);
            int[] expected =
                    Arrays.stream(line[4].split(" ")).mapToInt(Integer::parseInt).toArray();
            assertArrayEquals(expected, bootstrap.rows(member));
            assertEquals(Integer.parseInt(line[3]), bootstrap.startSeed(member));
            samples++;
        }
        assertEquals(18, samples);
    }

    /** The documented rule, member by member, by {@link Trainer#fit}. */
    @Test
    void membersAreThoseOfSeparateTrainings() {
        BaggingResult result = bagging().fit(train);
        assertEquals(6, result.ensemble().members().size());
        int[] seeds = new RandomState(3).randint(Integer.MAX_VALUE, 6);
        for (int k = 0; k < 6; k++) {
            int[] rows = new RandomState(seeds[k]).randint(130, 130);
            int seed = new RandomState(seeds[k]).randint(Integer.MAX_VALUE);
            Model start =
                    Model.initialize(NETWORK, Initializer.glorotUniform(), new RandomState(seed));
            Model expected = TRAINER.withSeed(seed).fit(start, train.select(rows)).model();
            Model member = result.ensemble().members().get(k);
            assertEquals(expected.parametersSha256(), member.parametersSha256());
            assertEquals(train.classNames(), member.classNames());
            assertArrayEquals(rows, result.rows(k));
        }
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        List<String> expected = null;
        for (int threads = 1; threads <= 3; threads++) {
            BaggingResult result = bagging().withThreads(threads).fit(train);
            List<String> found =
                    result.ensemble().members().stream().map(Model::parametersSha256).toList();
            expected = expected == null ? found : expected;
            assertEquals(expected, found);
        }
        assertEquals(6, expected.stream().distinct().count());
    }

    @Test
    void moreMembersKeepTheFirst() {
        List<Model> six = bagging().fit(train).ensemble().members();
        List<Model> two = bagging().withMembers(2).fit(train).ensemble().members();
        assertEquals(six.get(1).parametersSha256(), two.get(1).parametersSha256());
    }

    /** The oracle is a plain loop over rows and members. */
    @Test
    void outOfBagPredictionsAreMeansOfTheMembersThatLackARow() {
        BaggingResult result = bagging().withMembers(3).fit(train);
        OutOfBag outOfBag = result.outOfBag();
        int unpredicted = 0;
        int hits = 0;
        for (int row = 0; row < train.rows(); row++) {
            double[] sums = new double[3];
            int members = 0;
            for (int k = 0; k < 3; k++) {
                int sought = row;
                if (Arrays.stream(result.rows(k)).noneMatch(seen -> seen == sought)) {
                    Model member = result.ensemble().members().get(k);
                    float[] outputs = member.predict(train.features().row(row));
                    for (int output = 0; output < 3; output++) {
                        sums[output] += outputs[output];
                    }
                    members++;
                }
            }
            assertEquals(members, outOfBag.members(row));
            int best = 0;
            for (int k = 0; k < 3; k++) {
                assertEquals((float) (sums[k] / members), outOfBag.outputs().get(row, k));
                best = sums[k] > sums[best] ? k : best;
            }
            unpredicted += members == 0 ? 1 : 0;
            hits += members > 0 && best == train.label(row) ? 1 : 0;
        }
        assertTrue(unpredicted > 10 && unpredicted < 60, unpredicted + " of 130: about a quarter");
        assertEquals(unpredicted, outOfBag.unpredictedRows());
        double expected = hits / (130.0 - unpredicted);
        assertEquals(expected, outOfBag.score(Metric.ACCURACY), 1e-15);
        assertTrue(outOfBag.score(Metric.LOG_LOSS) > 0);
        assertThrows(IndexOutOfBoundsException.class, () -> outOfBag.members(130));
        assertThrows(IndexOutOfBoundsException.class, () -> result.rows(3));
    }

    @Test
    void outOfBagPredictionsOfManyRowsCrossBlocks() {
        int rows = 4000;
        FeatureMatrix x = new FeatureMatrix(rows, 1);
        for (int row = 0; row < rows; row++) {
            x.set(row, 0, row / (float) rows);
        }
        Network network = Network.of(1, Layer.identity(1));
        BaggingResult result =
                Bagging.of(network, Initializer.normal(0.1), Trainer.gradientDescent(0.1, 1))
                        .withMembers(1)
                        .fit(Dataset.of(x, x));
        OutOfBag outOfBag = result.outOfBag();
        assertTrue(rows - outOfBag.unpredictedRows() > 1024);
        FeatureMatrix all = result.ensemble().predict(x);
        for (int row = 0; row < rows; row++) {
            float expected = outOfBag.members(row) == 0 ? Float.NaN : all.get(row, 0);
            assertEquals(expected, outOfBag.outputs().get(row, 0));
        }
        assertTrue(Double.isFinite(outOfBag.score(Metric.R2)));
    }

    /** Learning floor: digits, 1200 rows for training, 597 for the test. */
    @Test
    void ensembleIsMoreAccurateThanItsMembersOnAverage() throws IOException {
        Dataset digits = Csv.read(ReferenceFiles.path("digits.csv.gz"), -1);
        TrainTestSplit split = TrainTestSplit.of(digits, TestSize.count(597), 1);
        Scaling scaling = Scaling.minMax(split.train());
        Network network = Network.of(64, Layer.relu(16), Layer.softmax(10));
        Trainer trainer = Trainer.of(new Adam(0.01)).withBatches(64).withEpochs(8);
        BaggingResult result =
                Bagging.of(network, Initializer.heNormal(), trainer)
                        .withMembers(8)
                        .fit(scaling.apply(split.train()));
        Dataset test = scaling.apply(split.test());
        double together = result.ensemble().score(Metric.ACCURACY, test);
        double mean =
                result.ensemble().members().stream()
                        .mapToDouble(member -> Metric.ACCURACY.score(member, test))
                        .average()
                        .orElseThrow();
        assertTrue(together > mean + 0.01, together + ", members " + mean);
        assertTrue(together > 0.93, together + "");
        assertEquals(together, result.outOfBag().score(Metric.ACCURACY), 0.04);
    }

    @Test
    void membersWithoutBootstrapAreRestarts() {
        BaggingResult result = bagging().withoutBootstrap().withMembers(2).fit(train);
        int[] seeds = new RandomState(3).randint(Integer.MAX_VALUE, 2);
        int seed = new RandomState(seeds[1]).randint(Integer.MAX_VALUE);
        Model start = Model.initialize(NETWORK, Initializer.glorotUniform(), new RandomState(seed));
        Model expected = TRAINER.withSeed(seed).fit(start, train).model();
        assertEquals(
                expected.parametersSha256(), result.ensemble().members().get(1).parametersSha256());
        assertEquals(130, Arrays.stream(result.rows(1)).distinct().count());
        IllegalStateException e = assertThrows(IllegalStateException.class, result::outOfBag);
        assertTrue(e.getMessage().contains("leave out Bagging.withoutBootstrap"), e.getMessage());
    }

    /** Row 0 is huge: only members whose sample lacks it converge. */
    private static Dataset withOutlier() {
        FeatureMatrix x = new FeatureMatrix(8, 1);
        FeatureMatrix y = new FeatureMatrix(8, 1);
        for (int row = 0; row < 8; row++) {
            x.set(row, 0, row == 0 ? 1e15f : row / 8f);
            y.set(row, 0, row == 0 ? 1e15f : row / 4f);
        }
        return Dataset.of(x, y);
    }

    private static Bagging onOutlier() {
        Network network = Network.of(1, Layer.identity(1));
        return Bagging.of(network, Initializer.normal(0.1), Trainer.gradientDescent(0.1, 50));
    }

    @Test
    void divergedMembersAreLeftOutAndNamed() {
        Dataset data = withOutlier();
        BaggingResult result = onOutlier().withMembers(12).fit(data);
        assertEquals(12, result.trainings().size());
        int next = 0;
        for (int k = 0; k < 12; k++) {
            boolean diverges = Arrays.stream(result.rows(k)).anyMatch(row -> row == 0);
            assertEquals(diverges, result.leftOut().containsKey(k));
            assertEquals(diverges, result.trainings().get(k).divergence().isPresent());
            if (diverges) {
                assertTrue(result.leftOut().get(k).startsWith("diverged: "));
                assertEquals(1, result.leftOut().get(k).lines().count());
            } else {
                Model member = result.ensemble().members().get(next++);
                assertEquals(result.trainings().get(k).model(), member);
            }
        }
        assertTrue(next > 0 && next < 12, next + " of 12");
        assertEquals(next, result.ensemble().members().size());
        assertTrue(result.toString().startsWith(next + " of 12 members; left out: {"));
        assertEquals(next, result.outOfBag().members(0)); // those that lack the outlier
    }

    @Test
    void divergenceOfAllMembersIsAnError() {
        Dataset outlier = withOutlier().select(0, 0);
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> onOutlier().fit(outlier));
        assertTrue(
                e.getMessage().startsWith("no member of 10 is left; the first diverged: "),
                e.getMessage());
        assertInstanceOf(DivergenceException.class, e.getCause());
    }

    @Test
    void membersWhoseLossGrewAreLeftOut() {
        Trainer growing = Trainer.gradientDescent(1, 40).withDivergenceLimit(2);
        FeatureMatrix x = FeatureMatrix.ofRows(new float[][] {{3}, {-3}, {4}, {5}});
        Bagging bagging =
                Bagging.of(Network.of(1, Layer.identity(1)), Initializer.normal(1), growing);
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> bagging.fit(Dataset.of(x, x)));
        assertTrue(e.getMessage().contains("its loss grew beyond the limit"), e.getMessage());
    }

    @Test
    void stoppedMembersAreLeftOut() {
        BaggingResult result =
                bagging().withThreads(1).withListener((index, _) -> index < 2).fit(train);
        assertTrue(result.ensemble().members().size() < 6, result.toString());
        assertFalse(result.leftOut().isEmpty());
        int stopped = result.leftOut().firstEntry().getKey();
        assertEquals("was stopped after 0 iterations: CANCELLED", result.leftOut().get(stopped));
        assertEquals(StopReason.CANCELLED, result.trainings().get(stopped).stopReason());
        Thread.currentThread().interrupt();
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> bagging().fit(train));
        assertTrue(Thread.interrupted());
        assertTrue(e.getMessage().contains("INTERRUPTED"), e.getMessage());
    }

    @Test
    void scoreNeedsARowOutOfBag() {
        Dataset one = train.select(0);
        OutOfBag outOfBag = bagging().fit(one).outOfBag();
        assertEquals(1, outOfBag.unpredictedRows());
        assertTrue(Float.isNaN(outOfBag.outputs().get(0, 0)));
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> outOfBag.score(Metric.ACCURACY));
        assertEquals("no row is out of bag: expected more members, or more rows", e.getMessage());
    }

    @Test
    void rejectsBadSettings() {
        assertRefused("0 members: expected 1 to 100000", () -> bagging().withMembers(0));
        assertRefused("100001 members", () -> bagging().withMembers(100_001));
        assertRefused("seed -1 is out of range", () -> bagging().withSeed(-1));
        assertRefused("0 threads", () -> bagging().withThreads(0));
        Dataset other = Dataset.labelled(new float[][] {{1}, {2}}, "a", "b");
        assertRefused("1 features for a network 4-5-3: expected 4", () -> bagging().fit(other));
    }
}
