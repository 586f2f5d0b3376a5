package lanewise.shard;

import lanewise.Network;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * Sums over some rows of a batch: the gradient of the loss, the loss, the correct predictions and
 * the weights. They are not divided by the number of rows. Mutable, so that one object can be used
 * for many iterations.
 *
 * <pre>{@code
 * GradientSum sum = GradientSum.of(start.network());
 * Gradients.of(start, data).sum(start.parameters(), sum);
 * System.out.println(sum.rows() + " rows, loss " + sum.lossSum() / sum.weight());
 * }</pre>
 *
 * <p>Not thread-safe. The order of additions decides the bits of the result: see {@link SumTree}.
 */
public final class GradientSum {
    private static final int CHUNK = 2048;

    private final float[] gradient;
    private double lossSum;
    private long hits;
    private double weight;
    private long rows;

    /** The weights, and hence all sums, are divided by two to the power of this. */
    private int exponent;

    private GradientSum(int parameters) {
        gradient = new float[parameters];
    }

    /**
     * Creates a sum of no rows.
     *
     * @param network the network of the gradient
     * @return the sum
     * @throws NullPointerException if {@code network} is null
     */
    public static GradientSum of(Network network) {
        Objects.requireNonNull(network, "network is null: expected that of the gradient");
        return new GradientSum(network.parameterCount());
    }

    static GradientSum of(int parameters) {
        return new GradientSum(parameters);
    }

    /** Makes this the sum of no rows. */
    public void clear() {
        Arrays.fill(gradient, 0f);
        record(0, 0, 0, 0, 0);
    }

    /** Sets everything but the gradient. */
    void record(double lossNow, long hitsNow, double weightNow, long rowsNow, int exponentNow) {
        lossSum = lossNow;
        hits = hitsNow;
        weight = weightNow;
        rows = rowsNow;
        exponent = exponentNow;
    }

    /**
     * Adds the sums over other rows, number by number. A sum of no rows changes no bit.
     *
     * @param later the other sums, not modified
     * @throws NullPointerException if {@code later} is null
     * @throws IllegalArgumentException if the gradients have different lengths
     */
    public void add(GradientSum later) {
        Objects.requireNonNull(later, "later is null: expected the sum over other rows");
        requireLength(later.gradient.length);
        if (later.rows == 0) {
            return;
        }
        if (rows == 0) {
            System.arraycopy(later.gradient, 0, gradient, 0, gradient.length);
            record(later.lossSum, later.hits, later.weight, later.rows, later.exponent);
            return;
        }
        int common = Math.max(exponent, later.exponent);
        if (common == exponent && common == later.exponent) {
            add(gradient, later.gradient);
        } else {
            addScaled(later, exponent - common, later.exponent - common);
        }
        lossSum = Math.scalb(lossSum, exponent - common) + later.scaledLoss(common);
        weight = Math.scalb(weight, exponent - common) + later.scaledWeight(common);
        hits += later.hits;
        rows += later.rows;
        exponent = common;
    }

    private static void add(float[] to, float[] later) {
        for (int k = 0; k < to.length; k++) {
            to[k] += later[k];
        }
    }

    private void addScaled(GradientSum later, int own, int other) {
        for (int k = 0; k < gradient.length; k++) {
            gradient[k] = Math.scalb(gradient[k], own) + Math.scalb(later.gradient[k], other);
        }
    }

    private double scaledLoss(int common) {
        return Math.scalb(lossSum, exponent - common);
    }

    private double scaledWeight(int common) {
        return Math.scalb(weight, exponent - common);
    }

    private void requireLength(int parameters) {
        if (parameters != gradient.length) {
            throw new IllegalArgumentException(
                    "a gradient of "
                            + parameters
                            + " parameters for a sum of "
                            + gradient.length
                            + ": expected sums of one network");
        }
    }

    /**
     * The gradient sums, laid out like {@link lanewise.Model#parameters}. Divided by {@link
     * #weight}, and by the number of outputs unless the loss is cross-entropy, they are the
     * gradient of the mean loss.
     *
     * @return the array of this object, which changes with it
     */
    public float[] gradient() {
        return gradient;
    }

    /**
     * The sum of the rows' losses times their weights: of all terms of the {@link lanewise.Loss},
     * before it is divided.
     *
     * @return 0 if the loss was not measured
     */
    public double lossSum() {
        return lossSum;
    }

    /**
     * The number of rows whose class was predicted correctly.
     *
     * @return 0 if that was not measured
     */
    public long hits() {
        return hits;
    }

    /**
     * The sum of the rows' weights.
     *
     * @return at least 0; the number of rows if all weights are 1
     */
    public double weight() {
        return weight;
    }

    /**
     * The number of rows.
     *
     * @return at least 0
     */
    public long rows() {
        return rows;
    }

    /**
     * The exponent of the scale of gradient, loss and weight. If the largest weight of some rows is
     * below 2<sup>-32</sup> or above 2<sup>32</sup>, all weights are divided by a power of two.
     *
     * @return the exponent of that power; 0 for common weights
     */
    public int exponent() {
        return exponent;
    }

    /**
     * Writes the sums, to be read elsewhere with the same bits. A sum of no rows takes a few bytes.
     *
     * @param out receives the sums
     * @throws NullPointerException if {@code out} is null
     * @throws IOException if {@code out} throws it
     */
    public void write(DataOutput out) throws IOException {
        Objects.requireNonNull(out, "out is null: expected a stream for the sums");
        out.writeInt(gradient.length);
        out.writeLong(rows);
        if (rows == 0) {
            return;
        }
        out.writeLong(hits);
        out.writeDouble(lossSum);
        out.writeDouble(weight);
        out.writeInt(exponent);
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * Math.min(CHUNK, gradient.length));
        for (int from = 0; from < gradient.length; from += CHUNK) {
            int count = Math.min(CHUNK, gradient.length - from);
            bytes.clear().asFloatBuffer().put(gradient, from, count);
            out.write(bytes.array(), 0, Float.BYTES * count);
        }
    }

    /**
     * Reads sums into this object.
     *
     * @param in supplies what {@link #write} wrote
     * @throws NullPointerException if {@code in} is null
     * @throws IllegalArgumentException if the sums are of a network with another number of
     *     parameters, or are not sums
     * @throws IOException if {@code in} throws it, such as an EOFException if it ends too early
     */
    public void read(DataInput in) throws IOException {
        Objects.requireNonNull(in, "in is null: expected a stream of sums");
        requireLength(in.readInt());
        long count = in.readLong();
        if (count < 0) {
            throw new IllegalArgumentException(count + " rows of a sum: expected at least 0");
        }
        if (count == 0) {
            clear();
            return;
        }
        long right = in.readLong();
        double loss = in.readDouble();
        double total = in.readDouble();
        int scale = in.readInt();
        byte[] bytes = new byte[Float.BYTES * Math.min(CHUNK, gradient.length)];
        for (int from = 0; from < gradient.length; from += CHUNK) {
            int floats = Math.min(CHUNK, gradient.length - from);
            in.readFully(bytes, 0, Float.BYTES * floats);
            ByteBuffer.wrap(bytes).asFloatBuffer().get(gradient, from, floats);
        }
        record(loss, right, total, count, scale);
    }

    /**
     * Describes the rows.
     *
     * @return such as {@code GradientSum[150 rows, weight 150.0, 46 parameters]}
     */
    @Override
    public String toString() {
        return "GradientSum["
                + rows
                + " rows, weight "
                + weight
                + ", "
                + gradient.length
                + " parameters]";
    }
}
