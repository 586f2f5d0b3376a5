package lanewise.internal.kernel;

/**
 * Expected outputs of a network for all samples of a data set. A block of samples is a window that
 * starts at one of them.
 *
 * @param outputs number of outputs
 * @param y the targets (outputs × ld)
 * @param ld distance between rows of {@code y}: the number of samples including padding
 * @param mask weight of each sample: 1 without sample weights; 0 for padding
 * @param classes index of each sample's true class, −1 for padding
 */
public record Targets(int outputs, float[] y, int ld, float[] mask, float[] classes) {}
