"""Trains one task over and over with NumPy or PyTorch, for the benchmark that started this and speaks with it by pipes.

usage: train.py numpy|torch

Standard input: a line of JSON with sizes, biases, batch, rate, steps and rows; then, as float32, the training rows, their
targets and, layer by layer, weights (inputs x units) and biases. Then a line for each command: "train" trains from the
start and answers with a line; "predict N" is followed by N rows and answers with their outputs.
"""
import json, sys

library = sys.argv[1]


def numpy_training(task, x, y, start):
    """As a tutorial would have it, in float32 and with biases."""

    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    def train():
        weights = [(w.copy(), b.copy()) for w, b in start]
        batch, rate = task["batch"], np.float32(task["rate"])
        for step in range(task["steps"]):
            begin = step * batch % len(x)
            activations = [x[begin:begin + batch]]
            target = y[begin:begin + batch]
            for w, b in weights:
                z = activations[-1] @ w
                activations.append(sigmoid(z + b if task["biases"] else z))
            a = activations[-1]
            delta = (a - target) * a * (1 - a) * np.float32(1 / target.size)
            for layer in reversed(range(len(weights))):
                w, b = weights[layer]
                a = activations[layer]
                back = (delta @ w.T) * a * (1 - a) if layer else None
                w -= rate * (a.T @ delta)
                if task["biases"]:
                    b -= rate * delta.sum(0)
                delta = back
        return weights

    def predict(weights, rows):
        for w, b in weights:
            rows = sigmoid(rows @ w + b)
        return rows

    return train, predict


def pytorch_training(task, x, y, start):
    """Modules, autograd and an optimizer, as its tutorials have it."""
    import torch

    torch.set_num_threads(1)
    layers = []
    for i, o in zip(task["sizes"], task["sizes"][1:]):
        layers += [torch.nn.Linear(i, o, bias=task["biases"]), torch.nn.Sigmoid()]
    model = torch.nn.Sequential(*layers)
    mse = torch.nn.MSELoss()
    x, y = torch.from_numpy(x.copy()), torch.from_numpy(y.copy())
    batches = list(zip(x.split(task["batch"]), y.split(task["batch"])))

    def train():
        with torch.no_grad():
            for layer, (w, b) in zip(layers[::2], start):
                layer.weight.copy_(torch.from_numpy(w.T.copy()))
                if task["biases"]:
                    layer.bias.copy_(torch.from_numpy(b.copy()))
        # Its mean squared error is twice the task's.
        optimizer = torch.optim.SGD(model.parameters(), lr=task["rate"] / 2)
        for step in range(task["steps"]):
            rows, targets = batches[step % len(batches)]
            optimizer.zero_grad()
            mse(model(rows), targets).backward()
            optimizer.step()
        return model

    def predict(model, rows):
        with torch.no_grad():
            return model(torch.from_numpy(rows.copy())).numpy()

    return train, predict


import numpy as np

pipe = sys.stdin.buffer


def floats(*shape):
    count = int(np.prod(shape))
    return np.frombuffer(pipe.read(4 * count), dtype="<f4").reshape(shape)


task = json.loads(pipe.readline())
sizes = task["sizes"]
x, y = floats(task["rows"], sizes[0]), floats(task["rows"], sizes[-1])
start = [(floats(i, o), floats(o)) for i, o in zip(sizes, sizes[1:])]
train, predict = {"numpy": numpy_training, "torch": pytorch_training}[library](task, x, y, start)
answer = sys.stdout.buffer
trained = None
for command in iter(pipe.readline, b""):
    word, *count = command.split()
    if word == b"train":
        trained = train()
        answer.write(b"done\n")
    else:
        answer.write(np.ascontiguousarray(predict(trained, floats(int(count[0]), sizes[0])), dtype="<f4").tobytes())
    answer.flush()
