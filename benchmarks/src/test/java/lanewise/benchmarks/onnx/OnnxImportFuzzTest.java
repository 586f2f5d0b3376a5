package lanewise.benchmarks.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtException;

import com.google.protobuf.InvalidProtocolBufferException;

import lanewise.Layer;
import lanewise.io.SavedModel;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Randomly changed ONNX files are rejected with an {@link OnnxFileException} or read as the network
 * that they describe. The system property {@code lanewise.testScale} multiplies their number.
 */
class OnnxImportFuzzTest {
    private static final int FILES = 3_000 * Integer.getInteger("lanewise.testScale", 1);

    /** Accepted files that are compared with ONNX Runtime. */
    private static final int COMPARED = FILES / 50;

    private static final List<String> NAMES =
            List.of(
                    "torch-softmax",
                    "torch-mixed",
                    "sklearn-iris",
                    "sklearn-div-cast",
                    "sklearn-binary",
                    "sklearn-regressor",
                    "keras");

    private int models;
    private int compared;

    private static List<byte[]> files() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (String name : NAMES) {
            files.add(Files.readAllBytes(ImportFixtures.file(name + ".onnx")));
        }
        return files;
    }

    @Test
    void changedBytes() throws Exception {
        Random random = new Random(6);
        List<byte[]> files = files();
        for (int k = 0; k < FILES; k++) {
            check(changed(files.get(k % files.size()), random), "change " + k);
        }
        requireBoth();
    }

    /** The file stays well-formed, so that later checks are reached. */
    @Test
    void changedGraphs() throws Exception {
        Random random = new Random(7);
        List<byte[]> files = files();
        for (int k = 0; k < FILES; k++) {
            ModelProto.Builder model =
                    ModelProto.parseFrom(files.get(k % files.size())).toBuilder();
            for (int changes = random.nextInt(2); changes >= 0; changes--) {
                change(model.getGraphBuilder(), random);
            }
            check(model.build().toByteArray(), "change " + k);
        }
        requireBoth();
    }

    private void requireBoth() {
        assertTrue(models > FILES / 100 && models < FILES / 2, models + " models of " + FILES);
        assertTrue(compared > 0, compared + " compared");
    }

    private void check(byte[] file, String what) throws InvalidProtocolBufferException {
        SavedModel saved;
        try {
            saved = OnnxImport.read(file);
        } catch (OnnxFileException e) {
            assertTrue(e.getMessage().length() < 1100, e.getMessage());
            return;
        }
        models++;
        ModelProto model = ModelProto.parseFrom(file);
        int inputs = saved.model().network().inputs();
        for (Layer layer : saved.model().network().layers()) {
            requireMatrix(model, inputs, layer.units(), what);
            inputs = layer.units();
        }
        if (compared < COMPARED && isModerate(saved.model().parameters())) {
            compare(file, saved, what);
        }
    }

    /** Weights of 1e28 reveal that Lanewise's sigmoid is never below 2e-19. */
    private static boolean isModerate(float[] parameters) {
        for (float parameter : parameters) {
            if (Math.abs(parameter) > 100) {
                return false;
            }
        }
        return true;
    }

    private static void requireMatrix(ModelProto model, long rows, long columns, String what) {
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            List<Long> shape = tensor.getDimsList();
            if (shape.equals(List.of(rows, columns)) || shape.equals(List.of(columns, rows))) {
                return;
            }
        }
        throw new AssertionError(what + ": no matrix of " + rows + " × " + columns);
    }

    /** Where ONNX Runtime accepts a file, too, it gives the same outputs. */
    private void compare(byte[] file, SavedModel saved, String what) {
        try {
            double[][] rows = ImportFixtures.table("rows");
            double[][] outputs = ImportFixtures.outputs(saved, rows);
            double[][] runtime = ImportFixtures.inOnnxRuntime(file, rows);
            if (runtime[0].length == outputs[0].length + 1) { // 1 − p and p
                for (int row = 0; row < runtime.length; row++) {
                    runtime[row] = new double[] {runtime[row][1]};
                }
            }
            if (runtime[0].length == outputs[0].length) {
                double difference = ImportFixtures.difference(runtime, outputs);
                boolean large = Arrays.stream(outputs[0]).anyMatch(x -> !(Math.abs(x) < 100));
                assertTrue(large || difference < 1e-4, what + ": " + difference);
                compared++;
            }
        } catch (OrtException | ClassCastException | IllegalArgumentException e) {
            // Stricter than the import, labels only, or features that overflow when scaled.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void change(GraphProto.Builder graph, Random random) {
        NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
        NodeProto other = graph.getNode(random.nextInt(graph.getNodeCount()));
        TensorProto.Builder tensor =
                graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
        switch (random.nextInt(14)) {
            case 0 -> node.setOpType(other.getOpType());
            case 1 -> node.setOutput(0, other.getOutput(0));
            case 2 -> node.setInput(random.nextInt(node.getInputCount()), other.getOutput(0));
            case 3 -> node.setInput(random.nextInt(node.getInputCount()), tensor.getName());
            case 4 -> graph.removeNode(random.nextInt(graph.getNodeCount()));
            case 5 -> graph.addNode(random.nextInt(graph.getNodeCount()), other);
            case 6 -> node.addAllAttribute(other.getAttributeList());
            case 7 -> node.clearAttribute();
            case 8 -> node.setDomain(other.getDomain());
            case 9 -> node.addInput(tensor.getName());
            case 10 -> {
                if (tensor.getDimsCount() > 0) {
                    long[] sizes = {-1, 0, 1, 2, 4, 8, 1L << 31, 1L << 40, Long.MAX_VALUE};
                    tensor.setDims(
                            random.nextInt(tensor.getDimsCount()),
                            sizes[random.nextInt(sizes.length)]);
                }
            }
            case 11 -> tensor.setDataType(random.nextInt(20));
            case 12 -> tensor.clearDims().addDims(1 + random.nextInt(40));
            default -> graph.getOutputBuilder(0).setName(other.getOutput(0));
        }
    }

    private static byte[] changed(byte[] file, Random random) {
        byte[] changed = file.clone();
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
            int at = random.nextInt(changed.length);
            int length = 1 + random.nextInt(Math.min(40, changed.length - at));
            switch (random.nextInt(6)) {
                case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> changed[at] = (byte) random.nextInt(256);
                case 2 -> changed = Arrays.copyOf(changed, at + 1);
                case 3 -> { // cut out
                    byte[] shorter = Arrays.copyOf(changed, Math.max(1, changed.length - length));
                    System.arraycopy(
                            changed, at + length, shorter, at, changed.length - at - length);
                    changed = shorter;
                }
                case 4 -> { // duplicate
                    byte[] longer = Arrays.copyOf(changed, changed.length + length);
                    System.arraycopy(changed, at, longer, at + length, changed.length - at);
                    changed = longer;
                }
                default -> { // overwrite
                    int to = random.nextInt(changed.length - length + 1);
                    System.arraycopy(changed, at, changed, to, length);
                }
            }
        }
        return changed;
    }
}
