"""Seconds and mesh sizes to reach 1e-6 relative in the objective: fixed meshes against refined ones.

    python3 docs/benchmarks/refinement.py [--problems goddard,robot-arm] [--accuracy 1e-6] [--first 25]

Fixed: the intervals of the file's scheme are doubled from the first number on until the objective agrees with the reference in the file (a closed form or
an indirect value for all ten) to the accuracy asked for, relative, or 25,600 intervals are reached. Counted is the last of these meshes alone, as if
one had known it before, and their sum, as one does not. Refined: the same first mesh and scheme, `--tolerance` at the accuracy. Seconds
are those in the solver, as solution.json tells; all solves have a solver tolerance of 1e-10.
"""

import argparse
import json
import pathlib
import subprocess
import tempfile

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
PROBLEMS = (
    "double-integrator-fuel,exponential-fuel,goddard,goddard-speed-limit,robot-arm,free-flying-robot,catalyst-mixing,jackson,"
    "hypersensitive,tumor"
)
MOST = 25_600


def solve(problem, intervals, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        command = [str(HOME / "turnpike"), "solve", str(HOME / "problems" / f"{problem}.yaml"), "--quiet", "--out", folder]
        scheme = "gauss-legendre-4" if problem == "hypersensitive" else None
        # Its file writes a graded mesh out, which a first mesh of equal intervals replaces.
        mesh = f"transcription={{scheme: {scheme}, intervals: {intervals}}}" if scheme else f"transcription.intervals={intervals}"
        command += ["--set", mesh, "--set", "solver.tolerance=1e-10", *arguments]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        return json.loads((pathlib.Path(folder) / "solution.json").read_text())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--problems", default=PROBLEMS)
    parser.add_argument("--accuracy", type=float, default=1e-6)
    parser.add_argument("--first", type=int, default=25)
    options = parser.parse_args()
    print("| problem | scheme | fixed: intervals | unknowns | s | all meshes, s | error | refined: meshes | intervals | unknowns | all meshes, s | error |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for problem in options.problems.split(","):
        intervals = options.first
        total = 0
        while True:
            fixed = solve(problem, intervals, "--set", "transcription.refine=off")
            total += fixed["solver"]["seconds"]["solve"]
            missed = fixed["reference"]["relativeError"] > options.accuracy
            if not missed or 2 * intervals > MOST:
                break
            intervals *= 2
        refined = solve(problem, options.first, "--tolerance", str(options.accuracy))
        print(
            f"| {problem} | {fixed['transcription']['scheme']} | {'over ' if missed else ''}{intervals:,} "
            f"| {fixed['transcription']['variables']:,} | {fixed['solver']['seconds']['solve']:.2f} | {total:.2f} "
            f"| {fixed['reference']['relativeError']:.0e} | {len(refined['refinement'])} | {refined['transcription']['intervals']:,} "
            f"| {refined['transcription']['variables']:,} | {refined['solver']['seconds']['solve']:.2f} "
            f"| {refined['reference']['relativeError']:.0e} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
