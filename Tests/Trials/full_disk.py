"""Fills the disk under a running server, and frees it again.

Usage: full_disk.py ANSE. As root, on a file system of its own in memory. What was acknowledged must stay, what cannot be kept must be
answered with 507, reading must go on, and with room again writing must too. Then a port that is taken, a locked ledger and a read-only disk: one sentence each, and the program ends.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

from visitor import serve, wait

anse, PORT = sys.argv[1], 8497
ADDRESS = f"http://localhost:{PORT}"
PASSWORD = "fictional people only"


def ask(method, path, body=None):
    request = urllib.request.Request(ADDRESS + path, json.dumps(body).encode() if body else None, method=method, headers={
        "Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, json.loads(response.read())
    except urllib.error.HTTPError as answer:
        return answer.code, json.loads(answer.read())


def open_case():
    return ask("POST", "/api/v1/cases", {"id": str(uuid.uuid4()), "answers": {"case_kind": "suspected", "reason": "x" * 9000}})


def command(*arguments):
    return subprocess.run([anse, *arguments, "--data", str(data)], input=PASSWORD + "\n", capture_output=True, text=True)


with tempfile.TemporaryDirectory() as place:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", place], check=True)
    try:
        data, ballast = Path(place) / "data", Path(place) / "ballast"
        assert command("demo", "--no-serve", "--cases", "5").returncode == 0
        token = command("token", "case-manager", "--scopes", "read,write").stdout.strip()
        server = serve(anse, "serve", "--data", str(data), "--port", str(PORT))
        wait(ADDRESS + "/health")
        subprocess.run([anse, "unlock", "--data", str(data)], input=PASSWORD + "\n", text=True, check=True)
        acknowledged = [open_case()[1]["number"] for _ in range(20)]
        room = os.statvfs(place)
        ballast.write_bytes(b"\0" * max(0, room.f_bavail * room.f_frsize - (256 << 10)))
        taken = subprocess.run(
            [anse, "serve", "--data", str(data), "--port", str(PORT)], capture_output=True, text=True, timeout=20)
        print("port taken:", taken.returncode, taken.stderr.strip())
        good = taken.returncode == 1 and taken.stderr.count("\n") == 1 and str(PORT) in taken.stderr
        refused = None
        for _ in range(600):
            status, answer = open_case()
            if status != 201:
                refused = status, answer["error"]["message"]
                break
            acknowledged.append(answer["number"])
        assert refused and refused[0] == 507, refused
        assert ask("GET", f"/api/v1/cases/{acknowledged[0]}")[0] in (200, 507), "reading died"
        assert ask("GET", "/api/v1/cases")[0] == 200
        ballast.unlink()
        healed = open_case()[0]
        lost = [number for number in acknowledged if ask("GET", f"/api/v1/cases/{number}")[0] != 200]
        server.terminate()
        server.wait()
        verified = command("verify")
        print(f"full disk: 507 after {len(acknowledged)} cases ({refused[1]}); healed {healed}; {len(lost)} lost; {verified.stdout.strip()}")
        good = good and healed == 201 and not lost and verified.returncode == 0

        ledger = sqlite3.connect(data / "ledger.sqlite")
        ledger.execute("PRAGMA locking_mode = EXCLUSIVE")
        ledger.execute("BEGIN EXCLUSIVE")
        locked = command("staff", "list")
        ledger.rollback()
        ledger.close()
        print("locked:", locked.returncode, locked.stderr.strip())
        good = good and locked.returncode == 1 and "locked" in locked.stderr and len(locked.stderr.splitlines()) == 1

        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        frozen = command("staff", "list")
        subprocess.run(["mount", "-o", "remount,rw", place], check=True)
        print("read-only:", frozen.returncode, frozen.stderr.strip())
        good = good and frozen.returncode == 1 and "cannot be written" in frozen.stderr and len(frozen.stderr.splitlines()) == 1
    finally:
        time.sleep(0.2)
        subprocess.run(["umount", "-l", place], check=True)
sys.exit(0 if good else 1)
