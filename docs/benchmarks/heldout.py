"""Accuracy on held-out rows: our networks beside scikit-learn's logistic regression, on the same rows for training and testing.

    python3 docs/benchmarks/heldout.py [--turnpike ./turnpike]

For each problem, `turnpike solve` trains and says its accuracy; `turnpike predict` classifies all rows of the table again with the saved solution, and
the rows under `learning.testRows` of solution.json are counted here. Logistic regression (scikit-learn's defaults: C = 1, lbfgs) gets the other rows,
once with the very inputs that the network sees (standardised or reduced with the numbers of the solution), once with all features, standardised.
Prints the rows of the table in docs/learning.md. Needs scikit-learn and numpy.
"""

import argparse
import csv
import json
import pathlib
import subprocess
import tempfile

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HOME = pathlib.Path(__file__).resolve().parents[2]
PROBLEMS = {
    "iris-node2": ("iris.csv", "species"),
    "iris-mlp": ("iris.csv", "species"),
    "breast-cancer-node2": ("breast_cancer.csv", "diagnosis"),
    "digits-resnet": ("digits.csv", "digit"),
}


def prepared(x, network):
    if "standardization" in network:
        x = (x - network["standardization"]["mean"]) / network["standardization"]["deviation"]
    if "principalComponents" in network:
        x = (x - network["principalComponents"]["center"]) @ np.array(network["principalComponents"]["axes"]).T
    return x


def percent(right):
    return f"{100 * np.mean(right):.1f} % ({np.sum(right)})"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--turnpike", default=str(HOME / "turnpike"))
    turnpike = parser.parse_args().turnpike
    print("| problem | rows for training, testing | Turnpike, `solve` | Turnpike, `predict` | logistic regression, same inputs | logistic regression, all features |")
    print("|---|---|---|---|---|---|")
    for name, (file, label) in PROBLEMS.items():
        path = HOME / "problems" / "data" / file
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([turnpike, "solve", HOME / "problems" / f"{name}.yaml", "--quiet", "--out", folder], check=True, stdout=subprocess.DEVNULL)
            learning = json.load(open(pathlib.Path(folder) / "solution.json"))["learning"]
            output = subprocess.run([turnpike, "predict", folder, "--data", path], check=True, capture_output=True, text=True).stdout
        table = list(csv.DictReader(open(path)))
        truth = np.array([row[label] for row in table])
        x = np.array([[float(row[f]) for f in learning["network"]["features"]] for row in table])
        test = np.isin(np.arange(1, len(table) + 1), learning["testRows"])
        predicted = np.array([row["class"] for row in csv.DictReader(output.splitlines())])
        same = prepared(x, learning["network"])
        one = LogisticRegression(max_iter=10000).fit(same[~test], truth[~test])
        two = make_pipeline(StandardScaler(), LogisticRegression(max_iter=10000)).fit(x[~test], truth[~test])
        print(f"| `{name}` | {np.sum(~test)}, {np.sum(test)} | {100 * learning['testAccuracy']:.1f} % | {percent((predicted == truth)[test])} "
              f"| {percent((one.predict(same) == truth)[test])} | {percent((two.predict(x) == truth)[test])} |", flush=True)


if __name__ == "__main__":
    main()
