package lanewise.io;

import lanewise.Model;
import lanewise.Network;
import lanewise.internal.checkpoint.CheckpointAccess;
import lanewise.internal.checkpoint.EarlyStoppingState;
import lanewise.internal.checkpoint.HistoryState;
import lanewise.internal.checkpoint.OptimizerState;
import lanewise.internal.checkpoint.RowOrder;
import lanewise.internal.checkpoint.RunState;
import lanewise.random.RandomState;
import lanewise.train.Checkpoint;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * Converts checkpoints to entries of a model file and back: whole numbers to JSON in the metadata,
 * everything else to tensors whose names begin with {@code training.}
 */
final class CheckpointTensors {
    private static final String KEY = "lanewise.training";
    private static final String POWERS = "training.powers";
    private static final String LOSSES = "training.losses";
    private static final String PARAMETERS = "training.parameters";
    private static final String FIRST = "training.first";
    private static final String SECOND = "training.second";
    private static final String RANDOM = "training.random";
    private static final String ORDER = "training.order";
    private static final String HISTORY_LOSS = "training.history.loss";
    private static final String HISTORY_HITS = "training.history.hits";
    private static final String HISTORY_ROWS = "training.history.rows";
    private static final int RANDOM_WORDS = 624;

    private static final CheckpointAccess<Network, Checkpoint> ACCESS = access();

    private CheckpointTensors() {}

    private static CheckpointAccess<Network, Checkpoint> access() {
        try {
            MethodHandles.lookup().ensureInitialized(Checkpoint.class);
        } catch (IllegalAccessException e) {
            throw new AssertionError("Checkpoint is public", e);
        }
        return CheckpointAccess.get();
    }

    static void metadata(Checkpoint checkpoint, SafetensorsWriter writer) {
        RunState state = ACCESS.state(checkpoint);
        StringBuilder json = new StringBuilder("{\"optimizer\":\"");
        json.append(state.memory().rule().name()).append('"');
        json.append(",\"iteration\":").append(state.iteration());
        json.append(",\"rows\":").append(state.rows());
        json.append(",\"batchRows\":").append(state.batchRows());
        if (state.shards() > 0) {
            json.append(",\"shards\":").append(state.shards());
        }
        json.append(",\"seed\":").append(state.seed());
        if (state.order().isPresent()) {
            json.append(",\"randomPosition\":");
            json.append(state.order().get().random().position());
        }
        if (state.patience().isPresent()) {
            json.append(",\"best\":").append(state.patience().get().best().isPresent());
            json.append(",\"epochsWithout\":").append(state.patience().get().epochsWithout());
        }
        writer.metadata(KEY, json.append('}').toString());
    }

    /** Adds the tensors with eight bytes per element, which come first in the file. */
    static void doubles(Checkpoint checkpoint, SafetensorsWriter writer) {
        OptimizerState memory = ACCESS.state(checkpoint).memory();
        writer.doubles(POWERS, new double[] {memory.power1(), memory.power2()});
    }

    /** Adds the other tensors, with four bytes per element. */
    static void tensors(Checkpoint checkpoint, SafetensorsWriter writer) {
        RunState state = ACCESS.state(checkpoint);
        floats(writer, LOSSES, losses(state));
        if (hasBest(state.patience())) {
            floats(writer, PARAMETERS, state.parameters());
        }
        OptimizerState memory = state.memory();
        if (memory.rule().hasFirst()) {
            floats(writer, FIRST, memory.first());
        }
        if (memory.rule().hasSecond()) {
            floats(writer, SECOND, memory.second());
        }
        if (state.order().isPresent()) {
            writer.ints(RANDOM, "U32", state.order().get().random().key());
            writer.ints(ORDER, "I32", state.order().get().rows());
        }
        if (state.history().loss().length > 0) {
            floats(writer, HISTORY_LOSS, state.history().loss());
            writer.ints(HISTORY_HITS, "I32", state.history().hits());
            writer.ints(HISTORY_ROWS, "I32", state.history().rows());
        }
    }

    private static boolean hasBest(Optional<EarlyStoppingState> patience) {
        return patience.isPresent() && patience.get().best().isPresent();
    }

    private static float[] losses(RunState state) {
        return state.patience().isEmpty()
                ? new float[] {state.loss()}
                : new float[] {
                    state.loss(),
                    state.patience().get().bestLoss(),
                    state.patience().get().lastLoss()
                };
    }

    private static void floats(SafetensorsWriter writer, String name, float[] values) {
        writer.floats(name, values, 0, List.of(values.length));
    }

    /** Returns the names of all tensors of a checkpoint. */
    static Set<String> names(SafetensorsReader reader) {
        Set<String> names = new TreeSet<>();
        if (reader.metadata().containsKey(KEY)) {
            for (String name : reader.tensors().keySet()) {
                if (name.startsWith("training.")) {
                    names.add(name); // read() rejects unexpected ones
                }
            }
        }
        return names;
    }

    /**
     * Reads the checkpoint of a file, if it has one.
     *
     * @param model the file's model
     * @throws IllegalArgumentException if the checkpoint is invalid
     * @throws ModelFileException if a number is not finite or a tensor has the wrong type
     */
    static Optional<Checkpoint> read(SafetensorsReader reader, Model model) throws IOException {
        String description = reader.metadata().get(KEY);
        if (description == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Reading(reader, model, described(description)).checkpoint());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(KEY + ": " + e.getMessage(), e);
        }
    }

    private static Map<?, ?> described(String description) {
        Object parsed = Json.parse(description);
        Set<String> names =
                new TreeSet<>(Set.of("optimizer", "iteration", "rows", "batchRows", "seed"));
        if (parsed instanceof Map<?, ?> map) {
            if (map.containsKey("randomPosition")) {
                names.add("randomPosition");
            }
            if (map.containsKey("shards")) {
                names.add("shards");
            }
            if (map.containsKey("epochsWithout")) {
                names.addAll(Set.of("best", "epochsWithout"));
            }
        }
        return JsonObject.of("the training", parsed, names.toArray(String[]::new));
    }

    /** The shared state of one read operation. */
    private static final class Reading {
        private final SafetensorsReader reader;
        private final Model model;
        private final Map<?, ?> described;
        private final int parameters;
        private final Set<String> read = new TreeSet<>();

        Reading(SafetensorsReader reader, Model model, Map<?, ?> described) {
            this.reader = reader;
            this.model = model;
            this.described = described;
            parameters = model.network().parameterCount();
        }

        Checkpoint checkpoint() throws IOException {
            boolean stopsEarly = described.containsKey("epochsWithout");
            float[] losses = floats(LOSSES, stopsEarly ? 3 : 1);
            Optional<EarlyStoppingState> patience = Optional.empty();
            float[] own = model.parameters();
            float[] current = own;
            if (stopsEarly) {
                boolean best = JsonObject.bool(described, "best");
                patience =
                        Optional.of(
                                new EarlyStoppingState(
                                        best ? Optional.of(own) : Optional.empty(),
                                        losses[1],
                                        losses[2],
                                        JsonObject.integer(described, "epochsWithout")));
                if (best) {
                    current = finite(PARAMETERS, parameters);
                    Model.of(model.network(), current); // for its checks
                }
            }
            int rows = JsonObject.integer(described, "rows");
            RunState state =
                    new RunState(
                            current,
                            JsonObject.integer(described, "iteration"),
                            losses[0],
                            memory(),
                            rows,
                            JsonObject.integer(described, "batchRows"),
                            shards(),
                            JsonObject.whole(described, "seed"),
                            order(rows),
                            patience,
                            history());
            Set<String> more = names(reader);
            more.removeAll(read);
            if (!more.isEmpty()) {
                throw new IllegalArgumentException("unexpected tensors " + more);
            }
            return ACCESS.checkpoint(model.network(), model.classNames(), state);
        }

        private int shards() {
            return described.containsKey("shards") ? JsonObject.integer(described, "shards") : 0;
        }

        private OptimizerState memory() throws IOException {
            OptimizerState.Rule rule =
                    JsonObject.constant(
                            "optimizer", OptimizerState.Rule.values(), described.get("optimizer"));
            double[] powers = reader.doubles(vector(POWERS, "F64", 2));
            return new OptimizerState(
                    rule,
                    rule.hasFirst() ? finite(FIRST, parameters) : new float[0],
                    rule.hasSecond() ? finite(SECOND, parameters) : new float[0],
                    powers[0],
                    powers[1]);
        }

        private Optional<RowOrder> order(int rows) throws IOException {
            if (!described.containsKey("randomPosition")) {
                return Optional.empty();
            }
            RandomState.State random =
                    new RandomState.State(
                            reader.ints(vector(RANDOM, "U32", RANDOM_WORDS)),
                            JsonObject.integer(described, "randomPosition"),
                            OptionalDouble.empty());
            return Optional.of(new RowOrder(random, reader.ints(vector(ORDER, "I32", rows))));
        }

        private HistoryState history() throws IOException {
            if (!reader.tensors().containsKey(HISTORY_LOSS)) {
                return new HistoryState(new float[0], new int[0], new int[0]);
            }
            int iterations = JsonObject.integer(described, "iteration");
            return new HistoryState(
                    finite(HISTORY_LOSS, iterations),
                    reader.ints(vector(HISTORY_HITS, "I32", iterations)),
                    reader.ints(vector(HISTORY_ROWS, "I32", iterations)));
        }

        /** Returns a tensor of one dimension, after checking its length and before reading it. */
        private Tensor vector(String name, String dtype, int length) throws ModelFileException {
            Tensor tensor = reader.tensor(name, dtype);
            if (!tensor.shape().equals(List.of((long) length))) {
                throw new IllegalArgumentException(
                        "tensor "
                                + name
                                + " has shape "
                                + tensor.shape()
                                + ": expected ["
                                + length
                                + "]");
            }
            read.add(name);
            return tensor;
        }

        private float[] floats(String name, int length) throws IOException {
            Tensor tensor = vector(name, "F32", length);
            float[] values = new float[length];
            reader.floats(tensor, values, 0);
            return values;
        }

        private float[] finite(String name, int length) throws IOException {
            float[] values = floats(name, length);
            SafetensorsReader.requireFinite("element %d of tensor " + name, values);
            return values;
        }
    }
}
