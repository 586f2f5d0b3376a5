"""Writes sklearn_curves.csv, sklearn_labels.csv and sklearn_importance.csv beside this file.

Needs scikit-learn (Debian: python3-sklearn); made with 1.2.1: later versions have no eps in log_loss, and infinity as the
first threshold of roc_curve. Numbers in one field are separated by blanks, matrices row by row. Inputs are float32,
results float64.
"""
import csv
import pathlib
import warnings

import numpy as np
from sklearn import metrics
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.calibration import calibration_curve
from sklearn.inspection import permutation_importance

random = np.random.RandomState(22)
warnings.simplefilter("ignore")  # scores that are undefined


def joined(numbers):
    return " ".join("NaN" if np.isnan(x) else repr(x) for x in np.asarray(numbers, dtype=float).ravel().tolist())


def short(numbers):
    """float32, each written with the fewest digits that give it back."""
    return " ".join(str(x) for x in np.asarray(numbers, dtype=np.float32).ravel())


def write(name, header, rows):
    with open(pathlib.Path(__file__).parent / name, "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(header.split())
        w.writerows(rows)


def softmax(rows, classes, actual, pull):
    z = random.normal(size=(rows, classes)) + pull * np.eye(classes)[actual]
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


# Curves: one line for each output; targets and predictions are rows × columns, of which one may be left out.
def curve(name, y, p, index, bins):
    p = np.asarray(p, dtype=np.float32)
    y = np.asarray(y)
    score = p[:, index].astype(float)
    if p.shape[1] == y.shape[1]:
        truth = y[:, index]
    elif p.shape[1] == 1:
        truth = y[:, 1]
    else:
        truth = (y[:, 0] == index).astype(int)
    fpr, tpr, thresholds = metrics.roc_curve(truth, score, pos_label=1)
    area = metrics.auc(fpr, tpr) if 0 < truth.sum() < len(truth) else np.nan
    observed, predicted = calibration_curve(truth, score, pos_label=1, n_bins=bins)
    bin_of = np.searchsorted(np.linspace(0, 1, bins + 1)[1:-1], score)
    rows = np.array([n for n in np.bincount(bin_of, minlength=bins) if n > 0])
    error = np.sum(rows / len(score) * np.abs(observed - predicted))
    return [name, y.shape[1], joined(y), p.shape[1], short(p), index, joined(fpr), joined(tpr), joined(thresholds),
            joined(area), bins, joined(observed), joined(predicted), joined(rows), joined(error)]


def curves():
    y = random.randint(0, 3, 40)
    p = softmax(40, 3, y, 1.5)
    for k in range(3):
        yield curve("softmax", np.eye(3)[y], p, k, 10)
    y = random.randint(0, 2, 60)
    p = np.round(random.uniform(size=(60, 1)) * 8) / 8
    yield curve("eighths of one output", y[:, None], p, 0, 4)
    yield curve("eighths of one output and two targets", np.eye(2)[y], p, 0, 8)
    p = np.hstack([1 - p, p])
    for k in range(2):
        yield curve("two outputs", np.eye(2)[y], p, k, 5)
        yield curve("two outputs of one target", y[:, None], p, k, 3)
    y = random.randint(0, 2, (50, 3))
    p = 0.4 * y + 0.6 * random.uniform(size=(50, 3))
    for k in range(3):
        yield curve("independent labels", y, p, k, 6)
    y = (random.uniform(size=(300, 1)) < 0.3).astype(int)
    yield curve("many ties", y, np.clip(np.round(10 * (0.2 * y + 0.8 * random.uniform(size=(300, 1)))) / 10, 0, 1), 0, 10)
    yield curve("hundredths", y, np.clip(np.round(100 * random.uniform(size=(300, 1)) ** 2) / 100, 0, 1), 0, 100)
    yield curve("edges of thirds", [[0], [1], [1], [0]], [[1 / 3], [2 / 3], [0], [1]], 0, 3)
    yield curve("edges of sevenths", [[0], [1]] * 4, [[k / 7] for k in range(8)], 0, 7)
    yield curve("equal outputs", [[0], [1], [1], [0], [1]], [[0.3]] * 5, 0, 10)
    yield curve("perfect", [[0], [1], [1], [0], [1]], [[0.1], [0.8], [0.9], [0.2], [1]], 0, 2)
    yield curve("worst", [[0], [1], [1], [0], [0]], [[0.9], [0.1], [0], [0.6], [0.7]], 0, 1)
    yield curve("no positive row", [[0], [0], [0]], [[0.9], [0.1], [0.5]], 0, 10)
    yield curve("positive rows only", [[1], [1], [1]], [[0.9], [0.1], [0.5]], 0, 10)
    yield curve("one row", [[1]], [[0.9]], 0, 10)


write("sklearn_curves.csv", "case target_columns targets columns predicted index false_positive_rate true_positive_rate "
      "thresholds area bins observed mean_predicted rows expected_calibration_error", curves())


# Several labels: targets and predictions are rows × labels.
def both(y):
    """Of a label that no row or every row has, scores of ranks are undefined; scikit-learn raises an error or has 0 or 1."""
    return 0 < y.sum() < len(y)


def labels(name, y, p):
    p = np.asarray(p, dtype=np.float32).astype(float)
    y = np.asarray(y)
    answers = (p > 0.5).astype(int)
    each = range(y.shape[1])
    precision, recall, f1, support = zip(*(
        [x[0] for x in metrics.precision_recall_fscore_support(y[:, k], answers[:, k], labels=[1], zero_division=0)]
        for k in each))
    score = {"zero_division": 0}
    if y.shape[1] == 1:  # scikit-learn would take a single column for two classes
        macro = micro = metrics.f1_score(y[:, 0], answers[:, 0], **score)
    else:
        macro, micro = (metrics.f1_score(y, answers, average=a, **score) for a in ("macro", "micro"))
    eps = np.finfo(np.float32).eps
    return [name, y.shape[1], joined(y), short(p),
            joined([metrics.accuracy_score(y[:, k], answers[:, k]) for k in each]),
            joined(precision), joined(recall), joined(f1),
            joined([metrics.roc_auc_score(y[:, k], p[:, k]) if both(y[:, k]) else np.nan for k in each]),
            joined([metrics.average_precision_score(y[:, k], p[:, k]) if both(y[:, k]) else np.nan for k in each]),
            joined([metrics.brier_score_loss(y[:, k], p[:, k], pos_label=1) for k in each]),
            joined(support),
            joined(metrics.accuracy_score(y, answers)), joined(metrics.hamming_loss(y, answers)), joined(macro),
            joined(micro), joined(np.mean([metrics.log_loss(y[:, k], p[:, k], labels=[0, 1], eps=eps) for k in each]))]


def cases():
    y = random.randint(0, 2, (40, 3))
    yield "three labels", y, 0.3 * y + 0.7 * random.uniform(size=y.shape)
    y = (random.uniform(size=(60, 8)) < np.arange(1, 9) / 10).astype(int)
    yield "eight labels of which some are rare", y, np.clip(0.2 * y + random.normal(0.4, 0.2, y.shape), 0, 1)
    yield "one label", y[:, 3:4], random.uniform(size=(60, 1))
    yield "quarters", y[:, 2:5], np.round(4 * random.uniform(size=(60, 3))) / 4
    yield "a label of no row and one of every row", [[0, 1, 0], [0, 1, 1], [0, 1, 1]], random.uniform(size=(3, 3))
    yield "no label at all", np.zeros((4, 2), dtype=int), np.full((4, 2), 0.5)
    yield "certain and wrong", [[0, 1], [1, 0]], [[1, 0], [0, 1]]
    yield "certain and right", [[0, 1], [1, 0]], [[0, 1], [1, 0]]
    yield "one row", [[1, 0, 1]], [[0.75, 0.5, 0.25]]


write("sklearn_labels.csv", "case labels targets predicted accuracy precision recall f1 roc_auc average_precision brier "
      "support subset_accuracy hamming_loss macro_f1 micro_f1 mean_log_loss", [labels(*case) for case in cases()])


# Importance: a linear model of two numbers and a category of three, which is encoded in one input for each. All numbers
# are multiples of small powers of ½, so that float32 has no rounding error. The estimator sees three columns, the engine
# five inputs.
WEIGHTS = np.array([2, -0.5, 1, -1.5, 0.25])


def encoded(x):
    return np.hstack([x[:, :2], np.eye(3)[x[:, 2].astype(int)]])


class Linear(BaseEstimator):
    def __init__(self, encode=True):
        self.encode = encode

    def fit(self, x, y):
        return self

    def decision_function(self, x):
        return (encoded(x) if self.encode else x) @ WEIGHTS


class Regression(RegressorMixin, Linear):
    def predict(self, x):
        return self.decision_function(x)


class Classification(ClassifierMixin, Linear):
    classes_ = np.array([0, 1])

    def predict(self, x):
        return (self.decision_function(x) > 0).astype(int)


METRICS = {"r2": "r2", "rmse": "neg_root_mean_squared_error", "mae": "neg_mean_absolute_error", "accuracy": "accuracy",
           "roc-auc": "roc_auc", "average-precision": "average_precision"}


def importances():
    x = np.column_stack([random.randint(-4, 5, 45) / 2, random.randint(-4, 5, 45) / 2, random.randint(0, 3, 45)])
    number = encoded(x) @ WEIGHTS + random.randint(-4, 5, 45) / 4
    label = (encoded(x) @ WEIGHTS + random.randint(-4, 5, 45) > 0).astype(int)
    for metric, scoring in METRICS.items():
        for seed, repeats, rows in (0, 5, 45), (2 ** 32 - 1, 12, 45), (7, 1, 10), (3, 4, 16):
            numeric = metric in ("r2", "rmse", "mae")
            estimator = Regression if numeric else Classification
            y = (number if numeric else label)[:rows]
            for grouped in True, False:
                seen = x[:rows] if grouped else encoded(x[:rows])
                found = permutation_importance(
                    estimator(encode=grouped), seen, y, scoring=scoring, n_repeats=repeats, random_state=seed)
                yield [metric, "columns" if grouped else "inputs", seed, repeats, short(encoded(x[:rows])), short(y),
                       joined(found.importances), joined(found.importances_mean), joined(found.importances_std)]


write("sklearn_importance.csv", "metric of seed repeats inputs targets drops mean deviation", importances())
