"""The pictures of docs/maximum-principle.md: |u| and the distance to the targets from the CSV files of `turnpike compare`.

    ./turnpike compare problems/pair-l1.yaml --out /tmp/pair-l1
    ./turnpike compare problems/pair-sl-star.yaml --out /tmp/pair-sl-star
    python docs/images/learning_extremals.py /tmp/pair-l1 /tmp/pair-sl-star docs/images

Needs matplotlib.
"""

import csv
import math
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

TARGETS = (1.5, -0.5)
M, LAMBDA, T = 2, 0.2, 4


def columns(path):
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: [float(row[name]) for row in rows] for name in rows[0]}


def switching(e):
    """|g| with g = (sum p_i tanh x_i, sum p_i)."""
    return [
        math.hypot(p1 * math.tanh(x1) + p2 * math.tanh(x2), p1 + p2)
        for x1, x2, p1, p2 in zip(e["x1_1"], e["x2_1"], e["p_x1_1"], e["p_x2_1"])
    ]


def bang(folder, out):
    continuous = columns(folder + "/continuous.csv")
    direct = columns(folder + "/direct.csv")
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2))
    end = continuous["t"][-1]
    g = switching(continuous)
    left.plot(continuous["t"] + [T], g + [0], label="|g|, shooting")
    left.plot(direct["t"][1:], switching(direct)[1:], ".", ms=4, label="|g|, direct, 40 layers")
    left.plot(continuous["t"] + [end, 1.2], [u for u in continuous["norm_u"]] + [0, 0], label="|u|")
    left.axhline(LAMBDA, color="gray", lw=0.8, ls=":")
    left.axvline(end, color="gray", lw=0.8, ls="--")
    left.text(end + 0.02, 1.2, "T* = %.6f" % end)
    left.set_xlim(0, 1.2)
    left.set_xlabel("t")
    left.legend(fontsize=8)
    for i, y in enumerate(TARGETS):
        x = continuous["x%d_1" % (i + 1)]
        right.plot(continuous["t"] + [1.2], x + [x[-1]], label="x%d" % (i + 1))
        right.axhline(y, color="gray", lw=0.8, ls=":")
    right.axvline(end, color="gray", lw=0.8, ls="--")
    right.set_xlim(0, 1.2)
    right.set_xlabel("t")
    right.legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(out + "/pair-l1.png", dpi=110)


def turnpike(folder, out):
    figure, axes = plt.subplots(figsize=(7, 3.4))
    for name, style in (("continuous", "-"), ("direct", ".")):
        e = columns(folder + "/%s.csv" % name)
        phi = [
            ((a - TARGETS[0]) ** 2 + (b - TARGETS[1]) ** 2) / 2 for a, b in zip(e["x1_1"], e["x2_1"])
        ]
        axes.semilogy(e["t"][:-1], e["norm_u"][:-1], style, ms=4, label="|u|, " + name)
        axes.semilogy(e["t"], [math.sqrt(p) for p in phi], style, ms=4, label="error, " + name)
    e = columns(folder + "/continuous.csv")
    mu = 2.9335726
    k = next(i for i, t in enumerate(e["t"]) if t > 3)
    axes.semilogy(
        [3, 9],
        [e["norm_u"][k] * math.exp(-mu * (t - 3)) * 8 for t in (3, 9)],
        "k--",
        lw=0.8,
        label="slope mu",
    )
    axes.set_ylim(1e-14, 10)
    axes.set_xlabel("t")
    axes.legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(out + "/pair-sl-star.png", dpi=110)


if __name__ == "__main__":
    bang(sys.argv[1], sys.argv[3])
    turnpike(sys.argv[2], sys.argv[3])
