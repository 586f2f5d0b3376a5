package lanewise.benchmarks.cli.train;

import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.Quantities;
import lanewise.optimize.Adam;
import lanewise.optimize.AdamW;
import lanewise.optimize.Momentum;
import lanewise.optimize.Nesterov;
import lanewise.optimize.Optimizer;
import lanewise.optimize.RmsProp;
import lanewise.optimize.Schedule;
import lanewise.optimize.Sgd;
import lanewise.optimize.WarmUp;
import lanewise.train.Trainer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The optimizer and its learning rate. */
@Command(optionListHeading = "Optimizer:")
public final class OptimizerOptions {
    private static final double DEFAULT_MOMENTUM = 0.9;
    private static final double DEFAULT_RATE = 0.1;

    /** Penalty of a sum over rows, of which the loss is the mean. */
    private static final double TABLE_PENALTY = 2;

    private static final double TABLE_RATE = 0.003;

    /** The optimizers by their common names. */
    enum Rule {
        SGD,
        MOMENTUM,
        NESTEROV,
        RMSPROP,
        ADAM,
        ADAMW;

        boolean hasMomentum() {
            return this == MOMENTUM || this == NESTEROV;
        }

        @Override
        public String toString() {
            return OptionValues.name(this);
        }
    }

    @Option(
            names = "--optimizer",
            paramLabel = "name",
            converter = TrainingValues.Rules.class,
            description =
                    "sgd, momentum, nesterov, rmsprop, adam or adamw. Default: sgd; for tables adam")
    private Rule rule;

    @Option(
            names = "--learning-rate",
            paramLabel = "rate",
            converter = OptionValues.Positive.class,
            description =
                    "Learning rate, above 0; for rmsprop, adam and adamw 0.001 to 0.01 is usual."
                            + " Default: 0.1; for tables 0.003 with these three")
    private Double learningRate;

    /** Number of training rows of a table; 0 for a data set. */
    private int tableRows;

    @Option(
            names = "--momentum",
            paramLabel = "share",
            converter = OptionValues.Share.class,
            description = "Fraction of the velocity that momentum and nesterov keep. Default: 0.9")
    private Double momentum;

    @Option(
            names = "--schedule",
            paramLabel = "how",
            converter = TrainingValues.Schedules.class,
            description =
                    "constant; step:factor:n (multiplies by the factor every n epochs);"
                            + " exponential:factor (every epoch); cosine or cosine:rate (falls"
                            + " to 0 or that rate at the end). Default: constant")
    private RateDecay schedule = RateDecay.parse("constant");

    @Option(
            names = "--warm-up",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description = "Raise the rate linearly during the first n epochs. Default: no warm-up")
    private int warmUp;

    @Option(
            names = "--weight-decay",
            paramLabel = "lambda",
            converter = OptionValues.NotNegative.class,
            description =
                    "L2 penalty, lambda/2 times the sum of squared weights; with adamw its"
                            + " decoupled decay. Default: 0, with adamw 0.01; for tables 2 /"
                            + " training rows, as the penalties of logistic and ridge regression")
    private Double weightDecay;

    @Option(
            names = "--max-gradient-norm",
            paramLabel = "limit",
            converter = OptionValues.Positive.class,
            description = "Scale gradients with a larger norm down to this norm. Default: no limit")
    private Double maxGradientNorm;

    /** Creates the options with their default values; picocli sets them. */
    public OptimizerOptions() {}

    /**
     * Sets what is not given to the defaults for tables.
     *
     * @param rows number of training rows
     */
    public void useTableDefaults(int rows) {
        tableRows = rows;
    }

    private double learningRate() {
        if (learningRate != null) {
            return learningRate;
        }
        return switch (rule()) {
            case SGD, MOMENTUM, NESTEROV -> DEFAULT_RATE;
            case RMSPROP, ADAM, ADAMW -> tableRows > 0 ? TABLE_RATE : DEFAULT_RATE;
        };
    }

    /** The penalty or decay; null for none, or with AdamW for its own. */
    private Double weightDecay() {
        boolean ofTables = weightDecay == null && tableRows > 0 && rule() != Rule.ADAMW;
        return ofTables ? (Double) (TABLE_PENALTY / tableRows) : weightDecay;
    }

    /**
     * Creates a trainer with this optimizer.
     *
     * @param iterations number of iterations of the whole training
     * @param perEpoch number of iterations per epoch
     * @throws IllegalArgumentException if the options contradict each other
     */
    Trainer trainer(int iterations, int perEpoch) {
        if (momentum != null && !rule().hasMomentum()) {
            throw new IllegalArgumentException(
                    "--momentum requires --optimizer momentum or nesterov, not " + rule());
        }
        Trainer trainer = Trainer.of(optimizer(rates(iterations, perEpoch)));
        Double decay = weightDecay();
        if (decay != null && rule() != Rule.ADAMW) {
            trainer = trainer.withWeightDecay(decay);
        }
        return maxGradientNorm == null ? trainer : trainer.withMaxGradientNorm(maxGradientNorm);
    }

    private Schedule rates(int iterations, int perEpoch) {
        long rise = (long) warmUp * perEpoch;
        if (rise >= iterations) {
            throw new IllegalArgumentException(
                    "--warm-up "
                            + warmUp
                            + " takes all of the training: expected fewer epochs, or a longer"
                            + " training");
        }
        Schedule rates = schedule.of(learningRate(), iterations - rise, perEpoch);
        return rise == 0 ? rates : new WarmUp(rise, rates);
    }

    private Optimizer optimizer(Schedule rates) {
        double share = momentum == null ? DEFAULT_MOMENTUM : momentum;
        return switch (rule()) {
            case SGD -> new Sgd(rates);
            case MOMENTUM -> new Momentum(rates, share);
            case NESTEROV -> new Nesterov(rates, share);
            case RMSPROP -> new RmsProp(rates);
            case ADAM -> new Adam(rates);
            case ADAMW ->
                    new AdamW(
                            rates, weightDecay == null ? AdamW.DEFAULT_WEIGHT_DECAY : weightDecay);
        };
    }

    Rule rule() {
        if (rule != null) {
            return rule;
        }
        return tableRows > 0 ? Rule.ADAM : Rule.SGD;
    }

    /**
     * Describes the optimizer; plain gradient descent only by its learning rate.
     *
     * @return such as {@code adam, learning rate 0.005}
     */
    public String describe() {
        StringBuilder text = new StringBuilder();
        if (rule() != Rule.SGD) {
            text.append(rule());
            if (rule().hasMomentum() && momentum != null) {
                text.append(' ').append(momentum);
            }
            text.append(", ");
        }
        text.append("learning rate ").append(learningRate());
        if (!schedule.constant()) {
            text.append(", schedule ").append(schedule);
        }
        if (warmUp > 0) {
            text.append(", warm-up of ").append(Quantities.count(warmUp, "epoch", "epochs"));
        }
        Double decay = weightDecay();
        if (decay != null) {
            text.append(", weight decay ").append(Quantities.significant(decay));
        }
        if (maxGradientNorm != null) {
            text.append(", gradient norm up to ").append(maxGradientNorm);
        }
        return text.toString();
    }
}
