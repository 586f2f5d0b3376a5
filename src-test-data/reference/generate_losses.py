"""Writes scipy_losses.csv and sklearn_robust_regression.csv beside this file.

Needs NumPy, SciPy and scikit-learn (Debian: python3-sklearn); made with 1.2.1. scipy_losses.csv: an output a and its
target y (float32), the loss of one output (NumPy's abs, SciPy's huber with delta 1) and its derivative (of the loss
classes of scikit-learn's SGD). sklearn_robust_regression.csv: the petal width of iris from the other three columns by
SGDRegressor, one row a step, in the order of the file: weights and intercept after each epoch, float64.
"""
import csv, pathlib
import numpy as np
from scipy import special
from sklearn.linear_model import SGDRegressor, _sgd_fast

folder = pathlib.Path(__file__).parent

def write(name, header, rows):
    with open(folder / name, "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n"); w.writerow(header.split()); w.writerows(rows)

# Errors on both sides of the limits 0 and ±1, and exactly on them.
random = np.random.RandomState(11)
grid = [(e, 0) for e in (0, 1, -1, 0.5, -0.5, 0.9990234375, 1.0009765625, -1.0009765625, 2, -3, 1e-15, -1e-15, 1e30)]
drawn = list(zip(random.normal(0, 2, 50), random.normal(0, 1, 50)))
pairs = [(np.float32(a), np.float32(y)) for a, y in grid + drawn]
slopes = {"absolute": _sgd_fast.EpsilonInsensitive(0.0), "huber": _sgd_fast.Huber(1.0)}
values = {"absolute": np.abs, "huber": lambda e: special.huber(1, e)}
write("scipy_losses.csv", "loss a y value slope",
      [[name, str(a), str(y), repr(float(values[name](float(a) - float(y)))),
        repr(float(slopes[name].py_dloss(float(a), float(y))))] for name in values for a, y in pairs])

iris = np.loadtxt(folder.parent / "iris.csv", delimiter=",", skiprows=1, usecols=(0, 1, 2, 3), dtype=np.float32)
iris = iris.astype(float)

def epochs(name, **loss):
    sgd = SGDRegressor(alpha=0, penalty=None, learning_rate="constant", eta0=0.01, shuffle=False, **loss)
    for epoch in range(1, 6):
        sgd.partial_fit(iris[:, :3], iris[:, 3])
        yield [name, epoch, *(repr(float(w)) for w in [*sgd.coef_, *sgd.intercept_])]

write("sklearn_robust_regression.csv", "loss epoch sepal_length sepal_width petal_length intercept",
      [*epochs("absolute", loss="epsilon_insensitive", epsilon=0), *epochs("huber", loss="huber", epsilon=1)])
