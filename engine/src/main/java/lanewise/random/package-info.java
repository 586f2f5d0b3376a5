/**
 * Random numbers that mean the same as in Python: {@link lanewise.random.RandomState} draws what
 * NumPy's legacy generator of that name draws from the same seed, so that start weights and splits
 * of a published experiment can be repeated number by number.
 *
 * <p>Use it where a result must be comparable with Python, or the same on every run. It is not a
 * source of secrets.
 *
 * <p>No method takes or returns null.
 */
package lanewise.random;
