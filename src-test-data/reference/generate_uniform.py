"""Writes numpy_uniform.csv and numpy_initializers.csv beside this file. Needs NumPy (Debian: python3-numpy); made
with 2.4.6.

numpy_uniform.csv has a line for each number of RandomState(seed).uniform(low, high, 20), NumPy's legacy generator: the
seed, the range, the number's index and the number. numpy_initializers.csv has a line for each start weight of a network
5-3-2, drawn with RandomState(7) and rounded to float32.
"""
import csv, math, pathlib
import numpy as np

here = pathlib.Path(__file__).parent

def write(name, header, rows):
    with open(here / name, "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n"); w.writerow(header); w.writerows(rows)

ranges = [(0.0, 1.0), (-0.5, 0.5), (-0.1, 0.3), (3.0, -2.0), (1e300, 1.5e300), (2.0, 2.0), (-1e-320, 1e-310)]
write("numpy_uniform.csv", ["seed", "low", "high", "k", "value"],
      [[seed, repr(low), repr(high), k, repr(float(v))] for seed in (0, 10, 4294967295) for low, high in ranges
       for k, v in enumerate(np.random.RandomState(seed).uniform(low, high, 20))])

def normal(scale): return lambda r, i, o: r.normal(0, scale(i, o), (i, o))
def uniform(limit): return lambda r, i, o: r.uniform(-limit(i, o), limit(i, o), (i, o))
initializers = {
    "normal(0.5)": normal(lambda i, o: 0.5),
    "uniform(0.25)": uniform(lambda i, o: 0.25),
    "glorotUniform": uniform(lambda i, o: math.sqrt(6 / (i + o))),
    "glorotNormal": normal(lambda i, o: math.sqrt(2 / (i + o))),
    "heUniform": uniform(lambda i, o: math.sqrt(6 / i)),
    "heNormal": normal(lambda i, o: math.sqrt(2 / i)),
    "lecunNormal": normal(lambda i, o: math.sqrt(1 / i)),
}
rows = []
for name, draw in initializers.items():
    r = np.random.RandomState(7)
    for layer, (i, o) in enumerate([(5, 3), (3, 2)]):
        rows += [[name, layer, k, v] for k, v in enumerate(draw(r, i, o).astype(np.float32).ravel())]
write("numpy_initializers.csv", ["initializer", "layer", "k", "value"], rows)
