package lanewise.ensemble;

import java.util.Arrays;

/**
 * Mean and standard deviation over members, for each of many outputs. The order of the sums is
 * fixed: in double, from the first member to the last. Buffers grow with the largest call.
 */
final class MemberStatistics {
    /** The outputs of the first member, from which deviations are measured. */
    private float[] first = {};

    /** Sum of each output over the members so far. */
    private double[] sums = {};

    /** Sum of the squared distances to the first member. */
    private double[] squares = {};

    private int count;
    private boolean withSpread;
    private int members;

    /**
     * Begins anew.
     *
     * @param count number of outputs
     * @param withSpread true if {@link #spread} is called later
     */
    void begin(int count, boolean withSpread) {
        if (sums.length < count) {
            sums = new double[count];
        }
        if (withSpread && first.length < count) {
            first = new float[count];
            squares = new double[count];
        }
        this.count = count;
        this.withSpread = withSpread;
        members = 0;
    }

    /** Adds the outputs of the next member. */
    void add(float[] outputs) {
        if (members++ == 0) {
            addFirst(outputs);
            return;
        }
        for (int k = 0; k < count; k++) {
            sums[k] += outputs[k];
        }
        if (withSpread) {
            for (int k = 0; k < count; k++) {
                double distance = (double) outputs[k] - first[k];
                squares[k] += distance * distance;
            }
        }
    }

    private void addFirst(float[] outputs) {
        for (int k = 0; k < count; k++) {
            sums[k] = outputs[k]; // not 0 + outputs[k], which would turn -0 into 0
        }
        if (withSpread) {
            System.arraycopy(outputs, 0, first, 0, count);
            Arrays.fill(squares, 0, count, 0);
        }
    }

    /** The mean of each output, rounded to float. */
    void mean(float[] to) {
        for (int k = 0; k < count; k++) {
            to[k] = (float) (sums[k] / members);
        }
    }

    /**
     * The standard deviation of each output, rounded to float. The first member is less than √n
     * deviations from the mean, so that little cancels in the difference.
     */
    void spread(float[] to) {
        for (int k = 0; k < count; k++) {
            double distance = sums[k] / members - first[k];
            double variance = squares[k] / members - distance * distance;
            to[k] = (float) Math.sqrt(variance < 0 ? 0 : variance); // NaN stays NaN
        }
    }
}
