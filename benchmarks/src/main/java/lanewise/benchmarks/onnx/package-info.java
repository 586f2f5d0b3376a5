/**
 * Export of models to the ONNX format. Depends on the engine's public interface and the ONNX
 * messages only; no method takes or returns null. Start with {@link
 * lanewise.benchmarks.onnx.OnnxModel}.
 */
package lanewise.benchmarks.onnx;
