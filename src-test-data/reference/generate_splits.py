"""Writes sklearn_splits.csv beside this file. Needs scikit-learn (Debian: python3-sklearn); made with 1.2.1.

One line for each split of range(n) by train_test_split: n, test_size as typed, random_state, and the test and the train
rows in order, separated by blanks. Both are empty where scikit-learn refuses the split (ValueError).
"""
import csv, pathlib
from sklearn.model_selection import train_test_split

def number(text): return float(text) if "." in text else int(text)

def split(n, size, seed):
    try:
        train, test = train_test_split(range(n), test_size=number(size), random_state=seed)
    except ValueError:
        return "", ""
    return " ".join(map(str, test)), " ".join(map(str, train))

cases = [(n, size, seed) for n in (7, 10, 149, 150, 1000) for size in ("0.25", "0.1", repr(1 / 3))
         for seed in (0, 4, 4294967295)]
cases += [(n, size, seed) for n in (2, 7, 10, 150) for size in ("1", str(n // 2), str(n - 1), "0.5", "0.29", "0.7")
          for seed in (1, 42, 2147483648)]
cases += [(n, size, 0) for n in (1, 2, 7, 10, 150)
          for size in ("0", "-1", str(n), str(n + 1), "0.0", "1.0", "-0.5", "1.5", "0.999", "0.86", "0.0001")]
with open(pathlib.Path(__file__).parent / "sklearn_splits.csv", "w", newline="") as f:
    w = csv.writer(f, lineterminator="\n"); w.writerow(["n", "test_size", "random_state", "test", "train"])
    w.writerows([n, size, seed, *split(n, size, seed)] for n, size, seed in cases)
