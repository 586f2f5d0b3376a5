"""Writes numpy_candidates.csv, sklearn_halving.csv and sklearn_cross_validation.csv beside this file.

Needs scikit-learn (Debian: python3-sklearn); made with 1.2.1 and NumPy 1.24.2.

numpy_candidates.csv          the settings of 50 candidates, drawn by the legacy RandomState(7)
sklearn_halving.csv           resources and candidates of each rung of HalvingGridSearchCV, separated by blanks
sklearn_cross_validation.csv  iris, softmax regression by 200 iterations of full-batch gradient descent with rate 0.1 in
                              float64, from weights uniform in ±0.5 (RandomState(1)): the scores of each fold of
                              StratifiedKFold(5, shuffle=True, random_state=4), their mean and np.std, and those of the
                              out-of-fold probabilities. The scaler is fitted to the training rows of each fold
"""
import csv, pathlib
import numpy as np
from sklearn import metrics
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.datasets import load_iris
from sklearn.experimental import enable_halving_search_cv
from sklearn.model_selection import HalvingGridSearchCV, StratifiedKFold, cross_val_predict, cross_validate
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, StandardScaler

def write(name, header, rows):
    with open(pathlib.Path(__file__).parent / name, "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n"); w.writerow(header.split()); w.writerows(rows)

random = np.random.RandomState(7)
activations = "tanh", "relu", "gelu", "sigmoid"
write("numpy_candidates.csv", "activation hidden dropout learning_rate",
      [(activations[random.randint(4)], random.randint(4, 68), repr(random.uniform(0, 0.5)),
        repr(np.exp(random.uniform(np.log(1e-4), np.log(1e-1))))) for _ in range(50)])

class Scored(BaseEstimator, ClassifierMixin):
    """Scores by its setting, whatever the data."""
    def __init__(self, a=0, epochs=1): self.a, self.epochs = a, epochs
    def fit(self, x, y): return self
    def score(self, x, y): return self.a

rows = []
for n, least, most, factor in [(30, 10, 270, 3), (4, 10, 270, 3), (1, 5, 80, 3), (9, 1, 9, 3), (10, 1, 8, 3), (27, 2, 1000, 3),
                               (16, 3, 50, 2), (17, 3, 50, 2), (100, 1, 100, 4), (5, 7, 7, 3)]:
    search = HalvingGridSearchCV(Scored(), {"a": list(range(n))}, resource="epochs", factor=factor, min_resources=least,
                                 max_resources=most, cv=2, refit=False, random_state=0)
    search.fit(np.zeros((4, 1)), [0, 1, 0, 1])
    rows.append((n, least, most, factor, " ".join(map(str, search.n_resources_)), " ".join(map(str, search.n_candidates_))))
write("sklearn_halving.csv", "candidates minimum maximum factor resources counts", rows)

class SoftmaxRegression(BaseEstimator, ClassifierMixin):
    def fit(self, x, y):
        self.classes_ = np.unique(y)
        w = np.random.RandomState(1).uniform(-0.5, 0.5, (x.shape[1], 3)).astype(np.float32).astype(float)
        b = np.zeros(3)
        t = np.eye(3)[y]
        for _ in range(200):
            d = self.softmax(x @ w + b) - t
            w, b = w - 0.1 * x.T @ d / len(x), b - 0.1 * d.mean(0)
        self.w, self.b = w, b
        return self
    @staticmethod
    def softmax(z):
        e = np.exp(z - z.max(1, keepdims=True)); return e / e.sum(1, keepdims=True)
    def predict_proba(self, x): return self.softmax(x @ self.w + self.b)
    def predict(self, x): return self.predict_proba(x).argmax(1)

x, y = load_iris(return_X_y=True)
folds = StratifiedKFold(5, shuffle=True, random_state=4)
scoring = {"accuracy": "accuracy", "balanced-accuracy": "balanced_accuracy", "macro-f1": "f1_macro",
           "log-loss": "neg_log_loss", "roc-auc": "roc_auc_ovr"}
rows = []
for name, scaler in ("NONE", FunctionTransformer()), ("STANDARD", StandardScaler()), ("MIN_MAX", MinMaxScaler()):
    model = make_pipeline(scaler, SoftmaxRegression())
    scores = cross_validate(model, x, y, cv=folds, scoring=scoring)
    p = cross_val_predict(model, x, y, cv=folds, method="predict_proba")
    out_of_fold = {"accuracy": metrics.accuracy_score(y, p.argmax(1)), "log-loss": metrics.log_loss(y, p),
                   "balanced-accuracy": metrics.balanced_accuracy_score(y, p.argmax(1)),
                   "macro-f1": metrics.f1_score(y, p.argmax(1), average="macro"),
                   "roc-auc": metrics.roc_auc_score(y, p, multi_class="ovr")}
    for metric in scoring:
        values = abs(scores["test_" + metric])
        rows.append((name, metric, *values, np.mean(values), np.std(values), out_of_fold[metric]))
write("sklearn_cross_validation.csv", "scaler metric fold0 fold1 fold2 fold3 fold4 mean std out_of_fold", rows)
