"""The pictures of docs/learning.md: 30 samples on two rings flow through 15 layers, once for each formulation.

    python3 docs/images/learning_trajectories.py [--turnpike ./turnpike] [--solutions FOLDER]

Solves problems/rings-sl1.yaml with the settings below, reads trajectory.csv and solution.json, and writes learning-sl1.png, learning-sl-star.png,
learning-l1.png and learning-exact.png beside this script. With --solutions, what is already solved in FOLDER is not solved again. Needs matplotlib, numpy, pillow.
"""

import argparse
import io
import json
import pathlib
import subprocess
import tempfile

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
HOME = HERE.parents[1]
SMALL = ["learning.data.samples=30", "learning.layers=15", "learning.integrator=midpoint"]
# In this order: the later ones start from earlier solutions.
FORMULATIONS = {
    "sl1": (r"SL1:  $\varphi(x(T)) + \lambda\int|u|^2$", []),
    "sl-star": (r"SL*:  $\int\varphi + \lambda\int|u|^2$", ["learning.formulation=SL*"]),
    "exact": (r"exact:  $\lambda\int|u|^2$,  $P x_i(T) = y_i$", ["learning.formulation=exact", "learning.start={sl1}"]),
    "l1": (r"L1:  $\int\varphi + \lambda\int|u|$,  $|u| \leq 5$",
           ["learning.formulation=L1", "learning.bound={M: 5, norm: euclidean}", "learning.start={sl-star}"]),
}
COLOURS = {1: "#c2571a", -1: "#1f6f8b"}


def solve(turnpike, folder, name, overrides):
    out = folder / name
    if (out / "solution.json").exists():
        return out
    command = [turnpike, "solve", HOME / "problems/rings-sl1.yaml", "--quiet", "--out", out]
    for override in SMALL + overrides:
        for other in FORMULATIONS:
            override = override.replace("{" + other + "}", str(folder / other))
        command += ["--set", override]
    subprocess.run(command, check=True)
    return out


def picture(title, folder, target):
    solution = json.load(open(folder / "solution.json"))
    table = np.genfromtxt(folder / "trajectory.csv", delimiter=",", skip_header=1)
    t, phi, size = table[:, 0], table[:, 1], table[:, 2]
    states = table[:, 3:].reshape(len(t), -1, 3)
    label = np.where(np.hypot(states[0, :, 0], states[0, :, 1]) < 0.75, 1, -1)
    horizon = solution["finalTime"]

    figure = plt.figure(figsize=(10.5, 4.1), dpi=100, facecolor="white")
    grid = figure.add_gridspec(2, 3, width_ratios=[1.25, 1.1, 1], left=0.03, right=0.985, bottom=0.125, top=0.87, wspace=0.33, hspace=0.24)

    space = figure.add_subplot(grid[:, 0], projection="3d")
    for i in range(states.shape[1]):
        colour = COLOURS[label[i]]
        space.plot(*states[:, i].T, color=colour, linewidth=1, alpha=0.75)
        space.scatter(*states[0, i], s=14, facecolor="white", edgecolor=colour, linewidth=1, depthshade=False)
        space.scatter(*states[-1, i], s=18, color=colour, depthshade=False)
    space.set_xlabel("$x_1$", labelpad=-6)
    space.set_ylabel("$x_2$", labelpad=-6)
    space.set_zlabel("$x_3$", labelpad=-6)
    space.tick_params(labelsize=7, pad=-2)
    for axis in (space.xaxis, space.yaxis, space.zaxis):
        axis.set_major_locator(plt.MaxNLocator(4))
    space.view_init(elev=17, azim=-58)
    space.set_title("samples on their way (ring: start, dot: end)", fontsize=9, y=0.98)

    flow = figure.add_subplot(grid[:, 1])
    for level in (-1, 1):
        flow.axhline(level, color=COLOURS[level], linewidth=0.9, linestyle=":")
    for i in range(states.shape[1]):
        flow.plot(t, states[:, i, 2], color=COLOURS[label[i]], linewidth=0.9, alpha=0.7)
    flow.set_xlim(0, horizon)
    flow.set_xlabel("t")
    flow.set_ylabel("output $x_3$", labelpad=0)
    flow.set_title("output through the layers (dotted: targets)", fontsize=9)

    top = figure.add_subplot(grid[0, 2])
    top.semilogy(t, phi, color="#333333", linewidth=1.4)
    top.set_ylabel(r"$\varphi$")
    positive = phi[phi > 1e-16]
    top.set_ylim(max(0.5 * positive.min(), 1e-4), 2 * positive.max())
    if phi[-1] < 1e-10:
        top.annotate("0 at T", (0.97, 0.06), xycoords="axes fraction", fontsize=8, ha="right")
    top.set_title("training error and size of the control", fontsize=9)
    bottom = figure.add_subplot(grid[1, 2], sharex=top)
    # u is constant on a layer: the value of a node holds until the next.
    bottom.step(t, size, where="post", color="#333333", linewidth=1.4)
    bottom.set_ylabel("$|u|$")
    bottom.set_xlabel("t")
    bottom.set_ylim(0, 1.15 * size.max())
    top.set_xlim(0, horizon)
    top.tick_params(labelbottom=False)
    switch = solution["learning"]["switchTime"]
    if switch is not None:
        bottom.annotate(f"off from T* = {switch:.3f}", (switch, 0), (switch + 0.06 * horizon, 0.45 * size.max()), fontsize=8,
                        arrowprops={"arrowstyle": "->", "color": "#777777"})
    for axes in (flow, top, bottom):
        axes.grid(color="#e4e4e4", linewidth=0.6)
        axes.tick_params(labelsize=8)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    figure.suptitle(title, fontsize=12, x=0.035, y=0.975, ha="left")
    raw = io.BytesIO()
    figure.savefig(raw)
    plt.close(figure)
    # Few colours: a third of the bytes.
    Image.open(raw).convert("RGB").quantize(64).save(target, optimize=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--turnpike", default=str(HOME / "turnpike"))
    parser.add_argument("--solutions")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(arguments.solutions or temporary).resolve()
        for name, (title, overrides) in FORMULATIONS.items():
            picture(title, solve(arguments.turnpike, folder, name, overrides), HERE / f"learning-{name}.png")


if __name__ == "__main__":
    main()
