"""Turnpike beside CasADi + Ipopt: the same discretisation, start and tolerance, in turn, on this machine.

    python3 docs/benchmarks/compare.py [--problems goddard,robot-arm,cart-pole] [--schemes hermite-simpson]
                                       [--intervals 100,1000,10000] [--runs 3] [--tolerance 1e-8] [--timeout 900]

Prints a Markdown table: for each problem and mesh, seconds of set-up (Turnpike: parse + transcribe; CasADi: build), of solving,
iterations, objective, and the ratios Turnpike/CasADi of solving and of file-to-solution (set-up + solve). Each figure is the
median over runs; the two take turns, each in a new process, so that Turnpike's figures hold the cold start of its virtual
machine's compiler (not the start of the process: see the last columns, whole processes). Needs: pip install casadi==3.8.2 numpy.
"""

import argparse
import json
import math
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
HOME = HERE.parent.parent


def turnpike(problem, scheme, intervals, tolerance, timeout):
    with tempfile.TemporaryDirectory() as folder:
        command = [
            str(HOME / "turnpike"), "solve", str(HOME / "problems" / f"{problem}.yaml"), "--quiet", "--out", folder,
            "--set", f"transcription.scheme={scheme}", "--set", f"transcription.intervals={intervals}",
            "--set", "transcription.refine=off",
            "--set", f"solver.tolerance={tolerance}",
        ]
        begin = time.time()
        subprocess.run(command, check=False, timeout=timeout, stdout=subprocess.DEVNULL)
        process = time.time() - begin
        result = json.loads((pathlib.Path(folder) / "solution.json").read_text())
    seconds = result["solver"]["seconds"]
    return {
        "setup": seconds["parse"] + seconds["transcribe"], "solve": seconds["solve"], "iterations": result["solver"]["iterations"],
        "objective": result["objective"], "status": result["status"], "process": process,
        "size": (result["transcription"]["variables"], result["transcription"]["constraints"]),
    }


def casadi(problem, scheme, intervals, tolerance, timeout):
    command = [sys.executable, str(HERE / "casadi_peer.py"), problem, scheme, str(intervals), str(tolerance)]
    begin = time.time()
    line = subprocess.run(command, check=True, timeout=timeout, capture_output=True, text=True).stdout
    process = time.time() - begin
    result = json.loads(line.strip().splitlines()[-1])
    return {
        "setup": result["build"], "solve": result["solve"], "iterations": result["iterations"], "objective": result["objective"],
        "status": result["status"], "process": process, "size": (result["variables"], result["constraints"]),
    }


def attempt(solver, *arguments):
    try:
        return solver(*arguments)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        print(f"  {solver.__name__} {arguments[:3]}: {type(error).__name__}", file=sys.stderr)
        return None


def median(runs, key):
    return statistics.median(run[key] for run in runs) if runs else math.nan


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--problems", default="goddard,robot-arm,cart-pole")
    parser.add_argument("--schemes", default="hermite-simpson")
    parser.add_argument("--intervals", default="100,1000,10000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--tolerance", default="1e-8")
    parser.add_argument("--timeout", type=float, default=900)
    options = parser.parse_args()
    # A first start may have to build: it must not count.
    subprocess.run([str(HOME / "turnpike"), "doctor"], check=True, stdout=subprocess.DEVNULL)
    print("| problem, scheme, intervals | set-up, s | | solve, s | | iterations | | objective | | solve | file to solution | process |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    print("| | Turnpike | CasADi | Turnpike | CasADi | T | C | Turnpike | CasADi | ratio | ratio | ratio |")
    for problem in options.problems.split(","):
        for scheme in options.schemes.split(","):
            for intervals in map(int, options.intervals.split(",")):
                compare(options, problem, scheme, intervals)


def compare(options, problem, scheme, intervals):
    ours, theirs = [], []
    for _ in range(options.runs):
        for solver, runs in ((turnpike, ours), (casadi, theirs)):
            run = attempt(solver, problem, scheme, intervals, options.tolerance, options.timeout)
            if run:
                runs.append(run)
    if ours and theirs and ours[0]["size"] != theirs[0]["size"]:
        print(f"  sizes differ: {ours[0]['size']} and {theirs[0]['size']}", file=sys.stderr)
    for name, runs in (("Turnpike", ours), ("CasADi", theirs)):
        if runs and runs[0]["status"] not in ("optimal", "Solve_Succeeded"):
            print(f"  {name}, {problem}, {intervals}: {runs[0]['status']}", file=sys.stderr)
    total = [median(runs, "setup") + median(runs, "solve") for runs in (ours, theirs)]
    columns = [
        f"{problem}, {scheme}, {intervals:,}",
        f"{median(ours, 'setup'):.2f}", f"{median(theirs, 'setup'):.2f}",
        f"{median(ours, 'solve'):.2f}", f"{median(theirs, 'solve'):.2f}",
        f"{median(ours, 'iterations'):.0f}", f"{median(theirs, 'iterations'):.0f}",
        f"{median(ours, 'objective'):.9g}", f"{median(theirs, 'objective'):.9g}",
        f"{median(ours, 'solve') / median(theirs, 'solve'):.2f}",
        f"**{total[0] / total[1]:.2f}**",
        f"{median(ours, 'process') / median(theirs, 'process'):.2f}",
    ]
    print("| " + " | ".join(columns) + " |", flush=True)


if __name__ == "__main__":
    main()
