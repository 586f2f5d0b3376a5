"""Writes sklearn_folds.csv, sklearn_group_folds.csv, sklearn_shuffles.csv and sklearn_time_series.csv beside this file.

Needs scikit-learn (Debian: python3-sklearn); made with 1.2.1 and NumPy 1.24.2. From NumPy 1.25 on, GroupKFold may give
other folds for groups of equal size on processors with AVX-512.

labels      one letter for each row, its class
assignment  one of 0 to 9, a to z for each row: the fold that tests it; all other rows are training rows of the fold, both
            in ascending order; repetitions are separated by blanks
splits      test rows, "|", training rows, in order; splits are separated by ";"
ranges      first and last training row and first and last test row; folds are separated by ";"

All are empty where scikit-learn refuses (ValueError).
"""
import csv, pathlib, warnings
import numpy as np
from sklearn import datasets
from sklearn.model_selection import (GroupKFold, KFold, LeaveOneOut, RepeatedKFold, RepeatedStratifiedKFold, ShuffleSplit,
                                     StratifiedKFold, StratifiedShuffleSplit, TimeSeriesSplit, train_test_split)

warnings.simplefilter("ignore")  # of classes with fewer rows than folds
random = np.random.RandomState(11)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
SEEDS = 0, 4, 4294967295

def write(name, header, rows):
    with open(pathlib.Path(__file__).parent / name, "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n"); w.writerow(header.split()); w.writerows(rows)

def or_refused(text):
    try:
        return text()
    except ValueError:
        return ""

def letters(counts, shuffled=False):
    rows = list("".join(letter * count for letter, count in counts.items()))
    if shuffled: random.shuffle(rows)
    return "".join(rows)

def assignment(splitter, labels, folds, groups=None):
    def text():
        assigned = []
        for i, (train, test) in enumerate(splitter.split(labels, list(labels), groups)):
            if i % folds == 0: assigned.append(np.full(len(labels), -1))
            assert (assigned[-1][test] == -1).all() and (np.setdiff1d(range(len(labels)), test) == train).all()
            assert (np.sort(test) == test).all()
            assigned[-1][test] = i % folds
        assert all((a >= 0).all() for a in assigned)
        return " ".join("".join(DIGITS[fold] for fold in a) for a in assigned)
    return or_refused(text)

iris = "".join("abc"[k] for k in datasets.load_iris().target)
shapes = [iris, letters({"a": 11, "b": 6, "c": 6}, True), letters({"z": 3, "a": 9, "m": 17}), letters({"a": 40, "b": 3}, True),
          letters({"c": 20, "b": 2, "a": 1, "d": 5}, True), letters({"a": 13}), letters({"b": 5, "a": 5})]

# Folds
rows = []
for labels in shapes:
    for n in (2, 3, 5, 7, 10):
        for seed in ("", *SEEDS):
            if seed in ("", SEEDS[n % 3]) or labels == shapes[1]:
                for splitter in KFold, StratifiedKFold:
                    if len(labels) < 100 or n > 4:
                        cv = splitter(n, shuffle=seed != "", random_state=None if seed == "" else seed)
                        rows.append([splitter.__name__, n, "", seed, labels, assignment(cv, labels, n)])
for labels in shapes[1:]:
    for n, repeats, seed in ((2, 3, 0), (5, 2, 4294967295), (6, 1, 42), (30, 2, 1)):
        for splitter in RepeatedKFold, RepeatedStratifiedKFold:
            cv = splitter(n_splits=n, n_repeats=repeats, random_state=seed)
            rows.append([splitter.__name__, n, repeats, seed, labels, assignment(cv, labels, n)])
for labels in "a", "aa", "ab" * 15:
    rows.append(["LeaveOneOut", "", "", "", labels, assignment(LeaveOneOut(), labels, len(labels))])
write("sklearn_folds.csv", "splitter folds repeats random_state labels assignment", rows)

# Groups: numbers, or text if not all are. Ties of size in more than 16 groups show NumPy's order of sorting.
def numbered(sizes, step=1):
    groups = np.repeat(np.arange(len(sizes)) * step, sizes)
    return random.permutation(groups)

# Sizes for which NumPy's median-of-three quicksort gets so deep that it turns to heapsort, with ties.
DEEP = [1, 11, 2, 12, 3, 21, 4, 19, 5, 20, 6, 19, 7, 18, 8, 18, 9, 17, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 16, 15, 15, 14,
        14, 13, 13, 17, 12]

cases = [(n, numbered(sizes)) for sizes in ((1, 1), (2, 3, 3, 10), (5,) * 7, (1, 2, 3, 4, 5, 6), (20, 1, 1, 1)) for n in (2, 3, 5)]
cases += [(n, numbered(random.randint(1, 5, groups), -3)) for groups in (16, 17, 25, 60, 120) for n in (2, 5, 12)]
cases += [(3, np.array(list("Zebra ant bee bee Cat Dog cow 10 9 10 2 Äpfel \ufb00 \U0001F600 \ufb00".split()))), (4, [7] * 9)]
cases += [(n, numbered(DEEP)) for n in (2, 7, 30)]
write("sklearn_group_folds.csv", "folds groups assignment",
      [[n, " ".join(map(str, groups)), assignment(GroupKFold(n), "a" * len(groups), n, groups)] for n, groups in cases])

# Random splits
def splits(pairs):
    return or_refused(lambda: ";".join(" ".join(map(str, test)) + "|" + " ".join(map(str, train)) for train, test in pairs()))

rows = []
for k, labels in enumerate(shapes[:4] + ["aabbcc", "abcabcabcd", letters({"a": 3, "b": 3, "c": 3, "d": 3, "e": 3})]):
    for i, size in enumerate(("0.25", repr(1 / 3), "1", "3", str(len(labels) - 3), "0.5", "0.1")):
        seed = (*SEEDS, 42)[(i + k) % 4]
        y = list(labels); number = float(size) if "." in size else int(size)
        for splitter in ShuffleSplit, StratifiedShuffleSplit:
            n = 1 if len(labels) > 100 else 3
            if len(labels) < 100 or i in (1, 4):
                cv = splitter(n, test_size=number, random_state=seed)
                rows.append([splitter.__name__, n, size, seed, labels, splits(lambda: cv.split(y, y))])
        if len(labels) < 100 or i == 0:
            rows.append(["train_test_split", "", size, seed, labels, splits(lambda: [train_test_split(
                range(len(y)), test_size=number, random_state=seed, stratify=y)])])
# Here counts / sum * sum is rounded to less than counts, and to equal remainders, for which scikit-learn draws numbers.
for labels in letters({"a": 34, "b": 32, "c": 32}), letters({"a": 8, "b": 12, "c": 8, "d": 30, "e": 40}):
    cv = StratifiedShuffleSplit(3, test_size=0.5, random_state=7)
    rows.append(["StratifiedShuffleSplit", 3, "0.5", 7, labels, splits(lambda: cv.split(labels, list(labels)))])
write("sklearn_shuffles.csv", "splitter splits test_size random_state labels splits", rows)

# Time series
def ranges(cv, n):
    def text(rows):
        assert (np.diff(rows) == 1).all()
        return f"{rows[0]} {rows[-1]}"
    return or_refused(lambda: ";".join(text(train) + " " + text(test) for train, test in cv.split(range(n))))

rows = []
for n in (3, 6, 12, 100, 101):
    for folds in (2, 3, 5, 10):
        for gap, tests, most in ((0, None, None), (2, None, None), (0, 2, None), (3, 1, 4), (0, None, 5), (1, 30, 20), (n, 1, 1)):
            cv = TimeSeriesSplit(folds, gap=gap, test_size=tests, max_train_size=most)
            rows.append([n, folds, gap, tests or "", most or "", ranges(cv, n)])
write("sklearn_time_series.csv", "rows folds gap test_rows max_train_rows ranges", rows)
