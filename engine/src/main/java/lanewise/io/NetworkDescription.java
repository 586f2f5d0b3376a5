package lanewise.io;

import lanewise.Activation;
import lanewise.Layer;
import lanewise.Loss;
import lanewise.Network;
import lanewise.recurrent.Recurrence;
import lanewise.recurrent.Wiring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Converts networks to JSON and back. Wirings, which can be large, are stored separately. */
final class NetworkDescription {

    /** Supplies the wiring of a layer. */
    @FunctionalInterface
    interface Wirings {
        Wiring of(int layer) throws IOException;
    }

    private NetworkDescription() {}

    static String write(Network network) {
        StringBuilder json = new StringBuilder();
        json.append("{\"inputs\":").append(network.inputs());
        json.append(",\"loss\":\"").append(network.loss().name());
        json.append("\",\"layers\":[");
        String separator = "";
        for (Layer layer : network.layers()) {
            json.append(separator).append("{\"units\":").append(layer.units());
            json.append(",\"activation\":\"").append(layer.activation().name());
            json.append("\",\"bias\":").append(layer.bias());
            json.append(",\"dropout\":").append(layer.dropout());
            if (layer.recurrence().isPresent()) {
                write(layer.recurrence().get(), json);
            }
            json.append('}');
            separator = ",";
        }
        return json.append("]}").toString();
    }

    private static void write(Recurrence recurrence, StringBuilder json) {
        json.append(",\"recurrence\":{\"hidden\":").append(recurrence.hidden());
        json.append(",\"selfConnections\":").append(recurrence.selfConnections());
        json.append(",\"wiring\":").append(recurrence.wiring().isPresent());
        json.append(",\"accelerated\":").append(recurrence.accelerated());
        json.append(",\"damping\":").append(recurrence.damping());
        json.append(",\"tolerance\":").append(recurrence.tolerance());
        json.append(",\"maxSweeps\":").append(recurrence.maxSweeps()).append('}');
    }

    /**
     * Parses a description.
     *
     * @throws IllegalArgumentException if it is invalid
     * @throws IOException if {@code wirings} throws it
     */
    static Network read(String text, Wirings wirings) throws IOException {
        Map<?, ?> network = JsonObject.of("network", Json.parse(text), "inputs", "loss", "layers");
        if (!(network.get("layers") instanceof List<?> described)) {
            throw new IllegalArgumentException("layers: expected an array");
        }
        List<Layer> layers = new ArrayList<>();
        for (Object layer : described) {
            layers.add(layer(layer, layers.size(), wirings));
        }
        Loss loss = JsonObject.constant("loss", Loss.values(), network.get("loss"));
        return new Network(JsonObject.integer(network, "inputs"), layers, loss);
    }

    private static Layer layer(Object described, int index, Wirings wirings) throws IOException {
        boolean recurrent = described instanceof Map<?, ?> map && map.containsKey("recurrence");
        String[] names = {"units", "activation", "bias", "dropout", "recurrence"};
        Map<?, ?> layer =
                JsonObject.of("layer " + index, described, Arrays.copyOf(names, recurrent ? 5 : 4));
        Optional<Recurrence> recurrence =
                recurrent
                        ? Optional.of(recurrence(layer.get("recurrence"), index, wirings))
                        : Optional.empty();
        return new Layer(
                JsonObject.integer(layer, "units"),
                JsonObject.constant("activation", Activation.values(), layer.get("activation")),
                JsonObject.bool(layer, "bias"),
                JsonObject.number(layer, "dropout"),
                recurrence);
    }

    private static Recurrence recurrence(Object described, int layer, Wirings wirings)
            throws IOException {
        Map<?, ?> recurrence =
                JsonObject.of(
                        "recurrence of layer " + layer,
                        described,
                        "hidden",
                        "selfConnections",
                        "wiring",
                        "accelerated",
                        "damping",
                        "tolerance",
                        "maxSweeps");
        return new Recurrence(
                JsonObject.integer(recurrence, "hidden"),
                JsonObject.bool(recurrence, "selfConnections"),
                JsonObject.bool(recurrence, "wiring")
                        ? Optional.of(wirings.of(layer))
                        : Optional.empty(),
                JsonObject.bool(recurrence, "accelerated"),
                JsonObject.number(recurrence, "damping"),
                JsonObject.number(recurrence, "tolerance"),
                JsonObject.integer(recurrence, "maxSweeps"));
    }
}
