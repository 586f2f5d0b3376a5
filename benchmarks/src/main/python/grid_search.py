"""Searches the settings of a network with scikit-learn, for the benchmark that started this and speaks with it by pipes.

Standard input: a line of JSON with the settings; then, as float32, a label and the features for each row. Then a line of
JSON for each search: learningRates and weightDecays. The answer is a line with the mean accuracy of all candidates in all
folds.
"""
import json, sys

import numpy as np
from sklearn.model_selection import GridSearchCV, RepeatedStratifiedKFold
from sklearn.neural_network import MLPClassifier

pipe = sys.stdin.buffer
task = json.loads(pipe.readline())
width = task["inputs"] + 1
table = np.frombuffer(pipe.read(4 * task["rows"] * width), dtype="<f4").reshape(task["rows"], width)
x, y = np.ascontiguousarray(table[:, 1:]), table[:, 0].astype(int)
network = MLPClassifier((task["hidden"],), activation="relu", solver="adam", batch_size=task["batch"],
                        max_iter=task["epochs"], n_iter_no_change=1000, tol=0, random_state=0)
folds = RepeatedStratifiedKFold(n_splits=task["folds"], n_repeats=task["repeats"], random_state=0)
for command in iter(pipe.readline, b""):
    grid = json.loads(command)
    # Its penalty is divided by the rows of a batch.
    settings = {"learning_rate_init": grid["learningRates"], "alpha": [task["batch"] * d for d in grid["weightDecays"]]}
    search = GridSearchCV(network, settings, scoring="accuracy", cv=folds, n_jobs=task["processes"], refit=False)
    print(search.fit(x, y).cv_results_["mean_test_score"].mean(), flush=True)
