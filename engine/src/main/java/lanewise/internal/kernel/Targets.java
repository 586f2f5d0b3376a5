package lanewise.internal.kernel;

/**
 * What a network's outputs should be, for all samples of a data set. A block of samples is a window
 * that begins at one of them.
 *
 * @param outputs number of outputs
 * @param y the targets (outputs × ld)
 * @param ld distance between rows of {@code y}: the number of samples with their padding
 * @param mask weight of each sample: 1 if all count alike; 0 for padding
 * @param classes index of each sample's true class, −1 for padding
 */
public record Targets(int outputs, float[] y, int ld, float[] mask, float[] classes) {}
