"""Kills the server with -9 while eight clients write, and looks whether anything acknowledged is lost.

Usage: kill_nine.py ANSE [KILLS]. Makes a data folder of its own.
"""

import http.client
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path

from visitor import serve

anse = sys.argv[1]
kills = int(sys.argv[2]) if len(sys.argv) > 2 else 50
place = tempfile.TemporaryDirectory()
data, key = f"{place.name}/data", f"{place.name}/key"
common = ["--data", data, "--key-file", key]
# One program looks at every case afterwards: the country's cap on that is raised as far as it goes.
pack, MOST = f"{place.name}/pack", 10_000
shutil.copytree(Path(__file__).parents[2] / "Packs/saint-lucia", pack)
terms = Path(pack, "pack.yml")
terms.write_text(re.sub(r"casesAnHour: \d+", f"casesAnHour: {MOST}", terms.read_text()))
subprocess.run([anse, "init", "--pack", pack, *common], input="fictional people only\n", text=True, check=True)
subprocess.run(
    [anse, "staff", "add", "ianthe", "--name", "Ianthe Polius", "--agency", "police", "--role", "case-manager", *common], check=True)
token = subprocess.run(
    [anse, "token", "ianthe", "--scopes", "read,write", *common], check=True, capture_output=True, text=True).stdout.strip()
PORT = 8499
HEADERS = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
acknowledged, lock = {}, threading.Lock()


def ask(method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
    connection.request(method, path, json.dumps(body) if body else None, HEADERS)
    response = connection.getresponse()
    return response.status, json.loads(response.read() or b"{}")


def write(stop):
    """Opens cases and adds a note to each; what was answered with 201 is acknowledged."""
    while not stop.is_set():
        try:
            status, opened = ask("POST", "/api/v1/cases", {"id": str(uuid.uuid4()), "answers": {"case_kind": "suspected"}})
            if status != 201:
                continue
            with lock:
                acknowledged.setdefault(opened["number"], 1)
            act = {"id": str(uuid.uuid4()), "action": {"kind": "noted", "text": "Fictional note."}}
            if ask("POST", f"/api/v1/cases/{opened['number']}/actions", act)[0] == 201:
                with lock:
                    acknowledged[opened["number"]] = 2
        except (OSError, http.client.HTTPException, json.JSONDecodeError):
            return


def start():
    begun = time.monotonic()
    server = serve(anse, "serve", "--data", data, "--key-file", key, "--port", str(PORT))
    while True:
        try:
            if ask("GET", "/api/v1/cases")[0] == 200:
                return server, time.monotonic() - begun
        except (OSError, http.client.HTTPException):
            time.sleep(0.01)


starts = []
for _ in range(kills):
    server, seconds = start()
    starts.append(seconds)
    stop = threading.Event()
    writers = [threading.Thread(target=write, args=(stop,)) for _ in range(8)]
    for writer in writers:
        writer.start()
    time.sleep(random.uniform(0.05, 0.6))
    server.kill()
    server.wait()
    stop.set()
    for writer in writers:
        writer.join()

server, seconds = start()
noted = sum(sequence == 2 for sequence in acknowledged.values())
looked = dict(list(acknowledged.items())[-MOST:])
lost = [n for n, sequence in looked.items() if ask("GET", f"/api/v1/cases/{n}")[1].get("sequence", 0) < sequence]
server.terminate()
server.wait()
print(f"{kills} kills, {len(acknowledged)} cases and {noted} notes acknowledged, {len(looked)} looked at, {len(lost)} lost, slowest start {max(starts):.2f} s")
assert noted > 0, "no note was acknowledged: the trial tries half of what it says"
verified = subprocess.run([anse, "verify", "--data", data, "--key-file", key], capture_output=True, text=True)
print(verified.stdout.strip())
sys.exit(1 if lost or verified.returncode or max(starts) >= 2 else 0)
