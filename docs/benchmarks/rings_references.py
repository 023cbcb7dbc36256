"""Reference values of problems/rings-l1.yaml and problems/rings-exact.yaml: the same programs, written down again with CasADi.

    python3 docs/benchmarks/rings_references.py exact|L1 [PHASE]

Layers of the explicit midpoint rule, the start of docs/benchmarks/rings_peer.py, its sine shifted by PHASE. exact: lambda h sum |u_k|^2 subject to
x3 = target at the end. L1: u on [0, s] in K layers, s unknown, nothing after; h = s/K, |u_k|^2 <= M^2, the error at the midpoints of
the layers, (T - s) times the error at the end, lambda M s for the control.
"""

import math
import sys

import casadi as ca
from rings_peer import CONTROLS, DIMENSION, LAMBDA, rings


def midpoint(count):
    """x+ and the midpoint of all samples."""
    states, controls, step = ca.SX.sym("x", DIMENSION, count), ca.SX.sym("u", CONTROLS), ca.SX.sym("h")
    weights = ca.reshape(controls[: DIMENSION**2], DIMENSION, DIMENSION).T

    def rates(x):
        return weights @ ca.tanh(x) + ca.repmat(controls[DIMENSION**2 :], 1, count)

    middle = states + step / 2 * rates(states)
    return ca.Function("layer", [states, controls, step], [states + step * rates(middle), middle])


def main():
    formulation, phase = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 0.0
    count, horizon, layers, limit, first = (20, 5.0, 20, 5.0, 1.1) if formulation == "L1" else (10, 10.0, 20, math.inf, 10.0)
    inputs, targets = rings(count)
    forward = midpoint(count)
    some = ca.SX.sym("x", DIMENSION, count)
    error = ca.Function("phi", [some], [ca.sumsqr(some[2, :] - targets) / count])
    end = ca.MX.sym("s") if formulation == "L1" else ca.MX(horizon)
    unknowns, start, low, high = ([end], [first], [0], [horizon]) if formulation == "L1" else ([], [], [], [])
    rows, row_low, row_high = [], [], []
    cost, state, value = 0, ca.MX(inputs), inputs
    for k in range(layers):
        control, following = ca.MX.sym(f"u{k}", CONTROLS), ca.MX.sym(f"x{k + 1}", DIMENSION, count)
        guess = ca.DM([0.1 * math.sin(1 + phase + j + 0.37 * k) for j in range(CONTROLS)])
        guess = guess * (limit / ca.norm_2(guess) if formulation == "L1" else 1)
        after, middle = forward(state, control, end / layers)
        rows.append(ca.vec(following - after))
        row_low += [0] * (DIMENSION * count)
        row_high += [0] * (DIMENSION * count)
        if formulation == "L1":
            cost += end / layers * error(middle)
            rows.append(ca.sumsqr(control))
            row_low.append(-math.inf)
            row_high.append(limit**2)
        else:
            cost += LAMBDA * horizon / layers * ca.sumsqr(control)
        value = forward(value, guess, first / layers)[0]
        unknowns += [control, ca.vec(following)]
        start += [guess, ca.vec(value)]
        low += [-math.inf] * (CONTROLS + DIMENSION * count)
        high += [math.inf] * (CONTROLS + DIMENSION * count)
        state = following
    if formulation == "L1":
        cost += (horizon - end) * error(state) + LAMBDA * limit * end
    else:
        rows.append((state[2, :] - targets).T)
        row_low += [0] * count
        row_high += [0] * count
    program = {"x": ca.vertcat(*unknowns), "f": cost, "g": ca.vertcat(*rows)}
    options = {"print_time": False, "ipopt": {"tol": 1e-9, "print_level": 0, "sb": "yes", "max_iter": 3000}}
    solver = ca.nlpsol("rings", "ipopt", program, options)
    result = solver(x0=ca.vertcat(*start), lbx=low, ubx=high, lbg=row_low, ubg=row_high)
    print(solver.stats()["return_status"], solver.stats()["iter_count"], float(result["f"]), float(result["x"][0]))


if __name__ == "__main__":
    main()
