"""Writes sklearn_scaling.csv, sklearn_classification.csv and sklearn_regression.csv beside this file.

Needs scikit-learn (Debian: python3-sklearn); made with 1.2.1: later versions have no eps in log_loss and do not divide
the probabilities of a row by their sum. Numbers in one field are separated by blanks, matrices row by row. Inputs are
float32, results float64.
"""
import csv, pathlib
import numpy as np
from sklearn import metrics, preprocessing

random = np.random.RandomState(7)

def joined(numbers): return " ".join(repr(x) for x in np.asarray(numbers).ravel().tolist())

def short(numbers):
    """float32, each written with the fewest digits that give it back."""
    return " ".join(str(x) for x in np.asarray(numbers, dtype=np.float32).ravel())

def write(name, header, rows):
    with open(pathlib.Path(__file__).parent / name, "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n"); w.writerow(header.split()); w.writerows(rows)

# Scaling: one column a line. MinMaxScaler takes ranges below 2e-15 for 0, so there are none.
columns = {
    "normal": random.normal(5.8, 0.8, 50), "far from 0": 1e6 + random.uniform(0, 1, 40),
    "skewed": np.exp(random.normal(0, 3, 40)), "negative": -random.uniform(1, 2, 17), "constant": np.full(12, 0.1),
    "zeros": np.zeros(5), "one row": [-3.25], "two values": [0] * 15 + [1],
    "huge": random.choice([-3e38, 1e38, 3e38], 16), "tiny": random.randint(0, 900, 16) * 1e-12,
    "outlier": np.append(random.normal(size=30), 1e30)}

def scaling(name, values):
    x = np.asarray(values, dtype=np.float32).astype(float)[:, None]
    standard = preprocessing.StandardScaler().fit(x)
    min_max = preprocessing.MinMaxScaler().fit(x)
    return [[name, short(x), "standard", repr(float(standard.mean_[0])), repr(float(standard.scale_[0])),
             joined(standard.transform(x))],
            [name, short(x), "min-max", repr(float(min_max.data_min_[0])), repr(1 / float(min_max.scale_[0])),
             joined(min_max.transform(x))]]

write("sklearn_scaling.csv", "column values scaler offset scale scaled",
      [row for name, values in columns.items() for row in scaling(name, values)])

# Classification: probabilities are rows × outputs; one output is the probability of the second of two classes.
def roc_auc(classes, actual, p):
    """NaN if a class does not occur: scikit-learn 1.2 raises ValueError, later versions return NaN."""
    if len(np.unique(actual)) < classes: return np.nan
    if classes == 2: return metrics.roc_auc_score(actual, p[:, -1])
    mean = np.mean([metrics.roc_auc_score(np.equal(actual, k), p[:, k]) for k in range(classes)])
    if np.allclose(p.sum(axis=1), 1):  # scikit-learn 1.2 rejects other rows
        assert abs(mean - metrics.roc_auc_score(actual, p, multi_class="ovr")) < 1e-15
    return mean

def average_precision(classes, actual, p):
    """NaN if a class does not occur: scikit-learn has 0 for such a class, or 1 if it is the other of two."""
    if len(np.unique(actual)) < classes: return np.nan
    if classes == 2: return metrics.average_precision_score(actual, p[:, -1])
    return metrics.average_precision_score(np.eye(classes)[actual], p, average="macro")

def brier(classes, actual, p):
    """scikit-learn 1.2 has the score of two classes only; later versions sum over three and more classes."""
    if classes == 2: return metrics.brier_score_loss(actual, p[:, -1], pos_label=1)
    return ((p - np.eye(classes)[actual]) ** 2).sum(axis=1).mean()

def number(x): return "NaN" if np.isnan(x) else repr(float(x))

def classification(name, classes, actual, p):
    p = np.asarray(p, dtype=np.float32)
    labels = list(range(classes))
    predicted = (p[:, 0] > 0.5).astype(int) if p.shape[1] == 1 else p.argmax(axis=1)
    loss = metrics.log_loss(actual, p.astype(float), labels=labels, eps=np.finfo(np.float32).eps)
    macro = metrics.precision_recall_fscore_support(actual, predicted, average="macro", zero_division=0)[:3]
    each = metrics.precision_recall_fscore_support(actual, predicted, labels=labels, zero_division=0)[:3]
    return [name, classes, joined(actual), joined(predicted), short(p), repr(metrics.accuracy_score(actual, predicted)),
            repr(float(loss)), *(repr(float(m)) for m in macro), *(joined(e) for e in each),
            repr(float(metrics.balanced_accuracy_score(actual, predicted))),
            *(number(score(classes, actual, p.astype(float))) for score in (roc_auc, brier, average_precision))]

def softmax(rows, classes, actual, pull):
    z = random.normal(size=(rows, classes)) + pull * np.eye(classes)[actual]
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)

def drawn(rows, classes): return random.randint(0, classes, rows)

def cases():
    y = drawn(40, 3); yield "softmax", 3, y, softmax(40, 3, y, 1.5)
    y = drawn(60, 10); yield "ten classes", 10, y, softmax(60, 10, y, 1)
    y = drawn(25, 3); yield "independent sigmoids", 3, y, random.uniform(size=(25, 3))
    y = drawn(30, 2); yield "one output", 2, y, random.uniform(size=(30, 1))
    y = drawn(30, 2); yield "two outputs", 2, y, softmax(30, 2, y, 0.5)
    yield "half is class 0", 2, [0, 1, 1, 0], [[0.5], [0.5], [0.75], [0.25]]
    yield "certain", 2, [0, 1, 0, 1, 1], [[0], [1], [1], [0], [1e-10]]
    yield "all outputs 0 or 1", 3, [0, 1, 2, 1], [[0, 0, 0], [1, 1, 1], [1, 0, 0], [0, 1, 0]]
    yield "ties", 3, [0, 1, 2], [[0.25, 0.5, 0.5]] * 3
    y = drawn(20, 2); yield "class 2 occurs nowhere", 4, np.where(y == 1, 3, 0), softmax(20, 4, y, 0) * [1, 1, 0, 1]
    y = drawn(20, 3); yield "class 0 never predicted", 3, y, softmax(20, 3, y, 1) * [0.01, 1, 1]
    yield "class 1 only predicted", 3, [0, 0, 2, 2], np.eye(3)[[0, 1, 1, 2]] * 0.8 + 0.05
    yield "one row", 3, [1], [[0.2, 0.7, 0.1]]
    scored = np.random.RandomState(11)  # leaves the draws of the other cases as they are
    y = scored.randint(0, 3, 60)
    yield "many ties", 3, y, scored.multinomial(3, [1 / 3] * 3, 60) * 0.25 + 0.25 * np.eye(3)[y]
    y = scored.randint(0, 2, 50); yield "ties of one output", 2, y, scored.randint(0, 5, (50, 1)) / 4
    y = (scored.uniform(size=200) < 0.03).astype(int); yield "few of class 1", 2, y, scored.uniform(size=(200, 1)) ** 3
    y = scored.randint(0, 2, 30)
    yield "worse than chance", 2, y, 0.6 * (1 - y[:, None]) + 0.4 * scored.uniform(size=(30, 1))
    y = scored.randint(0, 2, 20); yield "equal outputs", 2, y, np.full((20, 1), 0.3)
    y = scored.randint(0, 2, 25); yield "two independent sigmoids", 2, y, scored.uniform(size=(25, 2))
    yield "only class 0 of two", 2, [0] * 5, scored.uniform(size=(5, 1))
    yield "only class 1 of two", 2, [1] * 5, scored.uniform(size=(5, 2))
    yield "perfect", 3, [0, 1, 2, 1], np.eye(3)[[0, 1, 2, 1]] * 0.7 + 0.1

write("sklearn_classification.csv", "case classes actual predicted probabilities accuracy log_loss macro_precision "
      "macro_recall macro_f1 precision recall f1 balanced_accuracy roc_auc brier average_precision",
      [classification(*case) for case in cases()])

# Regression: targets and predictions are rows × outputs.
def regression(name, y, a):
    y, a = (np.asarray(m, dtype=np.float32).astype(float) for m in (y, a))
    return [name, y.shape[1], short(y), short(a), *(repr(float(figure)) for figure in (
        metrics.r2_score(y, a), metrics.mean_absolute_error(y, a), metrics.mean_squared_error(y, a),
        metrics.mean_squared_error(y, a, squared=False)))]

def noisy(y, noise): return y + random.normal(scale=noise, size=np.shape(y))

one, three = random.normal(20, 5, size=(40, 1)), random.normal([0, 100, -1e4], [1, 0.1, 500], size=(20, 3))
constant = np.full((6, 1), 0.1)
write("sklearn_regression.csv", "case outputs targets predicted r2 mae mse rmse", [regression(*case) for case in [
    ("one output", one, noisy(one, 2)), ("three outputs", three, noisy(three, [0.2, 0.5, 10])),
    ("worse than the mean", one[:10], -one[:10]), ("exact", one[:7], one[:7]),
    ("constant", constant, noisy(constant, 1)), ("constant and exact", constant, constant),
    ("one of two constant", np.hstack([one[:6], constant]), np.hstack([noisy(one[:6], 1), constant])),
    ("huge", random.normal(size=(9, 1)) * 1e38, random.normal(size=(9, 1)) * 1e38),
    ("far from 0", 1e6 + random.uniform(size=(30, 1)), 1e6 + random.uniform(size=(30, 1)))]])
