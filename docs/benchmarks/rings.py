"""Turnpike beside CasADi + Ipopt on the learning problem "rings": the same discretisation, start and tolerance, in turn.

    pip install casadi==3.8.2
    python3 docs/benchmarks/rings.py [--samples 50,100,200] [--formulations "SL*,SL1"] [--layers 40] [--runs 1] [--tolerance 1e-8]
                                     [--threads 1] [--timeout 1800]

Explicit Euler, horizon 10, lambda 0.01. Prints a Markdown table: objectives (the problem is not convex, and the two may end in different
local minima), iterations, seconds of set-up (parse + transcribe; build), of solving, the share of solving that is not evaluation of
functions, the processor time of the whole process, and ratios Turnpike/CasADi. Each figure is the median over runs, each a new process.
Processor time counts where others use the machine, too. Both get --threads threads of OpenBLAS.
"""

import argparse
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
HOME = HERE.parent.parent
FILES = {"SL*": "rings-sl-star", "SL1": "rings-sl1"}


def measured(command, options):
    """Output, seconds and processor seconds of a process."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = dict(os.environ, OPENBLAS_NUM_THREADS=options.threads)
    done = subprocess.run(command, check=False, timeout=options.timeout, capture_output=True, text=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.stdout, time.perf_counter() - begin, processor


def turnpike(formulation, samples, options):
    with tempfile.TemporaryDirectory() as folder:
        command = [
            str(HOME / "turnpike"), "solve", str(HOME / "problems" / f"{FILES[formulation]}.yaml"), "--quiet", "--out", folder,
            "--set", f"learning.data.samples={samples}", "--set", f"learning.layers={options.layers}",
            "--set", f"solver.tolerance={options.tolerance}",
        ]
        _, process, processor = measured(command, options)
        result = json.loads((pathlib.Path(folder) / "solution.json").read_text())
    solver = result["solver"]
    return {
        "setup": solver["seconds"]["parse"] + solver["seconds"]["transcribe"], "solve": solver["seconds"]["solve"],
        "iterations": solver["iterations"], "objective": result["objective"], "share": solver["linearAlgebraShare"],
        "status": result["status"], "process": process, "processor": processor,
        "size": result["transcription"]["constraints"],
    }


def casadi(formulation, samples, options):
    command = [
        sys.executable, str(HERE / "rings_peer.py"), str(samples), str(options.layers), formulation, options.tolerance,
    ]
    output, process, processor = measured(command, options)
    result = json.loads(output.strip().splitlines()[-1])
    return {
        "setup": result["build"], "solve": result["solve"], "iterations": result["iterations"], "objective": result["objective"],
        "share": result["linearAlgebraShare"], "status": result["status"], "process": process, "processor": processor,
        "size": result["constraints"],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", default="50,100,200")
    parser.add_argument("--formulations", default="SL*,SL1")
    parser.add_argument("--layers", type=int, default=40)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--tolerance", default="1e-8")
    parser.add_argument("--threads", default="1")
    parser.add_argument("--timeout", type=float, default=1800)
    options = parser.parse_args()
    # A first start may have to build: it must not count.
    subprocess.run([str(HOME / "turnpike"), "doctor"], check=True, stdout=subprocess.DEVNULL)
    print("| samples, formulation | objective | | iterations | | set-up, s | | solve, s | | linear algebra | | processor, s | | solve "
          "| processor |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|")
    print("| | Turnpike | CasADi | T | C | T | C | T | C | T | C | T | C | ratio | ratio |")
    for samples in map(int, options.samples.split(",")):
        for formulation in options.formulations.split(","):
            compare(formulation, samples, options)


def compare(formulation, samples, options):
    runs = {turnpike: [], casadi: []}
    for _ in range(options.runs):
        for solver, results in runs.items():
            try:
                results.append(solver(formulation, samples, options))
            except (subprocess.SubprocessError, OSError, ValueError, IndexError) as error:
                print(f"  {solver.__name__} {samples} {formulation}: {type(error).__name__}", file=sys.stderr)
    for solver, results in runs.items():
        for result in results:
            if result["status"] not in ("optimal", "Solve_Succeeded"):
                print(f"  {solver.__name__} {samples} {formulation}: {result['status']}", file=sys.stderr)
    if len({result["size"] for results in runs.values() for result in results}) > 1:
        print(f"  {samples} {formulation}: the numbers of equations differ", file=sys.stderr)

    def both(key, text):
        medians = [statistics.median(r[key] for r in results) if results else float("nan") for results in runs.values()]
        return medians[0] / medians[1], [text.format(value) for value in medians]

    columns = [f"{samples}, {formulation}"]
    for key, text in (("objective", "{:.8f}"), ("iterations", "{:.0f}"), ("setup", "{:.2f}"), ("solve", "{:.1f}"),
                      ("share", "{:.1%}"), ("processor", "{:.1f}")):
        columns += both(key, text)[1]
    columns += [f"**{both('solve', '')[0]:.2f}**", f"{both('processor', '')[0]:.2f}"]
    print("| " + " | ".join(columns) + " |", flush=True)


if __name__ == "__main__":
    main()
