"""Tables as they would leave are attacked with another solver (HiGHS, in SciPy) that knows the figures and the rule, counts whole
people, and reasons about every combination of every attribute at once. No hidden count, and no small difference between counts that
were told, may come out closer than the rule allows; hiding the small counts alone must be caught.

Usage: suppression.py FIGURES [COHORTS], where FIGURES is the program of Tests/Trials/Figures; needs numpy and scipy.
"""

import itertools
import json
import subprocess
import sys
from collections import defaultdict

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp


class Intruder:
    def __init__(self, cohort, figures):
        self.cohort = cohort
        self.attributes = sorted(cohort["sizes"])
        self.combinations = list(itertools.product(*(range(cohort["sizes"][a]) for a in self.attributes)))
        rows, lower, upper = [], [], []
        for cell, count in figures:
            rows.append(self.members(cell))
            lower.append(cohort["fewest"] if count is None else count)
            upper.append(np.inf if count is None else count)
        self.known = LinearConstraint(np.array(rows), lower, upper)

    def members(self, cell):
        allowed = [set(cell.get(a, range(self.cohort["sizes"][a]))) for a in self.attributes]
        return np.array([float(all(c in s for c, s in zip(each, allowed))) for each in self.combinations])

    def range(self, whole, part=None):
        weights = self.members(whole) - (self.members(part) if part is not None else 0)
        ends = []
        for sign in (1, -1):
            found = milp(sign * weights, constraints=self.known, bounds=Bounds(0, np.inf), integrality=np.ones(len(weights)))
            assert found.success, found.message
            ends.append(round(sign * found.fun))
        return ends

    def allows(self, ends):
        low, high = ends
        return low <= self.cohort["fewest"] and high >= self.cohort["threshold"] or high - low >= self.cohort["width"]


figures = subprocess.run(sys.argv[1:], capture_output=True, text=True, check=True).stdout
sums, failures = defaultdict(lambda: defaultdict(int)), []
for line in figures.splitlines():
    cohort = json.loads(line)
    sum_ = sums[cohort["name"]]
    sum_["cohorts"] += 1
    sum_["refused"] += cohort["refused"]
    if not cohort["figures"]:
        continue
    intruder = Intruder(cohort, cohort["figures"])
    hidden = [(cell, None) for cell, count in cohort["figures"] if count is None]
    sum_["cells"] += len(cohort["figures"])
    sum_["hidden"] += len(hidden)
    sum_["small"] += sum(count is None for _, count in cohort["bare"])
    sum_["differences"] += len(cohort["differences"])
    for whole, part in hidden + cohort["differences"]:
        ends = intruder.range(whole, part)
        if not intruder.allows(ends):
            failures.append((cohort["name"], whole, part, ends))
    bare = Intruder(cohort, cohort["bare"])
    sum_["bare caught"] += any(not bare.allows(bare.range(cell)) for cell, count in cohort["bare"] if count is None)

for name, counts in sums.items():
    print(name + ": " + ", ".join(f"{count} {what}" for what, count in counts.items()))
for failure in failures[:20]:
    print("too close:", *failure)
caught = all(counts["bare caught"] > 0 for counts in sums.values())
print("hiding only the small counts is caught" if caught else "hiding only the small counts was not caught")
sys.exit(bool(failures) or not caught)
