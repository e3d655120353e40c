"""Synthetic records of ours beside pacsynth's, in one run: the same file, the same epsilon, distances counted here by other code than ours.

Usage: publishing.py ANSE [--epsilon 4] [FILE ...]. Needs numpy, pandas and pac-synth. Without files it invents 80,000 records of 18 attributes.
"""

import argparse
import itertools
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
import pandas

options = argparse.ArgumentParser()
options.add_argument("anse")
options.add_argument("files", nargs="*", help="a table of categories")
options.add_argument("--epsilon", type=float, default=4)
options.add_argument("--limit", type=int, default=300, help="seconds of processor time that pacsynth gets")
options = options.parse_args()

ANCHOR = """
import sys, resource, time, pandas, pacsynth
from pacsynth import Dataset, DpAggregateSeededParametersBuilder as Builder, DpAggregateSeededSynthesizer as Synthesizer
table, epsilon, best, out = sys.argv[1], float(sys.argv[2]), sys.argv[3] == "best", sys.argv[4]
frame = pandas.read_csv(table, dtype=str, keep_default_na=False)
start = time.process_time()
synthesizer = Synthesizer(Builder().epsilon(epsilon).use_synthetic_counts(best).build())
synthesizer.fit(Dataset.from_data_frame(frame))
rows = synthesizer.sample()
seconds = time.process_time() - start
pandas.DataFrame(rows[1:], columns=rows[0]).to_csv(out, index=False)
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def read(path):
    return pandas.read_csv(path, dtype=str, keep_default_na=False)


def distance(truth, other, ways):
    """Mean over all choices of so many columns of half the sum of differences of shares; an empty cell is a value too."""
    codes = {c: {v: i for i, v in enumerate(sorted(set(truth[c]) | set(other[c])))} for c in truth.columns}
    one, two = ({c: frame[c].map(codes[c]).to_numpy() for c in truth.columns} for frame in (truth, other))
    found = []
    for table in itertools.combinations(truth.columns, ways):
        shape = [len(codes[c]) for c in table]
        counts = [numpy.bincount(numpy.ravel_multi_index([x[c] for c in table], shape), minlength=numpy.prod(shape)) / len(x[table[0]])
                  for x in (one, two)]
        found.append(abs(counts[0] - counts[1]).sum() / 2)
    return float(numpy.mean(found))


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    files = options.files
    if not files:
        sample = folder / "cases.csv"
        sample.write_text(subprocess.run([options.anse, "publish", "sample", "cases"], capture_output=True, text=True, check=True).stdout)
        files = [sample]
    for file in files:
        truth = read(file)
        print(f"--- {Path(file).name}: {len(truth)} x {len(truth.columns)}, epsilon {options.epsilon}")
        out = folder / "made.csv"
        ran = subprocess.run([options.anse, "publish", "evaluate", file, "--epsilon", str(options.epsilon), "--out", out, "--json"], capture_output=True, text=True, check=True)
        figures = json.loads(ran.stdout)
        ours = (distance(truth, read(out), 3), figures["seconds"], figures["megabytes"])
        print(f"{'anse':22}3-way {ours[0]:.4f}   {ours[1]:6.1f} s {ours[2]:6.0f} MB", flush=True)
        for setting in ["plain", "best"]:
            limit = lambda: resource.setrlimit(resource.RLIMIT_CPU, (options.limit, options.limit))
            ran = subprocess.run([sys.executable, "-c", ANCHOR, file, str(options.epsilon), setting, out], capture_output=True, text=True,
                                 preexec_fn=limit)
            if ran.returncode:
                print(f"{'pacsynth, ' + setting:22}not done within {options.limit} s of processor time")
                continue
            seconds, megabytes = map(float, ran.stdout.split())
            theirs = distance(truth, read(out), 3)
            holds = theirs >= 5 * ours[0] and ours[1] <= seconds / 2 and ours[2] <= megabytes / 2
            print(f"{'pacsynth, ' + setting:22}3-way {theirs:.4f}   {seconds:6.1f} s {megabytes:6.0f} MB   {theirs / ours[0]:.1f} x as far"
                  f"{'' if holds else '   MISSED: bar 5 x, half the time, half the memory'}", flush=True)
