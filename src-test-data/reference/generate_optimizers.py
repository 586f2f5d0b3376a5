"""Writes torch_optimizers.csv, torch_schedules.csv and torch_iris_*.csv beside this file.

Needs PyTorch, scikit-learn and NumPy (Debian: python3-torch python3-sklearn). All of it in float64.

torch_optimizers.csv: optimizers on a least-squares problem of 7 parameters, loss = |A w - b|^2 / (2 rows). Parameters
0-3 and 5-6 count as weights, 4 as a bias that does not decay. Rows: A and b (run "problem"), then the parameters after
some of 100 steps of each run.

torch_schedules.csv: the learning rate of each iteration, and what comes of it in the runs above.

torch_iris_*.csv: small networks on all 150 rows of iris.csv, features standardised with the population's standard
deviation, full batch, 200 iterations: loss before each iteration and all parameters before the first and after the
last, layer by layer, the weights (inputs x units, row-major), then the biases.
"""
import csv, pathlib
import numpy as np
import torch
from sklearn.neural_network import _stochastic_optimizers as sk
from torch.optim import lr_scheduler as lrs

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
here = pathlib.Path(__file__).parent
STEPS = [1, 2, 3, 5, 10, 20, 50, 100]
DECAYING, REST = [0, 1, 2, 3, 5, 6], [4]

def write(name, header, rows):
    with open(here / name, "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n"); w.writerow(header); w.writerows(rows)

def number(x): return repr(float(x))

# Optimizers on least squares
draw = np.random.RandomState(5)
A = np.round(draw.normal(size=(12, 7)), 3)
b = np.round(draw.normal(scale=2, size=12), 3)
start = np.round(draw.normal(size=7), 3)

def gradient(w): return A.T @ (A @ w - b) / len(b)

def torch_run(make, schedule=None, clip=None):
    weights = torch.tensor(start[DECAYING], requires_grad=True)
    rest = torch.tensor(start[REST], requires_grad=True)
    optimizer = make([{"params": [weights]}, {"params": [rest], "weight_decay": 0.0}])
    scheduler = schedule(optimizer) if schedule else None
    w = start.copy()
    for step in range(1, 101):
        g = gradient(w)
        weights.grad, rest.grad = torch.tensor(g[DECAYING]), torch.tensor(g[REST])
        if clip: torch.nn.utils.clip_grad_norm_([weights, rest], clip)
        optimizer.step()
        if scheduler: scheduler.step()
        w[DECAYING], w[REST] = weights.detach().numpy(), rest.detach().numpy()
        if step in STEPS: yield step, w

def sklearn_run(make):
    w = start.copy()
    optimizer = make([w])
    for step in range(1, 101):
        optimizer.update_params([w], [gradient(w)])
        if step in STEPS: yield step, w

SCHEDULES = {
    "step": lambda o: lrs.StepLR(o, step_size=7, gamma=0.5),
    "exponential": lambda o: lrs.ExponentialLR(o, gamma=0.95),
    "cosine": lambda o: lrs.CosineAnnealingLR(o, T_max=100, eta_min=0.001),
    "warm_up": lambda o: lrs.LinearLR(o, start_factor=0.1, end_factor=1, total_iters=9),
}
O = torch.optim
RUNS = {
    "sgd": torch_run(lambda p: O.SGD(p, lr=0.1)),
    "momentum": torch_run(lambda p: O.SGD(p, lr=0.02, momentum=0.9)),
    "nesterov": torch_run(lambda p: O.SGD(p, lr=0.02, momentum=0.9, nesterov=True)),
    "rmsprop": torch_run(lambda p: O.RMSprop(p, lr=0.01)),
    "adam": torch_run(lambda p: O.Adam(p, lr=0.05)),
    "adamw": torch_run(lambda p: O.AdamW(p, lr=0.05, weight_decay=0.1)),
    "sgd_l2": torch_run(lambda p: O.SGD(p, lr=0.1, weight_decay=0.2)),
    "adam_l2": torch_run(lambda p: O.Adam(p, lr=0.05, weight_decay=0.2)),
    "sgd_clip": torch_run(lambda p: O.SGD(p, lr=0.1), clip=0.5),
    "momentum_clip": torch_run(lambda p: O.SGD(p, lr=0.02, momentum=0.9), clip=0.5),
    "adam_clip": torch_run(lambda p: O.Adam(p, lr=0.05), clip=0.5),
    "sklearn_momentum": sklearn_run(lambda w: sk.SGDOptimizer(w, 0.02, momentum=0.9, nesterov=False)),
    "sklearn_nesterov": sklearn_run(lambda w: sk.SGDOptimizer(w, 0.02, momentum=0.9, nesterov=True)),
    "sklearn_adam": sklearn_run(lambda w: sk.AdamOptimizer(w, 0.05)),
} | {"sgd_" + name: torch_run(lambda p: O.SGD(p, lr=0.1), schedule=s) for name, s in SCHEDULES.items()}

columns = [f"w{k}" for k in range(7)]
rows = [["problem", r, *map(number, A[r]), number(b[r])] for r in range(len(b))]
rows += [["start", 0, *map(number, start), ""]]
for name, run in RUNS.items():
    rows += [[name, step, *map(number, w), ""] for step, w in run]
write("torch_optimizers.csv", ["run", "step", *columns, "b"], rows)

# Schedules
rows = []
for name, schedule in SCHEDULES.items():
    optimizer = O.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    scheduler = schedule(optimizer)
    for iteration in range(101):
        if iteration <= 15 or iteration % 5 == 0:
            rows.append([name, iteration, number(optimizer.param_groups[0]["lr"])])
        optimizer.step(); scheduler.step()
write("torch_schedules.csv", ["schedule", "iteration", "rate"], rows)

# Whole networks on iris
with open(here.parent / "iris.csv") as f: iris = list(csv.reader(f))[1:]
X = np.array([[float(v) for v in row[:4]] for row in iris])
X = torch.tensor((X - X.mean(axis=0)) / X.std(axis=0))
names = list(dict.fromkeys(row[4] for row in iris))
classes = torch.tensor([names.index(row[4]) for row in iris])

def network_run(name, hidden, loss, make):
    draw = np.random.RandomState(1)
    W1, W2 = draw.normal(scale=0.5, size=(4, 8)), draw.normal(scale=0.5, size=(8, 3))
    parameters = [torch.tensor(p, requires_grad=True) for p in (W1, np.zeros(8), W2, np.zeros(3))]
    w1, b1, w2, b2 = parameters
    def flat(): return [number(v) for p in parameters for v in p.detach().flatten()]
    rows = [["start", k, v] for k, v in enumerate(flat())]
    optimizer = make(parameters)
    for iteration in range(200):
        value = loss(hidden(X @ w1 + b1) @ w2 + b2)
        rows.append(["loss", iteration, number(value)])
        optimizer.zero_grad(); value.backward(); optimizer.step()
    rows += [["final", k, v] for k, v in enumerate(flat())]
    write(f"torch_iris_{name}.csv", ["what", "index", "value"], rows)

F = torch.nn.functional
one_hot = F.one_hot(classes, 3).double()
def cross_entropy(z): return F.cross_entropy(z, classes)
def binary_cross_entropy(z): return F.binary_cross_entropy_with_logits(z, one_hot)
network_run("tanh_softmax_adam", torch.tanh, cross_entropy, lambda p: O.Adam(p, lr=0.01))
network_run("gelu_sigmoid_momentum", F.gelu, binary_cross_entropy, lambda p: O.SGD(p, lr=0.5, momentum=0.9))
