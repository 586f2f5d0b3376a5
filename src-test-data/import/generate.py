"""Writes the files beside it: networks as PyTorch, scikit-learn and Keras save them, and their outputs.

Needs PyTorch, scikit-learn and NumPy (Debian: python3-torch python3-sklearn). rows.csv holds 30 rows of iris, each
number a float32; NAME.csv the outputs of the network NAME for them, computed by the framework itself.

torch-*.onnx are written by torch.onnx.export. Neither skl2onnx nor tf2onnx nor Keras is installed: sklearn-*.onnx are
the graphs that the source of skl2onnx builds, encoded here, keras.onnx has the operators and names that tf2onnx is known
to write, and the outputs of keras.npz are computed by NumPy. safetensors is not installed either: its format is a length, a JSON header and the tensors.
"""
import json, pathlib, struct
import numpy as np
import torch
from sklearn.datasets import load_iris
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

here = pathlib.Path(__file__).parent
torch.set_num_threads(1)
torch.manual_seed(18)
iris = load_iris()
X = iris.data.astype(np.float32)
rows = X[::5]


def table(name, numbers):
    numbers = np.asarray(numbers)
    numbers = numbers.reshape(len(numbers), -1)
    lines = [",".join(repr(float(x)) for x in row) for row in numbers]
    header = ",".join(f"c{k}" for k in range(numbers.shape[1]))
    (here / (name + ".csv")).write_text("\n".join([header] + lines) + "\n")


table("rows", rows)

# PyTorch: state_dict in safetensors, and ONNX

TYPES = {torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16"}


def safetensors(name, tensors):
    """In the order of the safetensors library: larger elements first, then by name."""
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for key in sorted(tensors, key=lambda key: (-tensors[key].element_size(), key)):
        tensor = tensors[key].contiguous()
        bits = {8: torch.int64, 4: torch.int32, 2: torch.int16}[tensor.element_size()]
        raw = tensor.view(bits).numpy().tobytes()
        header[key] = {"dtype": TYPES[tensor.dtype], "shape": list(tensor.shape),
                       "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    (here / (name + ".safetensors")).write_bytes(struct.pack("<Q", len(text)) + text + data)


def fit(model, loss, target, steps=200):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    x = torch.tensor(X, dtype=next(model.parameters()).dtype)
    for _ in range(steps):
        optimizer.zero_grad()
        loss(model(x), target).backward()
        optimizer.step()


def outputs(model, dtype):
    with torch.no_grad():
        return model(torch.tensor(rows).to(dtype)).numpy()


species = torch.tensor(iris.target)
nn = torch.nn


def export(name, model, opset=13):
    model.eval()
    torch.onnx.export(model, torch.zeros(2, 4), str(here / (name + ".onnx")), input_names=["input"],
                      output_names=["output"], opset_version=opset,
                      dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}})


model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 6), nn.ReLU(), nn.Linear(6, 3))
fit(model, nn.CrossEntropyLoss(), species)
classifier = nn.Sequential(*model, nn.Softmax(dim=1))
safetensors("torch-f32", classifier.state_dict())
table("torch-f32", outputs(classifier, torch.float32))
export("torch-softmax", classifier)
table("torch-softmax", outputs(classifier, torch.float32))

for name, dtype in [("torch-f16", torch.float16), ("torch-bf16", torch.bfloat16)]:
    state = {key: value.to(dtype) for key, value in classifier.state_dict().items()}
    safetensors(name, state)
    half = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 6), nn.ReLU(), nn.Linear(6, 3), nn.Softmax(dim=1))
    half.load_state_dict({key: value.float() for key, value in state.items()})
    table(name, outputs(half, torch.float32))  # PyTorch 1.13 has no float16 products on CPUs


class Deep(nn.Module):
    """Twelve layers, so that fc10 sorts before fc2 in the file; the first has no biases; float64."""

    def __init__(self):
        super().__init__()
        sizes = [4] + [5] * 11 + [2]
        for k in range(12):
            setattr(self, f"fc{k + 1}", nn.Linear(sizes[k], sizes[k + 1], bias=k > 0))

    def forward(self, x):
        for k in range(11):
            x = torch.tanh(getattr(self, f"fc{k + 1}")(x))
        return self.fc12(x)


deep = Deep().double()
safetensors("torch-f64", deep.state_dict())
table("torch-f64", outputs(deep, torch.float64))


class Named(nn.Module):
    """Layers in an order that only their shapes give."""

    def __init__(self):
        super().__init__()
        self.hidden, self.encoder, self.head = nn.Linear(4, 7), nn.Linear(7, 5), nn.Linear(5, 1)

    def forward(self, x):
        return torch.sigmoid(self.head(torch.sigmoid(self.encoder(torch.sigmoid(self.hidden(x))))))


named = Named()
safetensors("torch-named", named.state_dict())
table("torch-named", outputs(named, torch.float32))

mixed = nn.Sequential(nn.Flatten(), nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 7), nn.LeakyReLU(), nn.Linear(7, 6),
                      nn.Softplus(), nn.Linear(6, 5), nn.Dropout(0.5), nn.Sigmoid(), nn.Linear(5, 2, bias=False))
export("torch-mixed", mixed)
table("torch-mixed", outputs(mixed, torch.float32))
export("torch-gelu", nn.Sequential(nn.Linear(4, 5), nn.GELU(), nn.Linear(5, 2)))  # of Erf: not supported

# ONNX files: protocol buffers

FLOAT, INT32, INT64, STRING, FLOAT16, DOUBLE, BFLOAT16 = 1, 6, 7, 8, 10, 11, 16


def varint(n):
    n &= (1 << 64) - 1
    out = b""
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def field(number, value):
    if isinstance(value, float):
        return varint(number << 3 | 5) + struct.pack("<f", value)
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def message(*fields):
    return b"".join(field(number, value) for number, value in fields)


def tensor(name, kind, shape, data):
    """The typed fields that onnx.helper.make_tensor fills; bytes are raw data."""
    dims = [(1, d) for d in shape]
    if isinstance(data, bytes):
        rest = [(9, data)]
    elif kind == STRING:
        rest = [(6, s) for s in data]
    elif kind == FLOAT:
        rest = [(4, struct.pack(f"<{len(data)}f", *data))]
    elif kind == DOUBLE:
        rest = [(10, struct.pack(f"<{len(data)}d", *data))]
    else:
        rest = [({INT64: 7}.get(kind, 5), b"".join(varint(int(n)) for n in data))]
    return message(*dims, (2, kind), *rest, (8, name))


def raw(name, array):
    kind = {"f4": FLOAT, "f8": DOUBLE, "f2": FLOAT16, "i8": INT64}[array.dtype.str[1:]]
    return tensor(name, kind, array.shape, array.tobytes())


def attribute(name, value):
    if isinstance(value, float):
        return message((1, name), (2, value), (20, 1))
    if isinstance(value, int):
        return message((1, name), (3, value), (20, 2))
    kind, number = {float: (6, 7), int: (7, 8), str: (8, 9)}[type(value[0])]
    return message((1, name), *[(number, v) for v in value], (20, kind))


def node(operator, inputs, output, domain="", **attributes):
    return message(*[(1, i) for i in inputs], (2, output), (3, "N_" + output), (4, operator),
                   *[(5, attribute(k, v)) for k, v in attributes.items()], *([(7, domain)] if domain else []))


def matrix(name, kind, columns):
    shape = message((1, message((2, "N"))), *[(1, message((1, columns)))] * (columns > 0))
    return message((1, name), (2, message((1, message((1, kind), (2, shape))))))


def zipped(name, key):
    value = message((1, message((1, FLOAT))))
    return message((1, name), (2, message((4, message((1, message((5, message((1, key), (2, value))))))))))


def onnx(name, producer, nodes, constants, inputs, results, opset=15):
    graph = message(*[(1, n) for n in nodes], (2, name), *[(5, c) for c in constants], *[(11, i) for i in inputs],
                    *[(12, r) for r in results])
    content = message((1, 8), (2, producer), (7, graph), (8, message((2, opset))),
                      *[(8, message((1, "ai.onnx.ml"), (2, 1)))] * (producer == "skl2onnx"))
    (here / (name + ".onnx")).write_bytes(content)


# scikit-learn

def layers(mlp, kind, dtype):
    """The nodes of skl2onnx: Cast, then MatMul, Add with biases of 1 x units, and an activation."""
    names = {"relu": "Relu", "tanh": "Tanh", "logistic": "Sigmoid", "identity": "Identity", "softmax": "Softmax"}
    nodes = [node("Cast", ["variable" if mlp.scaled else "X"], "cast_input", to=kind)]
    constants, last = [], "cast_input"
    for k, (w, b) in enumerate(zip(mlp.coefs_, mlp.intercepts_)):
        suffix = str(k or "")
        constants.append(tensor("coefficient" + suffix, kind, w.shape, [dtype(x) for x in w.ravel()]))
        constants.append(tensor("intercepts" + suffix, kind, (1, len(b)), [dtype(x) for x in b]))
        nodes.append(node("MatMul", [last, "coefficient" + suffix], "mul_result" + suffix))
        nodes.append(node("Add", ["mul_result" + suffix, "intercepts" + suffix], "add_result" + suffix))
        end = k == len(mlp.coefs_) - 1
        last = "out_activations_result" if end else "next_activations" + suffix
        nodes.append(node(names[mlp.out_activation_ if end else mlp.activation], ["add_result" + suffix], last))
    return nodes, constants


ML = "ai.onnx.ml"


def labels(classes, text):
    """The nodes that make labels of probabilities."""
    nodes = [node("ArgMax", ["probabilities"], "argmax_output", axis=1),
             node("ArrayFeatureExtractor", ["classes", "argmax_output"], "array_feature_extractor_result", ML)]
    names = [str(c) for c in classes] if text else [int(c) for c in classes]
    constants = [tensor("classes", STRING if text else INT32, (len(classes),), names),
                 tensor("shape_tensor", INT64, (1,), [-1])]
    if text:
        nodes.append(node("Reshape", ["array_feature_extractor_result", "shape_tensor"], "label"))
    else:
        nodes.append(node("Reshape", ["array_feature_extractor_result", "shape_tensor"], "reshaped_result"))
        nodes.append(node("Cast", ["reshaped_result"], "label", to=INT64))
    return nodes, constants


def train(estimator, scaler, target):
    pipeline = make_pipeline(scaler, estimator) if scaler else make_pipeline(estimator)
    pipeline.fit(X.astype(np.float64), target)
    estimator.scaled = scaler is not None
    return pipeline


# Three classes with names, StandardScaler as Scaler node, ZipMap.
mlp = MLPClassifier((9,), activation="relu", max_iter=150, random_state=1)
scaler = StandardScaler()
pipeline = train(mlp, scaler, iris.target_names[iris.target])
table("sklearn-iris", pipeline.predict_proba(rows.astype(np.float64)))
nodes, constants = layers(mlp, FLOAT, float)
more, also = labels(mlp.classes_, True)
scale = node("Scaler", ["X"], "variable", ML, offset=[float(x) for x in scaler.mean_],
             scale=[float(x) for x in 1 / scaler.scale_])
onnx("sklearn-iris", "skl2onnx",
     [scale] + nodes + [node("Identity", ["out_activations_result"], "probabilities")] + more
     + [node("ZipMap", ["probabilities"], "output_probability", ML,
             classlabels_strings=[str(c) for c in mlp.classes_])],
     constants + also, [matrix("X", FLOAT, 4)],
     [matrix("label", STRING, 0), zipped("output_probability", STRING)])
np.savez(here / "sklearn-iris.npz", *mlp.coefs_, *mlp.intercepts_)
table("sklearn-iris-scaling", [scaler.mean_, scaler.scale_])

# The same scaling with options={StandardScaler: {"div": "div_cast"}}: Cast, Sub, Div in double.
nodes[0] = node("Cast", ["variable"], "cast_input", to=FLOAT)
onnx("sklearn-div-cast", "skl2onnx",
     [node("Cast", ["X"], "Ca_output0", to=DOUBLE), node("Sub", ["Ca_output0", "Su_Subcst"], "Su_C0"),
      node("Div", ["Su_C0", "Di_Divcst"], "Di_C0"), node("Cast", ["Di_C0"], "variable", to=FLOAT)]
     + nodes + [node("Identity", ["out_activations_result"], "probabilities")] + more,
     constants + also + [tensor("Su_Subcst", DOUBLE, (4,), scaler.mean_),
                         tensor("Di_Divcst", DOUBLE, (4,), scaler.scale_)],
     [matrix("X", FLOAT, 4)], [matrix("label", STRING, 0), matrix("probabilities", FLOAT, 3)])
table("sklearn-div-cast", pipeline.predict_proba(rows.astype(np.float64)))

# Two integer classes, MinMaxScaler, one sigmoid output turned into two columns.
mlp = MLPClassifier((6, 5), activation="logistic", max_iter=400, random_state=2)
scaler = MinMaxScaler()
pipeline = train(mlp, scaler, np.where(iris.target == 1, 7, -1))
table("sklearn-binary", pipeline.predict_proba(rows.astype(np.float64))[:, 1])
nodes, constants = layers(mlp, FLOAT, float)
more, also = labels(mlp.classes_, False)
scale = node("Scaler", ["X"], "variable", ML, offset=[float(x) for x in -scaler.min_ / (scaler.scale_ + 1e-8)],
             scale=[float(x) for x in scaler.scale_])
onnx("sklearn-binary", "skl2onnx",
     [scale] + nodes + [node("Sub", ["unity", "out_activations_result"], "negative_class_proba"),
                        node("Concat", ["negative_class_proba", "out_activations_result"], "probabilities", axis=1)]
     + more + [node("ZipMap", ["probabilities"], "output_probability", ML,
                    classlabels_int64s=[int(c) for c in mlp.classes_])],
     constants + also + [tensor("unity", FLOAT, (), [1.0])], [matrix("X", FLOAT, 4)],
     [matrix("label", INT64, 0), zipped("output_probability", INT64)])
alternating = [array for pair in zip(mlp.coefs_, mlp.intercepts_) for array in pair]
np.savez_compressed(here / "sklearn-binary.npz", *alternating)
table("sklearn-binary-scaling", [scaler.data_min_, scaler.data_range_])

# Regression in double: the fourth feature from all four.
mlp = MLPRegressor((7,), activation="tanh", max_iter=300, random_state=3)
pipeline = train(mlp, None, iris.data[:, 3])
table("sklearn-regressor", pipeline.predict(rows.astype(np.float64)))
nodes, constants = layers(mlp, DOUBLE, float)
onnx("sklearn-regressor", "skl2onnx",
     nodes + [node("Reshape", ["out_activations_result", "shape_tensor"], "variable")],
     constants + [tensor("shape_tensor", INT64, (2,), [-1, 1])], [matrix("X", DOUBLE, 4)],
     [matrix("variable", DOUBLE, 1)])
named_arrays = {f"coefs_{k}": w for k, w in enumerate(mlp.coefs_)}
named_arrays.update({f"intercepts_{k}": b for k, b in enumerate(mlp.intercepts_)})
np.savez(here / "sklearn-regressor.npz", **named_arrays)

# Keras: Sequential([Dense(8, relu), Dense(6, sigmoid, use_bias=False), Dense(3, softmax)]), get_weights()

draw = np.random.RandomState(18)


def dense(inputs, units):
    limit = np.sqrt(6 / (inputs + units))
    return draw.uniform(-limit, limit, (inputs, units)).astype(np.float32)


k1, b1 = dense(4, 8), draw.normal(0, 0.1, 8).astype(np.float32)
k2, k3, b3 = dense(8, 6), dense(6, 3), draw.normal(0, 0.1, 3).astype(np.float32)
np.savez(here / "keras.npz", k1, b1, k2, k3, b3)
a = np.maximum(rows.astype(np.float64) @ k1 + b1, 0)
z = 1 / (1 + np.exp(-(a @ k2))) @ k3 + b3
e = np.exp(z - z.max(axis=1, keepdims=True))
table("keras", e / e.sum(axis=1, keepdims=True))
p = "sequential/dense"
onnx("keras", "tf2onnx",
     [node("MatMul", ["dense_input", p + "/MatMul/ReadVariableOp:0"], p + "/MatMul:0"),
      node("Add", [p + "/MatMul:0", p + "/BiasAdd/ReadVariableOp:0"], p + "/BiasAdd:0"),
      node("Relu", [p + "/BiasAdd:0"], p + "/Relu:0"),
      node("MatMul", [p + "/Relu:0", p + "_1/MatMul/ReadVariableOp:0"], p + "_1/MatMul:0"),
      node("Sigmoid", [p + "_1/MatMul:0"], p + "_1/Sigmoid:0"),
      node("MatMul", [p + "_1/Sigmoid:0", p + "_2/MatMul/ReadVariableOp:0"], p + "_2/MatMul:0"),
      node("Add", [p + "_2/MatMul:0", p + "_2/BiasAdd/ReadVariableOp:0"], p + "_2/BiasAdd:0"),
      node("Softmax", [p + "_2/BiasAdd:0"], "dense_2")],
     [raw(p + "/MatMul/ReadVariableOp:0", k1), raw(p + "/BiasAdd/ReadVariableOp:0", b1),
      raw(p + "_1/MatMul/ReadVariableOp:0", k2), raw(p + "_2/MatMul/ReadVariableOp:0", k3),
      raw(p + "_2/BiasAdd/ReadVariableOp:0", b3)],
     [matrix("dense_input", FLOAT, 4)], [matrix("dense_2", FLOAT, 3)], opset=13)
