"""Writes ../tables: data sets of scikit-learn, one of its generators, and those of R (in ../tables/r), as CSV files of
several dialects. Needs scikit-learn and R: in Debian python3-sklearn and r-base-core.
"""
import csv
import gzip
import io
import pathlib
import subprocess

from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine, make_friedman1

tables = pathlib.Path(__file__).parent / "../tables"


def number(value, decimals=None):
    return f"{value:.{decimals}f}" if decimals else f"{value:.12g}"


def lines(header, rows, separator=","):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def wine():
    """As spreadsheets of half of Europe write it: semicolons and decimal commas."""
    data = load_wine()
    rows = [[number(value).replace(".", ",") for value in values] + [data.target_names[target]]
            for values, target in zip(data.data, data.target)]
    (tables / "wine.csv").write_bytes(lines(data.feature_names + ["cultivar"], rows, ";"))


def breast_cancer():
    data = load_breast_cancer()
    rows = [[number(value) for value in values] + [data.target_names[target]]
            for values, target in zip(data.data, data.target)]
    text = lines(list(data.feature_names) + ["diagnosis"], rows)
    (tables / "breast_cancer.csv.gz").write_bytes(gzip.compress(text, mtime=0))


def diabetes():
    """Separated by tabs; unscaled, as first published."""
    data = load_diabetes(scaled=False)
    rows = [[number(value) for value in values] + [number(target)] for values, target in zip(data.data, data.target)]
    (tables / "diabetes.csv").write_bytes(lines(data.feature_names + ["progression"], rows, "\t"))


def friedman1():
    """10 sin(π x0 x1) + 20 (x2 − 0.5)² + 10 x3 + 5 x4 + noise of deviation 1; x5 to x9 are irrelevant."""
    inputs, outputs = make_friedman1(1000, noise=1, random_state=1)
    rows = [[number(value, 4) for value in values] + [number(output, 4)] for values, output in zip(inputs, outputs)]
    (tables / "friedman1.csv").write_bytes(lines([f"x{k}" for k in range(10)] + ["y"], rows))


def data_sets_of_r():
    """As write.csv writes them, and CO2 as write.csv2 does."""
    folder = tables / "r"
    folder.mkdir(exist_ok=True)
    subprocess.run(["Rscript", "--vanilla", "-e", """
        for (name in c("airquality", "esoph", "infert", "quakes", "ToothGrowth", "warpbreaks")) {
          write.csv(get(name), paste0(tolower(name), ".csv"), row.names = FALSE)
        }
        write.csv(cbind(model = rownames(mtcars), mtcars), "mtcars.csv", row.names = FALSE)
        write.csv2(CO2, "co2.csv", row.names = FALSE)
        people <- as.data.frame(Titanic)
        people <- people[rep(seq_len(nrow(people)), people$Freq), names(people) != "Freq"]
        write.csv(people, "titanic.csv", row.names = FALSE)
        """], cwd=folder, check=True)


wine()
breast_cancer()
diabetes()
friedman1()
data_sets_of_r()
