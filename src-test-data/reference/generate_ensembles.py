"""Writes sklearn_bagging.csv and sklearn_voting.csv beside this file.

Needs scikit-learn (Debian: python3-sklearn); made with 1.2.1. Numbers in one field are separated by blanks, matrices row
by row.
"""
import csv, pathlib, warnings
import numpy as np
from sklearn.datasets import load_iris
from sklearn.ensemble import BaggingClassifier, VotingClassifier
from sklearn.neural_network import MLPClassifier

warnings.simplefilter("ignore")  # trainings of few iterations do not converge

def joined(numbers): return " ".join(repr(x) for x in np.asarray(numbers).ravel().tolist())

def write(name, header, rows):
    with open(pathlib.Path(__file__).parent / name, "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n"); w.writerow(header.split()); w.writerows(rows)

# Bagging: the rows that each estimator is trained on, and the seed of its start weights.
def bagging(rows, members, seed):
    x, y = np.arange(rows, dtype=float)[:, None], np.arange(rows) % 2
    bag = BaggingClassifier(MLPClassifier(hidden_layer_sizes=1, max_iter=1), n_estimators=members,
                            random_state=seed).fit(x, y)
    for k, (sample, estimator) in enumerate(zip(bag.estimators_samples_, bag.estimators_)):
        yield rows, seed, k, estimator.random_state, joined(sample)

write("sklearn_bagging.csv", "rows random_state member start_seed sample",
      [line for case in ((2, 4, 0), (7, 5, 1), (64, 3, 10), (65, 3, 4294967295), (150, 3, 42)) for line in bagging(*case)])

# Soft voting: three 4-k-3 networks on iris. The first lines are the members: rows of weights and biases of each layer in
# the order of Lanewise's parameters, in float32. The others are rows of iris: mean of the members' probabilities by
# VotingClassifier, their standard deviation by NumPy, and the predicted class.
iris = load_iris()
members = [(str(units), MLPClassifier(hidden_layer_sizes=units, activation="tanh", max_iter=60, random_state=seed))
           for seed, units in enumerate((2, 3, 5))]
voting = VotingClassifier(members, voting="soft").fit(iris.data, iris.target)
lines = []
for (units, _), member in zip(members, voting.estimators_):
    for k in range(2):  # so that scikit-learn computes with the same parameters
        member.coefs_[k] = member.coefs_[k].astype(np.float32).astype(float)
        member.intercepts_[k] = member.intercepts_[k].astype(np.float32).astype(float)
    parameters = np.concatenate([m.ravel() for k in range(2) for m in (member.coefs_[k], member.intercepts_[k])])
    lines.append(["member", units, " ".join(str(x) for x in parameters.astype(np.float32)), "", ""])
rows = iris.data.astype(np.float32).astype(float)
each = np.array([member.predict_proba(rows) for member in voting.estimators_])
mean = voting.predict_proba(rows)
assert np.allclose(mean, each.mean(axis=0), atol=1e-15)
for row in range(0, 150, 6):
    lines.append(["row", row, joined(mean[row]), joined(each.std(axis=0)[row]), voting.predict(rows)[row]])
write("sklearn_voting.csv", "kind key numbers spread class", lines)
