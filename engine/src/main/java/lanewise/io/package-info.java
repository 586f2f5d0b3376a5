/**
 * Model files: a {@link lanewise.io.SavedModel} is a model with what belongs to it, written to and
 * read from one file in the safetensors format.
 *
 * <p>No method takes or returns null.
 */
package lanewise.io;
