"""Writes sklearn_table_trials.csv: cross-validation of members.csv, whose rows scikit-learn prepares anew in each fold.

Softmax regression by 200 iterations of full-batch gradient descent with rate 0.1 in float64, from weights uniform in ±0.5
(RandomState(1)). Folds are those of StratifiedKFold(3, shuffle=True, random_state=4); a line has the scores of one, the
number of its inputs and the probabilities of class "high" of its test rows. Made with scikit-learn 1.2.1 (Debian:
python3-sklearn). Imports generate_tables.py, which writes its own files again.
"""
import csv
import pathlib

import generate_tables as tables
import numpy as np
from sklearn import metrics
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import MinMaxScaler, StandardScaler


def softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def trained(x, y):
    w = np.random.RandomState(1).uniform(-0.5, 0.5, (x.shape[1], 2)).astype(np.float32).astype(float)
    b = np.zeros(2)
    targets = np.eye(2)[y]
    for _ in range(200):
        d = softmax(x @ w + b) - targets
        w, b = w - 0.1 * x.T @ d / len(x), b - 0.1 * d.mean(0)
    return w, b


rows = tables.rows
y = np.array([["high", "low"].index(row[7]) for row in rows])
with open(pathlib.Path(__file__).parent / "sklearn_table_trials.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["variant", "fold", "inputs", "accuracy", "log_loss", "high"])
    for name, strategy, scaler, limits in [("mean", "mean", StandardScaler, {}),
                                           ("median", "median", MinMaxScaler, {"max_categories": 4})]:
        folds = StratifiedKFold(3, shuffle=True, random_state=4).split(y, y)
        for fold, (train, test) in enumerate(folds):
            tables.TRAIN = len(train)
            x = tables.prepared([rows[k] for k in np.concatenate([train, test])], strategy, scaler, limits)
            w, b = trained(x[:len(train)], y[train])
            p = softmax(x[len(train):] @ w + b)
            writer.writerow([name, fold, x.shape[1], metrics.accuracy_score(y[test], p.argmax(1)),
                             metrics.log_loss(y[test], p), " ".join(repr(float(q)) for q in p[:, 0])])
