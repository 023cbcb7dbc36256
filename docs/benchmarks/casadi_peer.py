"""The rival of the benchmark: CasADi and Ipopt on the same discretised problem, from the same start, to the same tolerance.

    python3 casadi_peer.py PROBLEM SCHEME INTERVALS TOLERANCE [ASSEMBLY]

PROBLEM    goddard, robot-arm or cart-pole: problems/PROBLEM.yaml, written out in Python
SCHEME     trapezoid, hermite-simpson (separated: the midpoints' states and controls are unknowns) or radau-3 (differential form)
ASSEMBLY   map (default), loop or expand: how CasADi gets the problem; see below

Prints one line of JSON: build (seconds, expressions and their derivatives until the solver is ready), solve (seconds inside Ipopt and
the functions it calls), iterations, objective (in the problem's sense), status, variables, constraints. Needs casadi and numpy.

How CasADi is at its best: the equations of one interval are an SX function, evaluated by Function.map over all intervals. "loop" calls
the same function once an interval, which makes CasADi differentiate a graph that grows with the mesh; "expand" flattens everything to
scalar operations. For goddard, hermite-simpson, 1,000 intervals, the three took 1.0, 9.8 and 2.3 s to build in one run, and 1.2, 17.3 and
5.1 s for robot-arm; map is the default. The unknowns are ordered interval by interval: one block for all states, one for all controls
and so on took two to five times as long to build.
"""

import json
import math
import sys
import time

import casadi as ca
import numpy as np

INF = math.inf


class Problem:
    """x' = f(x, u); bounds, ends and guesses as in the problem file. A free final time is an unknown."""

    def __init__(self, states, controls, dynamics, final_time, running=None, final=None, maximize=False):
        self.states = states  # name: (start, end, lower, upper, guess as a function of t/T or None for the straight line)
        self.controls = controls  # name: (lower, upper, guess)
        self.dynamics = dynamics
        self.final_time = final_time  # (lower, upper, guess)
        self.running = running or (lambda x, u: 0)
        self.final = final or (lambda x, T: 0)
        self.maximize = maximize


def goddard():
    thrust, drag_constant, beta, c = 3.5, 310.0, 500.0, 0.5

    def dynamics(x, u):
        h, v, m = x
        drag = drag_constant * v**2 * ca.exp(-beta * (h - 1))
        return [v, (u[0] - drag) / m - 1 / h**2, -u[0] / c]

    return Problem(
        states={
            "h": (1, None, 1, INF, lambda s: 1 + 0.01 * s),
            "v": (0, None, 0, INF, lambda s: 0.05),
            "m": (1, 0.6, 0.6, 1, None),
        },
        controls={"u": (0, thrust, thrust / 2)},
        dynamics=dynamics,
        final_time=(0.01, 1, 0.2),
        final=lambda x, T: x[0],
        maximize=True,
    )


def robot_arm():
    length = 5.0

    def dynamics(x, u):
        rho, rhodot, _, thetadot, phi, phidot = x
        inertia = ((length - rho) ** 3 + rho**3) / 3
        return [rhodot, u[0] / length, thetadot, u[1] / (inertia * ca.sin(phi) ** 2), phidot, u[2] / inertia]

    return Problem(
        states={
            "rho": (4.5, 4.5, 0, length, None),
            "rhodot": (0, 0, -INF, INF, None),
            "theta": (0, 2 * math.pi / 3, -math.pi, math.pi, None),
            "thetadot": (0, 0, -INF, INF, None),
            "phi": (math.pi / 4, math.pi / 4, 0, math.pi, None),
            "phidot": (0, 0, -INF, INF, None),
        },
        controls={"u1": (-1, 1, 0), "u2": (-1, 1, 0), "u3": (-1, 1, 0)},
        dynamics=dynamics,
        final_time=(1, 50, 9),
        final=lambda x, T: T,
    )


def cart_pole():
    m1, m2, length, g = 1.0, 0.3, 0.5, 9.81

    def dynamics(x, u):
        _, theta, v, omega = x
        push = u[0] + m2 * length * omega**2 * ca.sin(theta)
        determinant = m2 * length * ca.cos(theta) ** 2 - length * (m1 + m2)
        return [
            v,
            omega,
            (-m2 * length * g * ca.sin(theta) * ca.cos(theta) - length * push) / determinant,
            ((m1 + m2) * g * ca.sin(theta) + ca.cos(theta) * push) / determinant,
        ]

    return Problem(
        states={
            "x": (0, 1, -2, 2, None),
            "theta": (0, math.pi, -INF, INF, None),
            "v": (0, 0, -INF, INF, None),
            "omega": (0, 0, -INF, INF, None),
        },
        controls={"u": (-20, 20, 0)},
        dynamics=dynamics,
        final_time=(2, 2, 2),
        running=lambda x, u: u[0] ** 2,
    )


PROBLEMS = {"goddard": goddard, "robot-arm": robot_arm, "cart-pole": cart_pole}


class Interval:
    """The equations of one interval as an SX function.

    Arguments: x at its ends, u at its ends (schemes with controls at the nodes), the interval's own unknowns, its length.
    Results: the equations, which must vanish, and the interval's share of the integral cost.
    ``layout`` lists the own unknowns in order as (kind, position in [0, 1]).
    """

    def __init__(self, problem, scheme):
        nx, nu = len(problem.states), len(problem.controls)
        x, u = ca.SX.sym("x", nx), ca.SX.sym("u", nu)
        f = ca.Function(
            "f", [x, u], [ca.vertcat(*problem.dynamics(ca.vertsplit(x), ca.vertsplit(u))), problem.running(ca.vertsplit(x), ca.vertsplit(u))]
        )
        left, right, h = ca.SX.sym("left", nx), ca.SX.sym("right", nx), ca.SX.sym("h")
        uleft, uright = ca.SX.sym("uleft", nu), ca.SX.sym("uright", nu)
        self.nodal_controls = scheme != "radau-3"
        if scheme == "trapezoid":
            self.layout = []
            own = ca.SX(0, 1)
            (f0, l0), (f1, l1) = f(left, uleft), f(right, uright)
            equations = [right - left - h / 2 * (f0 + f1)]
            cost = h / 2 * (l0 + l1)
        elif scheme == "hermite-simpson":
            self.layout = [("x", 0.5), ("u", 0.5)]
            own = ca.SX.sym("own", nx + nu)
            middle = own[:nx]
            (f0, l0), (fm, lm), (f1, l1) = f(left, uleft), f(middle, own[nx:]), f(right, uright)
            equations = [
                middle - (left + right) / 2 - h / 8 * (f0 - f1),
                right - left - h / 6 * (f0 + 4 * fm + f1),
            ]
            cost = h / 6 * (l0 + 4 * lm + l1)
        elif scheme == "radau-3":
            # The third point is the right node: own states belong to the first two only.
            tau = [0.0] + ca.collocation_points(3, "radau")
            self.layout = [("x", tau[1]), ("x", tau[2]), ("u", tau[1]), ("u", tau[2]), ("u", tau[3])]
            own = ca.SX.sym("own", 2 * nx + 3 * nu)
            points = [left, own[:nx], own[nx : 2 * nx], right]
            slopes, _, weights = ca.collocation_coeff(tau[1:])
            slopes, weights = np.array(slopes), np.array(weights).ravel()
            equations, cost = [], 0
            for j in range(3):
                fj, lj = f(points[j + 1], own[2 * nx + j * nu : 2 * nx + (j + 1) * nu])
                equations.append(sum(slopes[r, j] * points[r] for r in range(4)) - h * fj)
                cost += h * weights[j] * lj
        else:
            sys.exit(f"unknown scheme {scheme}: trapezoid, hermite-simpson or radau-3")
        ends = [left, right] + ([uleft, uright] if self.nodal_controls else [])
        self.function = ca.Function("interval", ends + [own, h], [ca.vertcat(*equations), cost], {"cse": True})
        self.own = own.shape[0]


def run(problem, scheme, n, tolerance, assembly):
    started = time.perf_counter()
    interval = Interval(problem, scheme)
    nx, nu = len(problem.states), len(problem.controls)
    free = problem.final_time[0] < problem.final_time[1]
    nodal = interval.nodal_controls

    # Unknowns, interval by interval: node, control at the node, the interval's own; then the last node and the final time.
    width = nx + (nu if nodal else 0) + interval.own
    last = nx + (nu if nodal else 0)
    z = ca.MX.sym("z", n * width + last + (1 if free else 0))
    T = z[-1] if free else ca.MX(problem.final_time[2])
    blocks = ca.reshape(z[: n * width], width, n)
    tail = z[n * width : n * width + last]
    nodes = ca.horzcat(blocks[:last, :], tail)
    x, u, own = nodes[:nx, :], nodes[nx:, :], blocks[last:, :]
    h = T / n
    if assembly == "loop":
        results = [
            interval.function(x[:, k], x[:, k + 1], *([u[:, k], u[:, k + 1]] if nodal else []), own[:, k], h) for k in range(n)
        ]
        equations, cost = ca.vertcat(*[r[0] for r in results]), sum(r[1] for r in results)
    else:
        ends = [x[:, :-1], x[:, 1:]] + ([u[:, :-1], u[:, 1:]] if nodal else [])
        mapped, costs = interval.function.map(n)(*ends, own, ca.repmat(h, 1, n))
        equations, cost = ca.vec(mapped), ca.sum2(costs)
    sign = -1 if problem.maximize else 1
    objective = problem.final(ca.vertsplit(x[:, -1]), T) + cost
    nlp = {"x": z, "f": sign * objective, "g": equations}
    options = {
        "print_time": False,
        "expand": assembly == "expand",
        "ipopt": {"tol": tolerance, "max_iter": 3000, "print_level": 0, "sb": "yes"},
    }
    solver = ca.nlpsol("solver", "ipopt", nlp, options)
    build = time.perf_counter() - started

    start, lower, upper = start_and_bounds(problem, interval, n, nodal, free)
    before = time.perf_counter()
    solution = solver(x0=start, lbx=lower, ubx=upper, lbg=0, ubg=0)
    solve = time.perf_counter() - before
    stats = solver.stats()
    return {
        "build": round(build, 6),
        "solve": round(solve, 6),
        "iterations": stats["iter_count"],
        "objective": sign * float(solution["f"]),
        "status": stats["return_status"],
        "variables": z.shape[0],
        "constraints": equations.shape[0],
        "assembly": assembly,
        "casadi": ca.__version__,
    }


def start_and_bounds(problem, interval, n, nodal, free):
    """The guess of the problem file at every point, and the bounds; start and end values are bounds of the first and last node."""
    states, controls = list(problem.states.values()), list(problem.controls.values())

    def state(s):
        return [g(s) if g else a + s * (e - a) for a, e, _, _, g in states]

    control = [g for _, _, g in controls]
    kinds = {"x": ([q[2] for q in states], [q[3] for q in states]), "u": ([q[0] for q in controls], [q[1] for q in controls])}
    start, lower, upper = [], [], []

    def append(kind, s):
        start.extend(state(s) if kind == "x" else control)
        lower.extend(kinds[kind][0])
        upper.extend(kinds[kind][1])

    for k in range(n + 1):
        append("x", k / n)
        if nodal:
            append("u", k / n)
        if k < n:
            for kind, position in interval.layout:
                append(kind, (k + position) / n)
    last = len(start) - len(states) - (len(controls) if nodal else 0)
    for at, which in ((0, 0), (last, 1)):
        for i, q in enumerate(states):
            if q[which] is not None:
                lower[at + i] = upper[at + i] = q[which]
    if free:
        low, high, guess = problem.final_time
        start.append(guess)
        lower.append(low)
        upper.append(high)
    return start, lower, upper


def main(arguments):
    if len(arguments) not in (4, 5) or arguments[0] not in PROBLEMS:
        sys.exit("usage: casadi_peer.py goddard|robot-arm|cart-pole trapezoid|hermite-simpson|radau-3 INTERVALS TOLERANCE [map|loop|expand]")
    name, scheme, n, tolerance = arguments[0], arguments[1], int(arguments[2]), float(arguments[3])
    assembly = arguments[4] if len(arguments) == 5 else "map"
    result = run(PROBLEMS[name](), scheme, n, tolerance, assembly)
    print(json.dumps({"problem": name, "scheme": scheme, "intervals": n, "tolerance": tolerance, **result}))


if __name__ == "__main__":
    main(sys.argv[1:])
