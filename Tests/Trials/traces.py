"""Traces every file that is opened for writing while a large index is made, sorted, listed, searched and saved: nothing readable may leave the data folder.

Usage: traces.py ANSE [CASES]. Default 200,000 cases. Needs strace. Three runs: the program as it is; a copy that was told to use files and
must refuse to start; a copy that was told so and reads back what it expects, whose sorts must be found outside (the control).
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

anse = Path(sys.argv[1])
cases = int(sys.argv[2]) if len(sys.argv) > 2 else 200_000
TOLD, READ = b"PRAGMA temp_store = MEMORY", b"PRAGMA main.temp_store"
FILES, LIE = b"PRAGMA temp_store = FILE".ljust(len(TOLD)), b"SELECT 2".ljust(len(READ))
# What every program writes to, and what holds nothing of ours.
HARMLESS = ("/dev/null", "/dev/tty", "/proc/self/", "pipe:", "socket:")
OPENED = re.compile(r'open(?:at)?(?:2)?\((?:AT_FDCWD|\d+(?:<[^>]*>)?, )?,? ?"([^"]+)", ([^)]*)\) = (\d+)')


def written(trace, folder):
    """Files outside the folder that were opened to be written."""
    found = set()
    for path in trace.parent.glob(trace.name + "*"):
        for line in path.read_text(errors="replace").splitlines():
            match = OPENED.search(line)
            if match is None:
                if "memfd_create(" in line or re.search(r"\bcreat\(", line):
                    found.add(line.split(" = ")[0][-120:])
                continue
            name, flags = match[1], match[2]
            if not re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE|O_TRUNC", flags) or name.startswith(HARMLESS):
                continue
            if not str(Path(name).absolute()).startswith(str(folder)):
                found.add(name)
    return found


def run(program, work):
    """Fills a folder, makes its index anew, and serves nothing: every large sort there is."""
    folder = work / "data"
    trace = work / "trace"
    for part in (["fill", "--cases", str(cases)], ["start"]):
        if part == ["start"]:
            (folder / "index.sealed").unlink()
        done = subprocess.run(
            ["strace", "-ff", "-qq", "-e", "trace=open,openat,openat2,creat,memfd_create", "-o", str(trace) + part[0], str(program),
             "bench", part[0], *part[1:], "--data", str(folder), "--pack", "Packs/saint-lucia"],
            capture_output=True, text=True)
        if done.returncode != 0:
            return None, done.stderr
    return written(trace, folder), ""


def patched(work, *changes):
    """The program with words of its own changed for words as long."""
    code = anse.read_bytes()
    for old, new in changes:
        assert len(old) == len(new) and old in code, old
        code = code.replace(old, new)
    copy = work / anse.name
    copy.write_bytes(code)
    copy.chmod(0o700)
    for beside in anse.parent.glob("*.resources"):
        (work / beside.name).symlink_to(beside.absolute())
    return copy


if shutil.which("strace") is None:
    sys.exit("strace is missing; run: bin/setup test")
with tempfile.TemporaryDirectory(dir=".") as place:
    place = Path(place).absolute()
    for name in ("own", "refuses", "spills"):
        (place / name).mkdir()
    outside, fault = run(anse, place / "own")
    assert outside is not None, fault
    print(f"as it is: {len(outside)} files outside the data folder were opened for writing with {cases} cases")
    for name in sorted(outside):
        print("  ", name)
    refused, fault = run(patched(place / "refuses", (TOLD, FILES)), place / "refuses")
    print("told to use files: " + ("refused, " + fault.strip().splitlines()[-1] if refused is None else "WENT ON"))
    spilled, fault = run(patched(place / "spills", (TOLD, FILES), (READ, LIE)), place / "spills")
    assert spilled is not None, fault
    print(f"the control: {len(spilled)} files outside, such as {sorted(spilled)[:1]}")
    assert not outside, "something readable left the data folder"
    assert refused is None, "it did not read back what it asked for"
    assert spilled, "the control found nothing, so the trace sees nothing"
print("held")
