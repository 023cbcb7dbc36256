"""The learning problem "rings" with CasADi + Ipopt, the peer of docs/benchmarks/rings.py.

    python3 docs/benchmarks/rings_peer.py SAMPLES LAYERS FORMULATION [TOLERANCE]

FORMULATION is SL* or SL1; horizon 10, lambda 0.01. Prints one JSON object. CasADi at its best: one layer of all samples is an SX
function, called once per layer in an MX graph; exact sparse derivatives; unknowns in the order of the layers; given inputs are no unknowns.

The problem. Half of the N samples lie on a circle of radius 1/2 (target 1), half on the unit circle (target -1), at equal angles from 0,
in the plane x3 = 0 of a space of three dimensions. x+ = x + h (w tanh x + b) with one w (3 x 3, row-major) and b for all samples of
a layer; phi(x) = (1/N) sum (x3 - target)^2. SL*: h sum_k phi(x_k) + lambda h sum_k |u_k|^2, k = 0 .. K-1; SL1: phi(x_K) in place of the
first sum. Training starts from u_kj = sin(1 + j + 0.37 k)/10 and the states that follow.
"""

import json
import math
import sys
import time

import casadi as ca

DIMENSION, HORIZON, LAMBDA = 3, 10.0, 0.01
CONTROLS = DIMENSION * (DIMENSION + 1)


def rings(count):
    """Inputs (3 x N) and targets (1 x N)."""
    inputs, targets = ca.DM.zeros(DIMENSION, count), ca.DM.zeros(1, count)
    half = count // 2
    for i in range(count):
        radius, angle = (0.5 if i < half else 1.0), 2 * math.pi * (i % half) / half
        inputs[0, i], inputs[1, i] = radius * math.cos(angle), radius * math.sin(angle)
        targets[i] = 1 if i < half else -1
    return inputs, targets


def layer(count, step):
    """x+ of all samples."""
    states, controls = ca.SX.sym("x", DIMENSION, count), ca.SX.sym("u", CONTROLS)
    weights = ca.reshape(controls[: DIMENSION**2], DIMENSION, DIMENSION).T
    rates = weights @ ca.tanh(states) + ca.repmat(controls[DIMENSION**2 :], 1, count)
    return ca.Function("layer", [states, controls], [states + step * rates])


def main():
    count, layers, formulation = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    tolerance = float(sys.argv[4]) if len(sys.argv) > 4 else 1e-8
    begin = time.perf_counter()
    step = HORIZON / layers
    forward = layer(count, step)
    inputs, targets = rings(count)
    some = ca.SX.sym("x", DIMENSION, count)
    error = ca.Function("phi", [some], [ca.sumsqr(some[2, :] - targets) / count])

    unknowns, start, equations, controls = [], [], [], []
    cost, state, value = 0, ca.MX(inputs), inputs
    # The cost of the controls alone, for the norm of its gradient at the solution.
    reduced, along = 0, ca.MX(inputs)
    for k in range(layers):
        control = ca.MX.sym(f"u{k}", CONTROLS)
        following = ca.MX.sym(f"x{k + 1}", DIMENSION, count)
        guess = ca.DM([0.1 * math.sin(1 + j + 0.37 * k) for j in range(CONTROLS)])
        cost += LAMBDA * step * ca.sumsqr(control)
        if formulation == "SL*":
            cost += step * error(state)
            reduced += step * error(along)
        along = forward(along, control)
        reduced += LAMBDA * step * ca.sumsqr(control)
        controls.append(control)
        equations.append(ca.vec(following - forward(state, control)))
        value = forward(value, guess)
        unknowns += [control, ca.vec(following)]
        start += [guess, ca.vec(value)]
        state = following
    if formulation == "SL1":
        cost += error(state)
        reduced += error(along)
    program = {"x": ca.vertcat(*unknowns), "f": cost, "g": ca.vertcat(*equations)}
    options = {"print_time": False, "ipopt": {"tol": tolerance, "print_level": 0, "sb": "yes", "max_iter": 3000}}
    solver = ca.nlpsol("rings", "ipopt", program, options)
    built = time.perf_counter()
    result = solver(x0=ca.vertcat(*start), lbg=0, ubg=0)
    solved = time.perf_counter()
    statistics = solver.stats()
    # In L2(0, T): controls are constant on layers.
    gradient = ca.Function("gradient", [ca.vertcat(*unknowns)], [ca.gradient(reduced, ca.vertcat(*controls))])
    norm = float(ca.norm_2(gradient(result["x"]))) / math.sqrt(step)
    evaluation = sum(seconds for key, seconds in statistics.items() if key.startswith("t_wall_nlp_"))
    print(json.dumps({
        "variables": program["x"].shape[0], "constraints": program["g"].shape[0], "iterations": statistics["iter_count"],
        "status": statistics["return_status"], "objective": float(result["f"]), "gradientNorm": norm, "build": built - begin, "solve": solved - built,
        "linearAlgebraShare": 1 - evaluation / (solved - built),
    }))


if __name__ == "__main__":
    main()
