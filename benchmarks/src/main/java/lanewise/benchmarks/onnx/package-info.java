/**
 * Export of models to the ONNX format, and import of networks that other frameworks export. Depends
 * on the engine's public interface and the ONNX messages only; no method takes or returns null.
 * Start with {@link lanewise.benchmarks.onnx.OnnxModel} and {@link
 * lanewise.benchmarks.onnx.OnnxImport}.
 *
 * <p>The package is not part of the engine because it needs the protocol buffers library, and the
 * engine depends on the JDK alone. A reader of its own would take few lines, but the export needs
 * the same messages, and the library's parser has had more hostile input than a new one. A program
 * that embeds the engine converts files once, with {@code scripts/import}.
 */
package lanewise.benchmarks.onnx;
