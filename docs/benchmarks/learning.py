"""Training in the space of the controls beside JAX + L-BFGS and CasADi + Ipopt, one run, one machine, one process at a time.

    python3 docs/benchmarks/learning.py [--quick] [--limit 80] [--tolerance 1e-6]

Makes an environment of its own with the pinned versions below (in target/), builds Turnpike, and prints the Markdown tables of docs/benchmarks.md, with
versions and the machine. About 20 minutes on two cores, with nothing else running; --quick takes a few minutes, with small sizes, and shows only that
everything works.

- Problems: rings (rings_peer.py has the definition; horizon 10, lambda 0.01) and digits (digits-full.yaml).
- Stopping: the norm of the gradient in L2(0, T), the same for all in the space of the controls. Ipopt has a test of its own (tolerance 1e-8);
  the norm at its solution is computed afterwards and printed.
- Warm: the solver alone with compiled code. Turnpike: median of five solutions in one process after a first one; JAX: median of up to five after
  compiling, which is not counted. Where solving takes more than 10 seconds, once. CasADi has nothing to warm up.
- Cold: from the command to the solution, with the start of Java or Python, imports, reading, compiling; Turnpike's also with the report and the
  trajectories, which it writes, unless solving takes more than 10 seconds. JAX's ends where the solution is there.
- --limit ends a solution after so many seconds; the table then says ">".
"""

import argparse
import json
import math
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
HOME = HERE.parent.parent
LAUNCHER = str(HOME / "turnpike")
PINNED = ["jax==0.10.2", "jaxlib==0.10.2", "scipy==1.17.1", "numpy==2.4.6", "casadi==3.8.2"]
FILES = {"SL*": HOME / "problems" / "rings-sl-star.yaml", "SL1": HOME / "problems" / "rings-sl1.yaml"}
WARM_SECONDS = 10
# Two phases with the same field and half of the layers each: steps of 1 and 3.
GRADED = (
    "learning.model={kind: switched, activation: tanh, phases: [{kind: node2, dimension: 3}, {kind: node2, dimension: 3}], switches: [2.5]}"
)


def environment():
    """A Python with the rivals."""
    folder = HOME / "target" / "benchmark-python"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PINNED], check=True)
    return str(python)


def machine():
    """Processor, cores, memory."""
    name, memory = platform.processor() or platform.machine(), ""
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
        name = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
        memory = f", {round(os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30)} GiB"
    except (OSError, StopIteration, ValueError):
        pass
    return f"{name}, {os.cpu_count()} cores{memory}, {platform.system()}"


def first_line(command):
    """What a command says of itself."""
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return (done.stdout or done.stderr).strip().splitlines()[0]


class Turnpike:
    """The product, with a method."""

    def __init__(self, options):
        self.options = options

    def settings(self, method, overrides):
        limits = [f"solver.method={method}", f"solver.tolerance={self.options.tolerance}", f"solver.timeLimit={self.options.limit}",
                  "solver.iterations=20000"]
        return [word for override in [*overrides, *limits] for word in ("--set", override)]

    def warm(self, file, method, overrides, repeat=5):
        command = [LAUNCHER, "benchmark", str(file), "--json", "--repeat", str(repeat), "--limit", str(WARM_SECONDS)]
        begin = time.perf_counter()
        done = subprocess.run(command + self.settings(method, overrides), check=False, capture_output=True, text=True)
        process = time.perf_counter() - begin
        if not done.stdout.strip():
            sys.exit(f"turnpike benchmark failed: {done.stderr}")
        result = json.loads(done.stdout)
        seconds = result["seconds"]["solve"]
        result["warm"] = seconds["first"] if seconds["median"] is None else seconds["median"]
        # A long solution was the only one, in a process that began cold.
        result["process"] = process if seconds["median"] is None else None
        return result

    def cold(self, file, method, overrides):
        """The whole process."""
        with tempfile.TemporaryDirectory() as folder:
            command = [LAUNCHER, "solve", str(file), "--quiet", "--out", folder]
            begin = time.perf_counter()
            subprocess.run(command + self.settings(method, overrides), check=False, stdout=subprocess.DEVNULL)
            return time.perf_counter() - begin


def jax(python, options, *case):
    """First solution with the time to it, then those that follow."""
    command = [python, str(HERE / "jax_peer.py"), *map(str, case), str(options.tolerance), str(options.limit)]
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        result = json.loads(process.stdout.readline())
        result["cold"] = time.perf_counter() - begin
        result["warm"] = statistics.median(json.loads(process.stdout.readline())["warm"])
    result["solved"] = result["status"] == "solved"
    return result


def casadi(python, options, samples, layers, formulation):
    """Solution, or None after the limit."""
    command = [python, str(HERE / "rings_peer.py"), str(samples), str(layers), formulation, "1e-8"]
    begin = time.perf_counter()
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=options.limit)
    except subprocess.TimeoutExpired:
        return None
    result = json.loads(done.stdout.strip().splitlines()[-1])
    return dict(result, cold=time.perf_counter() - begin, warm=result["solve"], solved=result["status"] == "Solve_Succeeded")


def row(case, solver, result, cold, ours, work):
    """One line of the table; ours are warm and cold seconds of the reduced method and whether it ended."""
    if result is None:
        return f"| {case} | {solver} | > {work:g} | > {work:g} | > {work / ours[0]:.1f} | > {work / ours[1]:.1f} | | | |"
    more = "" if result["solved"] else "> "
    # A limit of ours that was reached leaves nothing to divide by.
    ratio = f"{more}{result['warm'] / ours[0]:.2f}" if ours[2] else ""
    whole = f"{more}{cold / ours[1]:.2f}" if ours[2] and cold is not None else ""
    shown = "" if cold is None else f"{more}{cold:.2f}"
    return (f"| {case} | {solver} | {more}{result['warm']:.3f} | {shown} | {ratio} | {whole} | {work} | {result['objective']:.9f} "
            f"| {result['gradientNorm']:.0e} |")


HEAD = ("| {} | solver | warm, s | cold, s | warm, ratio | cold, ratio | iterations; evaluations + products | objective | gradient |\n"
        "|---|---|---|---|---|---|---|---|---|")


def compare(case, file, overrides, rivals, options):
    """The lines of one case; returns seconds of the reduced method and its passes through the network."""
    turnpike = Turnpike(options)
    reduced = turnpike.warm(file, "reduced", overrides)
    cold = reduced["process"] or turnpike.cold(file, "reduced", overrides)
    ours = (reduced["warm"], cold, reduced["solved"])
    passes = reduced["evaluations"] + reduced["products"]
    work = f"{reduced['iterations']}; {reduced['evaluations']} + {reduced['products']}"
    print(row(case, "Turnpike reduced", reduced, cold, ours, work), flush=True)
    lbfgs = turnpike.warm(file, "lbfgs", overrides)
    cold = lbfgs["process"] or turnpike.cold(file, "lbfgs", overrides)
    print(row(case, "Turnpike L-BFGS", lbfgs, cold, ours, f"{lbfgs['iterations']}; {lbfgs['evaluations']}"), flush=True)
    for name, solve in rivals.items():
        result = solve()
        if result is None:
            print(row(case, name, None, None, ours, options.limit), flush=True)
        else:
            work = f"{result['iterations']}; {result['evaluations']}" if "evaluations" in result else f"{result['iterations']}"
            print(row(case, name, result, result["cold"], ours, work), flush=True)
    return ours[0], passes, reduced["solved"]


def rings(samples, layers):
    return [f"learning.data.samples={samples}", f"learning.layers={layers}"]


def exponent(points):
    """Least-squares slope of log y over log x."""
    x, y = [math.log(p[0]) for p in points], [math.log(p[1]) for p in points]
    mx, my = statistics.mean(x), statistics.mean(y)
    return sum((a - mx) * (b - my) for a, b in zip(x, y)) / sum((a - mx) ** 2 for a in x)


def sizes(python, options):
    """Rings: the main table, and how time grows."""
    grid = [(100, 40), (100, 160), (1000, 40), (1000, 160), (10000, 40), (10000, 160)]
    grid = [(50, 10), (100, 20)] if options.quick else grid
    grid = [tuple(map(int, size.split("x"))) for size in options.sizes.split(",")] if options.sizes else grid
    print(HEAD.format("rings"))
    points = []
    for samples, layers in grid:
        for formulation, file in FILES.items():
            rivals = {"JAX + L-BFGS": lambda: jax(python, options, "rings", samples, layers, formulation)}
            # The full space is hopeless beyond; one case shows it.
            if samples <= 100 or (samples, layers, formulation) == (1000, 40, "SL*"):
                rivals["CasADi + Ipopt"] = lambda: casadi(python, options, samples, layers, formulation)
            seconds, passes, solved = compare(f"{formulation}, {samples:,} x {layers}", file, rings(samples, layers), rivals, options)
            points.append((samples * layers, seconds, seconds / passes, solved))
    whole = [p for p in points if p[3]]
    print(f"\nReduced method, fits over N K: time of a pass (evaluation or product) ~ (N K)^{exponent([(p[0], p[2]) for p in points]):.2f}; "
          f"time to the solution ~ (N K)^{exponent(whole):.2f} ({len(whole)} of {len(points)} cases solved).")
    for work, _, one, _ in sorted(points):
        print(f"  N K = {work:,}: {1e3 * one:.3f} ms a pass, {1e9 * one / work:.1f} ns a sample and layer")


def steps(options):
    """Conjugate-gradient steps by layers and mesh."""
    counts = [10, 20] if options.quick else [20, 40, 80, 160]
    print("\n| rings, N = 100 | mesh | " + " | ".join(f"K = {k}" for k in counts) + " |")
    print("|---|---|" + "---|" * len(counts))
    for formulation, file in FILES.items():
        for mesh, settings in (("uniform", []), ("graded, steps 1 : 3", [GRADED])):
            cells = []
            for layers in counts:
                result = Turnpike(options).warm(file, "reduced", [*rings(100, layers), *settings], 1)
                newton = result["newtonSystems"]
                cells.append(f"{newton.get('last', '-')}; {newton.get('max', '-')}" + ("" if result["solved"] else " (not solved)"))
            print(f"| {formulation} | {mesh} | " + " | ".join(cells) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--limit", type=float, default=80)
    parser.add_argument("--tolerance", type=float, default=1e-6)
    parser.add_argument("--sizes", default="", help="of the rings, such as 100x40,1000x160")
    options = parser.parse_args()
    if options.quick:
        options.limit, options.tolerance = min(options.limit, 20), max(options.tolerance, 1e-4)
    begin = time.perf_counter()
    python = environment()
    # Builds, and trains the archive of classes: neither must count.
    subprocess.run([LAUNCHER, "doctor"], check=False, stdout=subprocess.DEVNULL)
    print(f"{machine()}; {first_line(['java', '-version'])}; Python {platform.python_version()}, {', '.join(PINNED)}; "
          f"{first_line([LAUNCHER, '--version'])}. Tolerance {options.tolerance:g}, limit {options.limit:g} s.\n", flush=True)
    sizes(python, options)
    print("\n" + HEAD.format("digits, 1,797 x 5, width 64"))
    compare("SL1, cross-entropy", HERE / "digits-full.yaml", [], {"JAX + L-BFGS": lambda: jax(python, options, "digits")}, options)
    print("\nConjugate-gradient steps of Newton systems that were solved to their accuracy (relative min(0.1, |g|^1/2)): the last; the most.")
    steps(options)
    print(f"\nTaken: {(time.perf_counter() - begin) / 60:.1f} minutes.")


if __name__ == "__main__":
    main()
