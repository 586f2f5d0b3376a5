/**
 * Models for others to run: a {@link lanewise.benchmarks.onnx.OnnxModel} is a saved model as a
 * graph in the ONNX format.
 *
 * <p>No method takes or returns null.
 */
package lanewise.benchmarks.onnx;
