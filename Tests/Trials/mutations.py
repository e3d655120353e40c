"""Bends 100,000 requests and 20,000 files in one process each, and first what is planted to be found.

python mutations.py FUZZ [SEED]
"""

import re
import subprocess
import sys

fuzz = sys.argv[1]
seed = sys.argv[2] if len(sys.argv) > 2 else "16"


def run(*words):
    done = subprocess.run([fuzz, *words], capture_output=True, text=True)
    print("$ fuzz", *words, "->", done.returncode)
    print(done.stdout, end="")
    return done


def flat(text, least):
    """How many were tried, and whether memory grew by less than 60 MB from the first look to the last and the highest."""
    count = int(re.search(r"^(\d+) (?:inputs|requests)", text, re.M).group(1))
    before, after, *most = map(int, re.findall(r"(\d+) MB", text))
    grown = max([after, *most]) - before
    print(f"{count} tried, memory grew by {grown} MB at most")
    return count >= least and grown <= 60


planted = run("files", "--planted", "--count", "100000")
pages = run("requests", "--planted", "--count", "600", "--seed", seed)
found = planted.returncode == 0 and all(
    sign in pages.stdout for sign in ["trap", "status 500", "of the processor", "what is marked was shown"])
files = run("files", "--seed", seed, "--count", "20000")
requests = run("requests", "--seed", seed, "--count", "100000")
ok = {
    "what is planted is found": found,
    "no file ends the process": files.returncode == 0 and flat(files.stdout, 20_000),
    "no request ends the process, fails, is slow or leaks": requests.returncode == 0 and flat(requests.stdout, 100_000),
}
for what, holds in ok.items():
    print("ok  " if holds else "FAIL", what)
sys.exit(0 if all(ok.values()) else 1)
