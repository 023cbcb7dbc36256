"""Checks trained networks by another program: the cost as a function of the weights alone, written in JAX, minimised by SciPy's L-BFGS.

    python3 docs/benchmarks/learning_references.py [--turnpike ./turnpike] [PROBLEM ...]

For each problem, `turnpike solve` trains; then L-BFGS starts from that solution with noise of 5 % on every weight. One line a problem: our objective,
the cost that JAX computes for our weights, what L-BFGS ends with, the relative difference of the last to the first. A local optimum is confirmed if
all three agree; where L-BFGS ends lower, there is a better one near. The model, P, and the prepared inputs come from the solution folder, the
targets from the data or from the generator's rule. Needs jax, scipy, numpy, pyyaml.
"""

import argparse
import csv
import json
import pathlib
import subprocess
import tempfile

import jax
import jax.numpy as jnp
import numpy as np
import yaml
from scipy.optimize import minimize

jax.config.update("jax_enable_x64", True)
HOME = pathlib.Path(__file__).resolve().parents[2]
PROBLEMS = ["breast-cancer-node2", "digits-resnet", "iris-node2", "iris-mlp", "iris-softmax", "moons-resnet", "spirals-node2", "chess-node2", "sin-mlp2"]
ACTIVATIONS = {"tanh": jnp.tanh, "atan": jnp.arctan}
TABLEAUS = {
    "euler": ([[0.0]], [1.0]),
    "midpoint": ([[0, 0], [0.5, 0]], [0.0, 1.0]),
    "rk4": ([[0, 0, 0, 0], [0.5, 0, 0, 0], [0, 0.5, 0, 0], [0, 0, 1, 0]], [1 / 6, 1 / 3, 1 / 3, 1 / 6]),
    "gauss-legendre-2": ([[0.25, 0.25 - 3**0.5 / 6], [0.25 + 3**0.5 / 6, 0.25]], [0.5, 0.5]),
}


def rows_of(learning, solution):
    """Training inputs as the network sees them, and targets: numbers, or classes."""
    data, network = learning["data"], solution["learning"]["network"]
    if "csv" not in data:
        return None
    table = list(csv.DictReader(open(HOME / "problems" / data["csv"])))
    test = set(solution["learning"]["testRows"])
    table = [row for i, row in enumerate(table, 1) if i not in test]
    x = np.array([[float(row[f]) for f in network["features"]] for row in table])
    if "standardization" in network:
        x = (x - network["standardization"]["mean"]) / network["standardization"]["deviation"]
    if "principalComponents" in network:
        x = (x - network["principalComponents"]["center"]) @ np.array(network["principalComponents"]["axes"]).T
    return x, np.array([network["classes"].index(row[data["label"]]) for row in table])


def generated(learning, solution, folder):
    """Inputs from the trajectories' first row; targets by the generator's rule."""
    if learning["model"]["kind"].startswith("mlp"):
        n = learning["data"]["samples"]
        x = np.linspace(-np.pi, np.pi, n)[:, None]
        return x, np.sin(x)
    head, first = list(csv.reader(open(folder / "trajectory.csv")))[:2]
    x = np.array([float(v) for v in first[3:]]).reshape(-1, int(head[-1].split("_")[1]))
    n, name = len(x), learning["data"]["generator"]
    if name == "spirals":
        return x, 1 - np.arange(n) % 2
    if name == "chess":
        return x, 1 - np.arange(n) % 9 % 2
    # Moons: the first half of all samples has label -1; the test rows are gone.
    kept = [i for i in range(learning["data"]["samples"]) if i + 1 not in solution["learning"]["testRows"]]
    return x, (np.array(kept) >= learning["data"]["samples"] // 2).astype(int)


def cost_of(learning, solution, x, y):
    network, loss = solution["learning"]["network"], learning["loss"]
    kind, widths, layers = network["kind"], network["widths"], network["layers"]
    sigma = ACTIVATIONS[network["activation"]]
    # A perceptron lists its widths from the inputs on, other models have one.
    perceptron = kind.startswith("mlp")
    sizes = [int(w) for w in (widths if perceptron else widths * (layers + 1))]
    shapes = [(sizes[k + 1], sizes[k]) for k in range(layers)]
    weight = 1.0 if perceptron or not network["continuous"] and kind == "resnet" else network["end"] / layers
    x = jnp.array(np.pad(x, ((0, 0), (0, sizes[0] - x.shape[1]))))
    trained = learning.get("output", {}).get("trained", False)
    p0 = np.array(network["outputMatrix"])
    count = [m * d + m for m, d in shapes]
    u0 = np.concatenate([np.concatenate(network["controls"]), p0.ravel() if trained else []])

    def layer(x, w, b):
        if kind in ("mlp", "resnet"):
            new = sigma(x @ w.T + b)
            return x + new if kind == "resnet" else new
        return sigma(x) @ w.T + b

    def step(x, w, b):
        if kind != "node2":
            return layer(x, w, b)
        a, weights = TABLEAUS[network["integrator"]]

        def sweep(rates, _):
            rates = list(rates)
            for j in range(len(a)):
                rates[j] = layer(x + weight * sum(c * r for c, r in zip(a[j], rates)), w, b)
            return tuple(rates), None

        rates = tuple(jnp.zeros_like(x) for _ in weights)
        # Implicit stages by fixed-point sweeps.
        rates = jax.lax.scan(sweep, rates, None, length=100)[0] if a[0][0] else sweep(rates, None)[0]
        return x + weight * sum(c * r for c, r in zip(weights, rates))

    def cost(u):
        state, at = x, 0
        for (m, d), n in zip(shapes, count):
            state = step(state, u[at : at + m * d].reshape(m, d), u[at + m * d : at + n])
            at += n
        p = u[at:].reshape(p0.shape) if trained else jnp.array(p0)
        z = state @ p.T
        lam = float(learning["lambda"])
        penalty = lam * weight * jnp.sum(u[:at] ** 2) + (lam * jnp.sum(u[at:] ** 2) if trained else 0)
        if network["nonlinearity"] == "softmax":
            z = jax.nn.softmax(z)
        if loss == "logistic":
            error = jnp.logaddexp(0, -z[:, 0] * (2 * y - 1))
        elif loss == "cross-entropy":
            error = -jax.nn.log_softmax(z)[jnp.arange(len(y)), y]
        else:
            code = y if y.ndim == 2 else 2.0 * y[:, None] - 1 if z.shape[1] == 1 else jnp.eye(z.shape[1])[y]
            error = jnp.sum((z - code) ** 2, axis=1)
        return jnp.mean(error) + penalty

    return cost, u0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--turnpike", default=str(HOME / "turnpike"))
    parser.add_argument("problems", nargs="*", default=PROBLEMS)
    arguments = parser.parse_args()
    for name in arguments.problems:
        learning = yaml.safe_load(open(HOME / "problems" / f"{name}.yaml"))["learning"]
        with tempfile.TemporaryDirectory() as out:
            folder = pathlib.Path(out) / name
            subprocess.run([arguments.turnpike, "solve", HOME / "problems" / f"{name}.yaml", "--quiet", "--out", folder], stdout=subprocess.DEVNULL)
            solution = json.load(open(folder / "solution.json"))
            x, y = rows_of(learning, solution) or generated(learning, solution, folder)
        cost, u0 = cost_of(learning, solution, x, y)
        gradient = jax.jit(jax.value_and_grad(cost))
        start = u0 * (1 + 0.05 * np.random.default_rng(1).standard_normal(len(u0)))
        result = minimize(lambda u: tuple(np.asarray(v, float) for v in gradient(u)), start, jac=True, method="L-BFGS-B",
                          options={"maxiter": 20000, "maxfun": 40000, "maxcor": 30, "gtol": 1e-8, "ftol": 0})
        ours = solution["objective"]
        print(f"{name:22s} turnpike {ours:.10g}  same weights in JAX {float(cost(u0)):.10g}  L-BFGS {result.fun:.10g}"
              f"  relative difference {(result.fun - ours) / ours:+.1e}", flush=True)


if __name__ == "__main__":
    main()
