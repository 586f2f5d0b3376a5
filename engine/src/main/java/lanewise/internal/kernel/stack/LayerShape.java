package lanewise.internal.kernel.stack;

import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.Lanes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sizes that are constants in a copy of {@link VectorStackLayer}. A copy is a hidden class of
 * the same class file, so that it can be unloaded when it is no longer reachable.
 */
final class LayerShape {

    /** Capacity of the cache, in layers: enough for dozens of networks to keep their code. */
    private static final int CACHE_CAPACITY = 256;

    /** The most recently used copies. Guarded by itself. */
    private static final Map<List<Integer>, StackLayer> CACHE =
            new LinkedHashMap<>(CACHE_CAPACITY, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<List<Integer>, StackLayer> eldest) {
                    return size() > CACHE_CAPACITY;
                }
            };

    final int inputs;
    final int outputs;
    final int rows;

    /** Index of the first stacked weight. */
    final int weights;

    /** Index of the first stacked bias; negative if there is none. */
    final int biases;

    final boolean sumsInOrder;

    private LayerShape(Dense layer, int rows) {
        inputs = layer.inputs();
        outputs = layer.outputs();
        this.rows = rows;
        weights = layer.weights() * Lanes.COUNT;
        biases = layer.hasBias() ? layer.biases() * Lanes.COUNT : -1;
        sumsInOrder = layer.sumsInOrder();
    }

    /** The kernels of a layer, made now or cached. Thread-safe. */
    static StackLayer kernels(Dense layer, int rows) {
        List<Integer> key =
                List.of(layer.inputs(), layer.outputs(), layer.weights(), layer.biases(), rows);
        synchronized (CACHE) {
            return CACHE.computeIfAbsent(key, _ -> new LayerShape(layer, rows).define());
        }
    }

    private StackLayer define() {
        try {
            MethodHandles.Lookup copy =
                    MethodHandles.lookup()
                            .defineHiddenClassWithClassData(ClassFile.BYTES, this, true);
            return (StackLayer) copy.lookupClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot define the kernels of a layer", e);
        }
    }

    /** Read on first use. */
    private static final class ClassFile {
        static final byte[] BYTES = read();

        private static byte[] read() {
            String name = "VectorStackLayer.class";
            try (InputStream file = LayerShape.class.getResourceAsStream(name)) {
                if (file == null) {
                    throw new IllegalStateException(
                            name + " is missing: keep the engine's class files together");
                }
                return file.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
