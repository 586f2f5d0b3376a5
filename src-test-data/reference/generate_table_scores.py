"""Trains scikit-learn's perceptron on the tables of ../tables/scored.csv, five times each, with another split each time.

Writes sklearn_table_scores.csv, scores of the test rows beside those of a linear model, and sklearn_table_inputs.csv,
hashes of the prepared rows. With --times it writes nothing, and prints a line for each training with its seconds.
"""
import csv
import gzip
import hashlib
import math
import pathlib
import sys
import time
import warnings

import numpy as np
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, log_loss, mean_absolute_error, mean_squared_error, r2_score
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

SEEDS = range(5)
TEST_SIZE = 0.25
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
here = pathlib.Path(__file__).parent


class ScoredTable:
    """Features as an array of objects, numbers or texts, and targets; rows without target are left out."""

    def __init__(self, description):
        self.description = description
        self.name = description["name"]
        self.classes = description["task"] == "classes"
        kinds = dict(column.split(":") for column in description["columns"].split(";") if column)
        header, rows = self.fields()
        target = header.index(description["target"])
        rows = [row for row in rows if row[target] != "NA"]
        self.features = [name for k, name in enumerate(header) if k != target and kinds.get(name) != "ignored"]
        self.kinds = [kinds.get(name, "numeric") for name in self.features]
        places = [header.index(name) for name in self.features]
        self.x = np.array([[self.value(row[place], kind) for place, kind in zip(places, self.kinds)] for row in rows],
                          dtype=object)
        self.y = np.array([row[target] if self.classes else self.number(row[target]) for row in rows])

    def fields(self):
        path = here / ".." / self.description["file"]
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        separator = SEPARATORS[self.description["separator"]]
        header, *rows = csv.reader(content.decode().splitlines(), delimiter=separator)
        return header, rows

    def number(self, text):
        return float(text.replace(",", ".") if self.description["decimal"] == "comma" else text)

    def value(self, text, kind):
        if text == "NA":
            return math.nan
        return self.number(text) if kind in ["numeric", "boolean"] else text

    def split(self, seed):
        return train_test_split(self.x, self.y, test_size=TEST_SIZE, random_state=seed,
                                stratify=self.y if self.classes else None)

    def preparation(self, train):
        """Inputs in the order of columns; that which indicates missing values follows its column."""
        steps = []
        for k, kind in enumerate(self.kinds):
            if kind == "numeric":
                step = make_pipeline(SimpleImputer(), StandardScaler())
            elif kind == "boolean":
                step = SimpleImputer(strategy="most_frequent")
            elif kind == "categorical":
                step = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
            else:
                step = make_pipeline(OrdinalEncoder(categories=[kind.split("<")]), StandardScaler())
            steps.append((f"{k}", step, [k]))
            if any(value != value for value in train[:, k]):
                steps.append((f"{k} missing", MissingIndicator(features="all"), [k]))
        return ColumnTransformer(steps, sparse_threshold=0)

    def perceptron(self, seed):
        """With the L2 penalty decay / (2 rows) Σ w², which scikit-learn divides by the rows of a batch, not by all."""
        rows = len(self.split(seed)[0])
        batch = int(self.description["batch"])
        settings = dict(hidden_layer_sizes=[int(self.description["hidden"])], activation="relu", solver="adam",
                        learning_rate_init=float(self.description["rate"]), batch_size=batch,
                        max_iter=int(self.description["epochs"]), n_iter_no_change=10**9, tol=0,
                        alpha=float(self.description["decay"]) * batch / rows, random_state=seed)
        return MLPClassifier(**settings) if self.classes else scaled(MLPRegressor(**settings))

    def linear(self):
        return LogisticRegression(max_iter=10000) if self.classes else scaled(LinearRegression())


def scaled(regressor):
    return TransformedTargetRegressor(regressor, transformer=StandardScaler())


def scores(table, model, x, y):
    """Accuracy and log loss, or R², RMSE and MAE. The log loss is that of float32 probabilities, clipped to 2⁻²³."""
    if table.classes:
        probabilities = model.predict_proba(x).astype(np.float32)
        return [accuracy_score(y, model.predict(x)), log_loss(y, probabilities, labels=model.classes_)]
    predicted = model.predict(x)
    return [r2_score(y, predicted), math.sqrt(mean_squared_error(y, predicted)), mean_absolute_error(y, predicted)]


def fitted(table, model, seed):
    """The pipeline fitted to the training rows, scores of the test rows, and seconds of the fit."""
    x_train, x_test, y_train, y_test = table.split(seed)
    start = time.perf_counter()
    pipeline = make_pipeline(table.preparation(x_train), model)
    pipeline.fit(x_train, y_train)
    seconds = time.perf_counter() - start
    return pipeline, scores(table, pipeline, x_test, y_test), seconds


def digest(inputs):
    """SHA-256 of the inputs as float32 in little-endian order, row by row.

    Where the mean replaces a missing value, the imputer's differs from the scaler's in its last bit, and 1e-17 stands
    for 0.
    """
    numbers = inputs.astype("<f4")
    numbers[np.abs(numbers) < 1e-12] = 0
    return hashlib.sha256(np.ascontiguousarray(numbers).tobytes()).hexdigest()


def texts(numbers):
    return [repr(float(number)) for number in numbers]


def write_scores(tables):
    with open(here / "sklearn_table_scores.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["table", "seed", "model", "scores"])
        for table in tables:
            for seed in SEEDS:
                for name, model in [("perceptron", table.perceptron(seed)), ("linear", table.linear())]:
                    writer.writerow([table.name, seed, name, " ".join(texts(fitted(table, model, seed)[1]))])


def write_inputs(tables):
    with open(here / "sklearn_table_inputs.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["table", "seed", "part", "rows", "sha256", "first row"])
        for table in tables:
            for seed in SEEDS:
                x_train, x_test, _, _ = table.split(seed)
                preparation = table.preparation(x_train).fit(x_train)
                for part, x in [("train", x_train), ("test", x_test)]:
                    inputs = preparation.transform(x).astype(float)
                    first = " ".join(texts(inputs[0]))
                    writer.writerow([table.name, seed, part, len(inputs), digest(inputs), first])


def print_times(tables):
    for table in tables:
        for seed in SEEDS:
            _, _, seconds = fitted(table, table.perceptron(seed), seed)
            print(f"{table.name},{seed},{seconds!r}", flush=True)


warnings.filterwarnings("ignore", message=".*Maximum iterations.*")
with open(here / "../tables/scored.csv", newline="") as descriptions:
    scored = [ScoredTable(description) for description in csv.DictReader(descriptions)]
if "--times" in sys.argv:
    print_times(scored)
else:
    write_scores(scored)
    write_inputs(scored)
