"""Writes the reference files beside this one and the data sets one level up.

Needs NumPy and scikit-learn (Debian: python3-numpy python3-sklearn).

The reference workload in float64 NumPy: iris, 4-2-3 sigmoid network without biases,
full-batch gradient descent on 130 rows, learning rate 0.1, 5000 iterations; weights and split drawn with NumPy's
legacy RandomState (MT19937), as `np.random.seed(10)` and `train_test_split(test_size=20, random_state=4)` do.
"""
import csv, gzip, pathlib
import numpy as np
from sklearn.datasets import load_iris, load_digits
from sklearn.model_selection import train_test_split

here = pathlib.Path(__file__).parent
data = here.parent

def sigmoid(x): return 1 / (1 + np.exp(-x))
def mse(p, y): return ((p - y) ** 2).sum() / (2 * p.size)
def accuracy(p, y): return (p.argmax(axis=1) == y.argmax(axis=1)).mean()

def write(path, header, rows):
    with open(path, "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n"); w.writerow(header); w.writerows(rows)

iris = load_iris()
names = ["setosa", "versicolor", "virginica"]
write(data / "iris.csv", ["sepal_length", "sepal_width", "petal_length", "petal_width", "species"],
      [[f"{v:.1f}" for v in x] + [names[t]] for x, t in zip(iris.data, iris.target)])
digits = load_digits()
with gzip.open(data / "digits.csv.gz", "wt", newline="") as f:
    w = csv.writer(f, lineterminator="\n"); w.writerow([f"pixel_{r}_{c}" for r in range(8) for c in range(8)] + ["digit"])
    w.writerows([[int(v) for v in x] + [int(t)] for x, t in zip(digits.data, digits.target)])

one_hot = np.eye(3)[iris.target]
idx_train, idx_test = train_test_split(np.arange(150), test_size=20, random_state=4)
write(here / "iris_split_test20_state4.csv", ["set", "row"],
      [["train", i] for i in idx_train] + [["test", i] for i in idx_test])
X, Xt, y, yt = iris.data[idx_train], iris.data[idx_test], one_hot[idx_train], one_hot[idx_test]

np.random.seed(10)
W1 = np.random.normal(scale=0.5, size=(4, 2)); W2 = np.random.normal(scale=0.5, size=(2, 3))
weights = [["start", "W1", i, j, repr(float(W1[i, j]))] for i in range(4) for j in range(2)] \
        + [["start", "W2", i, j, repr(float(W2[i, j]))] for i in range(2) for j in range(3)]
history = []
for it in range(5000):
    A1 = sigmoid(X @ W1); A2 = sigmoid(A1 @ W2)
    history.append([it, repr(float(mse(A2, y))), repr(float(accuracy(A2, y)))])
    d2 = (A2 - y) * A2 * (1 - A2); d1 = (d2 @ W2.T) * A1 * (1 - A1)
    g2 = A1.T @ d2 / y.size; g1 = X.T @ d1 / y.size  # y.size = rows * classes = 390: the gradient of mse
    if it == 0:
        weights += [["first_gradient", "W1", i, j, repr(float(g1[i, j]))] for i in range(4) for j in range(2)]
        weights += [["first_gradient", "W2", i, j, repr(float(g2[i, j]))] for i in range(2) for j in range(3)]
    W2 = W2 - 0.1 * g2; W1 = W1 - 0.1 * g1
weights += [["final", "W1", i, j, repr(float(W1[i, j]))] for i in range(4) for j in range(2)]
weights += [["final", "W2", i, j, repr(float(W2[i, j]))] for i in range(2) for j in range(3)]
write(here / "iris_seed10_weights.csv", ["when", "matrix", "row", "column", "value"], weights)
write(here / "iris_seed10_history.csv", ["iteration", "mse", "accuracy"], history)
P = sigmoid(sigmoid(Xt @ W1) @ W2)
write(here / "iris_seed10_test.csv", ["row", "p_setosa", "p_versicolor", "p_virginica", "label"],
      [[int(i)] + [repr(float(v)) for v in p] + [int(t.argmax())] for i, p, t in zip(idx_test, P, yt)])
print("test accuracy", accuracy(P, yt))

rows = []
for seed in (0, 4, 10, 1234567, 4294967295):
    r = np.random.RandomState(seed); rows += [[seed, "uint32", k, int(v)] for k, v in enumerate(r.randint(0, 2**32, 8, dtype=np.uint32))]
    r = np.random.RandomState(seed); rows += [[seed, "random_sample", k, repr(float(v))] for k, v in enumerate(r.random_sample(8))]
    r = np.random.RandomState(seed); rows += [[seed, "standard_normal", k, repr(float(v))] for k, v in enumerate(r.standard_normal(9))]
    r = np.random.RandomState(seed); rows += [[seed, "permutation_150", k, int(v)] for k, v in enumerate(r.permutation(150))]
write(here / "numpy_random_state.csv", ["seed", "draw", "k", "value"], rows)
