"""Writes ../tables/members.csv, a made table, and sklearn_preparation.csv: its rows as scikit-learn prepares them.

The first 60 rows are those that everything is fitted to; the others have categories and missing values of their own.
"""
import csv
import math
import pathlib

import numpy as np
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, OrdinalEncoder, StandardScaler

TRAIN = 60
ROWS = 90
SIZES = ["S", "M", "L", "XL"]
here = pathlib.Path(__file__).parent
random = np.random.RandomState(22)


def table():
    cities = ["Oslo", "Bergen", "Århus", "Zürich", "Łódź", "Bergen op Zoom", "oslo"]
    shares = [0.34, 0.26, 0.14, 0.1, 0.08, 0.05, 0.03]
    rows = []
    for row in range(ROWS):
        age = float(random.randint(18, 90))
        income = round(float(random.lognormal(10, 1)), 2)
        city = cities[random.choice(len(cities), p=shares)]
        size = SIZES[random.randint(4)]
        member = ["no", "yes"][random.randint(2)]
        day = np.datetime64("2019-03-01") + random.randint(2000)
        children = float(random.randint(0, 4))
        if random.rand() < 0.15:
            age = math.nan
        if random.rand() < 0.1:
            city = ""
        if random.rand() < 0.1:
            member = ""
        if row >= TRAIN and random.rand() < 0.2:
            income = math.nan
        if row >= TRAIN and random.rand() < 0.3:
            city = "Reykjavík"
        if random.rand() < 0.1:
            size = ""
        score = (0 if math.isnan(age) else age / 90) + (city == "Oslo") + (member == "yes") + random.normal() / 4
        rows.append([age, income, city, size, member, str(day), children, "high" if score > 1.2 else "low"])
    return rows


def column(rows, index):
    return np.array([[row[index]] for row in rows], dtype=float)


def texts(rows, index):
    return np.array([[row[index] if row[index] else np.nan] for row in rows], dtype=object)


def numbers(train, all_rows, strategy, scaler):
    """Imputed, then scaled, then the indicator, if the training rows lack values."""
    imputer = SimpleImputer(strategy=strategy)
    filled = imputer.fit_transform(train)
    fitted = scaler().fit(filled) if scaler else None
    values = imputer.transform(all_rows)
    columns = [fitted.transform(values) if fitted else values]
    if np.isnan(train).any():
        columns.append(np.isnan(all_rows).astype(float))
    return columns


def categories(train, all_rows, limits):
    """One-hot without missing values, then the indicator, if the training rows lack values."""
    def missing(values):
        return np.array([[isinstance(value, float)] for value in values[:, 0]])
    encoder = OneHotEncoder(handle_unknown="infrequent_if_exist", sparse_output=False, **limits)
    encoder.fit(train[~missing(train)[:, 0]])
    hot = np.zeros((len(all_rows), len(encoder.get_feature_names_out())))
    present = ~missing(all_rows)[:, 0]
    hot[present] = encoder.transform(all_rows[present])
    return [hot, missing(all_rows).astype(float)] if missing(train).any() else [hot]


def prepared(rows, strategy, scaler, limits):
    columns = []
    columns += numbers(column(rows[:TRAIN], 0), column(rows, 0), strategy, scaler)
    columns += numbers(column(rows[:TRAIN], 1), column(rows, 1), strategy, scaler)
    columns += categories(texts(rows[:TRAIN], 2), texts(rows, 2), limits)
    sizes = texts(rows, 3)
    known = np.array([isinstance(size, str) for size in sizes[:, 0]])
    positions = np.full(sizes.shape, math.nan)
    positions[known] = OrdinalEncoder(categories=[SIZES]).fit_transform(sizes[known])
    columns += numbers(positions[:TRAIN], positions, strategy, scaler)
    truth = np.array([[{"no": 0.0, "yes": 1.0, "": math.nan}[row[4]]] for row in rows])
    columns += numbers(truth[:TRAIN], truth, "most_frequent", None)
    days = np.array([[float((np.datetime64(row[5]) - np.datetime64("1970-01-01")).astype(int))] for row in rows])
    columns += numbers(days[:TRAIN], days, strategy, scaler)
    columns += numbers(column(rows[:TRAIN], 6), column(rows, 6), strategy, scaler)
    return np.hstack(columns)


rows = table()
with open(here / "../tables/members.csv", "w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["age", "income", "city", "size", "member", "joined", "children", "segment"])
    for row in rows:
        writer.writerow(["" if isinstance(cell, float) and math.isnan(cell)
                         else f"{cell:g}" if isinstance(cell, float) and cell == int(cell) else cell
                         for cell in row])

with open(here / "sklearn_preparation.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["variant", "row", "inputs"])
    for name, strategy, scaler, limits in [
            ("mean", "mean", StandardScaler, {}),
            ("median", "median", MinMaxScaler, {"max_categories": 4}),
            ("most-frequent", "most_frequent", None, {"min_frequency": 6}),
            ("both-limits", "mean", StandardScaler, {"max_categories": 3, "min_frequency": 2}),
            ("as-many-as-there-are", "mean", StandardScaler, {"max_categories": 7})]:
        for row, inputs in enumerate(prepared(rows, strategy, scaler, limits)):
            writer.writerow([name, row, " ".join(repr(float(value)) for value in inputs)])
