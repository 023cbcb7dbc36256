"""Learning problems with JAX + L-BFGS, the peer of docs/benchmarks/learning.py.

    python3 docs/benchmarks/jax_peer.py rings SAMPLES LAYERS FORMULATION [TOLERANCE [TIME_LIMIT]]
    python3 docs/benchmarks/jax_peer.py digits [TOLERANCE [TIME_LIMIT]]

The problems of rings_peer.py (FORMULATION is SL* or SL1; horizon 10, lambda 0.01) and of digits-full.yaml (ten classes by a residual network of
five layers of width 64 with a trained output, cross-entropy). What a user of JAX would write, at its best: float64, the cost as a function of the
controls alone, one layer scanned, compiled, its gradient by reverse differentiation, SciPy's L-BFGS-B with 20 pairs. SciPy can only stop at a
largest entry of the gradient; a callback stops where its norm in L2(0, T) falls below the tolerance: controls are constant on layers of length h, so
that is |dJ/du|/sqrt(h) (h = 1 for the digits, and for their output). Prints a JSON object as soon as it has the first solution, then one with the
seconds of further ones, compiled code all of them, as many as begin within 10 seconds.
"""

import time

BEGIN = time.perf_counter()

import csv
import json
import math
import os
import pathlib
import sys

# SciPy's own matrices have 20 columns: threads of its BLAS would cost many times what they save. JAX's threads are others, and all are used.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import jax
import jax.numpy as jnp
import numpy as np
from scipy.optimize import minimize

jax.config.update("jax_enable_x64", True)
IMPORTED = time.perf_counter()
DIMENSION, HORIZON, LAMBDA = 3, 10.0, 0.01
PIXELS, CLASSES, DIGITS_LAYERS, DIGITS_LAMBDA = 64, 10, 5, 0.1
PAIRS, REPEAT, LIMIT = 20, 5, 10
DIGITS = pathlib.Path(__file__).resolve().parents[2] / "problems" / "data" / "digits.csv"


def sine(rows, columns):
    """The start: 0.1 sin(1 + j + 0.37 k)."""
    k, j = np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij")
    return 0.1 * np.sin(1 + j + 0.37 * k)


def rings(count, layers, formulation):
    """Cost, start, step."""
    half, step = count // 2, HORIZON / layers
    angle = 2 * math.pi * np.arange(half) / half
    circle = np.stack([np.cos(angle), np.sin(angle), np.zeros(half)])
    inputs, targets = jnp.array(np.hstack([0.5 * circle, circle])), jnp.array(np.repeat([1.0, -1.0], half))

    def error(x):
        return jnp.mean((x[2] - targets) ** 2)

    def cost(flat):
        def layer(x, u):
            w, b = u[: DIMENSION**2].reshape(DIMENSION, DIMENSION), u[DIMENSION**2 :, None]
            return x + step * (w @ jnp.tanh(x) + b), error(x) if formulation == "SL*" else None

        last, running = jax.lax.scan(layer, inputs, flat.reshape(layers, -1))
        fit = step * jnp.sum(running) if formulation == "SL*" else error(last)
        return fit + LAMBDA * step * jnp.sum(flat**2)

    return cost, sine(layers, DIMENSION * (DIMENSION + 1)).ravel(), step


def digits():
    """The same; the weights of the output are last, and begin as the first ten rows of the identity."""
    with open(DIGITS, encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    table = np.array(rows, dtype=float)
    inputs, labels = jnp.array(table[:, :PIXELS]), jnp.array(table[:, PIXELS].astype(int))
    size = PIXELS * (PIXELS + 1)

    def cost(flat):
        def layer(x, u):
            return x + jnp.tanh(x @ u[: PIXELS**2].reshape(PIXELS, PIXELS).T + u[PIXELS**2 :]), None

        last, _ = jax.lax.scan(layer, inputs, flat[: DIGITS_LAYERS * size].reshape(DIGITS_LAYERS, size))
        z = last @ flat[DIGITS_LAYERS * size :].reshape(CLASSES, PIXELS).T
        chosen = jnp.take_along_axis(jax.nn.log_softmax(z), labels[:, None], axis=1)
        return -jnp.mean(chosen) + DIGITS_LAMBDA * jnp.sum(flat**2)

    return cost, np.concatenate([sine(DIGITS_LAYERS, size).ravel(), np.eye(CLASSES, PIXELS).ravel()]), 1.0


class Descent:
    """One run of L-BFGS-B to a norm of the gradient."""

    def __init__(self, gradient, step, tolerance, limit):
        self.gradient, self.step, self.tolerance, self.limit = gradient, step, tolerance, limit
        self.point = self.norm = None
        self.status, self.evaluations = "stalled", 0

    def evaluate(self, u):
        value, g = self.gradient(u)
        g = np.asarray(g)
        self.evaluations += 1
        self.point, self.norm = u.copy(), float(np.linalg.norm(g)) / math.sqrt(self.step)
        return float(value), g

    def accepted(self, u):
        # The last point evaluated is the one accepted.
        if self.norm <= self.tolerance and np.array_equal(u, self.point):
            self.status = "solved"
            raise StopIteration
        if time.perf_counter() - self.begin > self.limit:
            self.status = "time limit"
            raise StopIteration

    def run(self, start):
        self.begin = time.perf_counter()
        options = {"maxcor": PAIRS, "maxiter": 10**6, "maxfun": 10**6, "maxls": 50, "gtol": 0, "ftol": 0}
        result = minimize(self.evaluate, start, jac=True, method="L-BFGS-B", callback=self.accepted, options=options)
        return result, time.perf_counter() - self.begin


def main():
    arguments = sys.argv[1:]
    if arguments[0] == "rings":
        cost, start, step = rings(int(arguments[1]), int(arguments[2]), arguments[3])
        arguments = arguments[4:]
    else:
        cost, start, step = digits()
        arguments = arguments[1:]
    tolerance = float(arguments[0]) if arguments else 1e-6
    limit = float(arguments[1]) if len(arguments) > 1 else math.inf
    ready = time.perf_counter()
    gradient = jax.jit(jax.value_and_grad(cost)).lower(start).compile()
    compiled = time.perf_counter()
    descent = Descent(gradient, step, tolerance, limit)
    result, seconds = descent.run(start)
    value, g = gradient(result.x)
    print(json.dumps({
        "status": descent.status, "message": str(result.message), "iterations": result.nit, "evaluations": descent.evaluations,
        "objective": float(value), "gradientNorm": float(np.linalg.norm(g)) / math.sqrt(step), "unknowns": start.size,
        "import": IMPORTED - BEGIN, "setUp": ready - IMPORTED, "compile": compiled - ready, "solve": seconds,
    }), flush=True)
    warm, begin = [seconds], time.perf_counter() - seconds
    while len(warm) < REPEAT and time.perf_counter() - begin + seconds < LIMIT:
        warm.append(Descent(gradient, step, tolerance, limit).run(start)[1])
    print(json.dumps({"warm": warm}), flush=True)


if __name__ == "__main__":
    main()
