"""Writes tasks.csv beside this file: what NumPy, in float64, makes of the trainings that are measured. Needs NumPy
(Debian: python3-numpy); made with 2.4.6.

A line for each: its name, the mean squared error over the training rows after the last step, and how many of the test
rows the network tells right. Sigmoid layers, squared error over rows * outputs, plain SGD, batches in the order of the
training rows, over and over.
"""
import csv, gzip, math, pathlib
import numpy as np

here = pathlib.Path(__file__).parent

def sigmoid(z): return 1 / (1 + np.exp(-z))

def split(rows, test):
    order = np.random.RandomState(4).permutation(rows)
    return order[test:], order[:test]

def enlarged(images):
    """8 x 8 pixels to 28 x 28, linear between the corners."""
    at = np.arange(28) * 7 / 27
    low = np.minimum(at.astype(int), 6)
    t = at - low
    rows = images[:, low] * (1 - t)[:, None] + images[:, low + 1] * t[:, None]
    return rows[:, :, low] * (1 - t) + rows[:, :, low + 1] * t

def train(x, y, weights, biases, use_biases, batch, rate, steps):
    for step in range(steps):
        begin = step * batch % len(x)
        a = [x[begin:begin + batch]]
        target = y[begin:begin + batch]
        for w, b in zip(weights, biases):
            a.append(sigmoid(a[-1] @ w + b))
        delta = (a[-1] - target) * a[-1] * (1 - a[-1]) / target.size
        for layer in reversed(range(len(weights))):
            back = (delta @ weights[layer].T) * a[layer] * (1 - a[layer]) if layer else None
            weights[layer] -= rate * (a[layer].T @ delta)
            if use_biases: biases[layer] -= rate * delta.sum(0)
            delta = back

def outputs(x, weights, biases):
    for w, b in zip(weights, biases):
        x = sigmoid(x @ w + b)
    return x

with gzip.open(here.parent / "digits.csv.gz", "rt") as f:
    lines = list(csv.reader(f))[1:]
pixels = np.array([line[:64] for line in lines], dtype=float)
large = enlarged(pixels.reshape(-1, 8, 8)).reshape(-1, 784)
digits = [int(line[64]) for line in lines]
with open(here.parent / "iris.csv") as f:
    flowers = list(csv.reader(f))[1:]
species = sorted({flower[4] for flower in flowers})

tasks = [
    ("iris", np.array([flower[:4] for flower in flowers], dtype=float), [species.index(flower[4]) for flower in flowers],
     20, (4, 2, 3), False, 130, 0.1, 5000),
    ("digits", np.float32(pixels / 8 - 1), digits, 389, (64, 32, 10), True, 32, 20, 220),
    ("enlarged-digits", np.float32(large / 8 - 1), digits, 389, (784, 128, 10), True, 64, 8, 220),
    ("two-large-layers", np.float32(large / 8 - 1), digits, 389, (784, 512, 512, 10), True, 128, 2.5, 220),
]
rows = []
for name, x, labels, test_rows, sizes, use_biases, batch, rate, steps in tasks:
    x, y = x.astype(float), np.eye(sizes[-1])[labels]
    train_rows, test = split(len(x), test_rows)
    random = np.random.RandomState(10)
    pairs = list(zip(sizes, sizes[1:]))
    if use_biases:
        weights = [np.float32(random.uniform(-math.sqrt(6 / (i + o)), math.sqrt(6 / (i + o)), (i, o))).astype(float)
                   for i, o in pairs]
    else:
        weights = [random.normal(scale=0.5, size=pair) for pair in pairs]
    biases = [np.zeros(o) for _, o in pairs]
    train(x[train_rows], y[train_rows], weights, biases, use_biases, batch, rate, steps)
    mse = ((outputs(x[train_rows], weights, biases) - y[train_rows]) ** 2).mean() / 2
    hits = (outputs(x[test], weights, biases).argmax(1) == y[test].argmax(1)).sum()
    rows.append([name, repr(float(mse)), hits, len(test)])
with open(here / "tasks.csv", "w", newline="") as f:
    w = csv.writer(f, lineterminator="\n"); w.writerow(["task", "mse", "test_hits", "test_rows"]); w.writerows(rows)
