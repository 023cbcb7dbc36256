"""Shooting beside the direct solution at equal accuracy.

    python3 docs/benchmarks/shoot.py [--problems goddard,robot-arm] [--accuracy 1e-7]

The measure of accuracy is the objective: intervals of the direct solution are doubled, from 25 on, until it agrees with the
objective of shooting to the accuracy asked for, relative (or the limit of 6,400 intervals is reached). Seconds are those in the solver, as each
solution.json tells; "start" is the direct solution on the file's own mesh that shooting begins from, "shoot" what it adds.
"""

import argparse
import json
import pathlib
import subprocess
import tempfile

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
PROBLEMS = (
    "double-integrator-fuel,goddard,goddard-speed-limit,robot-arm,nonsmooth-turnpike,bryson-denham,cart-pole,"
    "lqr-turnpike,brachistochrone,tumor"
)


def run(command, problem, *overrides):
    with tempfile.TemporaryDirectory() as folder:
        arguments = [str(HOME / "turnpike"), command, str(HOME / "problems" / f"{problem}.yaml"), "--quiet", "--out", folder]
        for override in overrides:
            arguments += ["--set", override]
        subprocess.run(arguments, check=False, stdout=subprocess.DEVNULL)
        return json.loads((pathlib.Path(folder) / "solution.json").read_text())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--problems", default=PROBLEMS)
    parser.add_argument("--accuracy", type=float, default=1e-7)
    options = parser.parse_args()
    print("| problem | shoot, s | Newton steps | integrations | evaluations | start, s | direct at equal accuracy, s | intervals | relative difference |")
    print("|---|---|---|---|---|---|---|---|---|")
    for problem in options.problems.split(","):
        start = run("solve", problem, "transcription.refine=off")
        shot = run("shoot", problem)
        if shot["status"] != "optimal":
            print(f"| {problem} | {shot['status']} | | | | | | | |", flush=True)
            continue
        intervals = 25
        while True:
            direct = run(
                "solve", problem, f"transcription.intervals={intervals}", "transcription.refine=off", "solver.tolerance=1e-10"
            )
            gap = abs(direct["objective"] - shot["objective"]) / max(abs(shot["objective"]), 1e-300)
            if gap <= options.accuracy or intervals >= 6400:
                break
            intervals *= 2
        extra = shot["shooting"]
        print(
            f"| {problem} | {shot['solver']['seconds']['solve']:.2f} | {shot['solver']['iterations']} | {extra['integrations']} "
            f"| {extra['evaluations']:,} | {start['solver']['seconds']['solve']:.2f} | {direct['solver']['seconds']['solve']:.2f} "
            f"| {intervals:,} | {gap:.0e} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
