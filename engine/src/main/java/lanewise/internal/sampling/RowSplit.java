package lanewise.internal.sampling;

/**
 * Row numbers of a split, in the order drawn. The arrays belong to the caller that made the draw.
 *
 * @param trainRows the training rows
 * @param testRows the test rows
 */
public record RowSplit(int[] trainRows, int[] testRows) {}
