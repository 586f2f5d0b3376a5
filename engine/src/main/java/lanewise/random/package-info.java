/**
 * Random numbers compatible with Python: {@link lanewise.random.RandomState} draws the same numbers
 * as NumPy's legacy generator of that name, so that initial weights and splits of a published
 * experiment can be reproduced exactly. Depends on the exact fused multiply-add of {@code
 * internal.kernel.math} only.
 *
 * <p>Use it if a result must be comparable with Python or the same on every run. It is not suitable
 * for cryptography.
 *
 * <p>No method takes or returns null.
 */
package lanewise.random;
