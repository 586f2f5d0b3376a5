package lanewise.io;

import lanewise.Layer;
import lanewise.Network;

import java.util.ArrayList;
import java.util.List;

/**
 * The weights or biases of a layer, stored as one tensor.
 *
 * @param name the tensor's name in model files
 * @param from the index of its first parameter in the network
 * @param shape its dimensions: inputs and units, or units
 */
record ParameterTensor(String name, int from, List<Integer> shape) {

    /** Returns all tensors of a network in parameter order. */
    static List<ParameterTensor> of(Network network) {
        return of(network, "");
    }

    /** The same with names that begin with a prefix. */
    static List<ParameterTensor> of(Network network, String prefix) {
        List<ParameterTensor> tensors = new ArrayList<>();
        int from = 0;
        int inputs = network.inputs();
        for (int l = 0; l < network.layers().size(); l++) {
            Layer layer = network.layers().get(l);
            int units = layer.units();
            int rows = inputs + (layer.recurrence().isPresent() ? units : 0);
            String name = prefix + "layers." + l;
            tensors.add(new ParameterTensor(name + ".weights", from, List.of(rows, units)));
            from += rows * units;
            if (layer.bias()) {
                tensors.add(new ParameterTensor(name + ".biases", from, List.of(units)));
                from += units;
            }
            inputs = layer.outputs();
        }
        return tensors;
    }

    /** Returns whether a tensor in a file has the same dimensions. */
    boolean hasShapeOf(Tensor tensor) {
        if (tensor.shape().size() != shape.size()) {
            return false;
        }
        for (int k = 0; k < shape.size(); k++) {
            if (tensor.shape().get(k) != (long) shape.get(k)) {
                return false;
            }
        }
        return true;
    }
}
