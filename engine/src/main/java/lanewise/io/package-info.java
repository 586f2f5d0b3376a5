/**
 * Model files in the safetensors format, and weights from NumPy and PyTorch. Start with {@link
 * lanewise.io.SavedModel}: a model with its scaling, class names and checkpoint. The package may
 * depend on {@link lanewise}, {@link lanewise.data}, {@link lanewise.ensemble}, {@link
 * lanewise.random} and internal packages, but no other package depends on it.
 *
 * <p>No method takes or returns null.
 */
package lanewise.io;
