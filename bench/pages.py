"""Measures the case page against a static file of the same size from nginx, in turns on the same cores.

Makes a demo of its own, serves it, and stops it again. Both servers have two workers.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "Tests/Trials"))
from visitor import Visitor, serve, wait

OURS, NGINX = 8481, 8482
TICK = os.sysconf("SC_CLK_TCK")


def cpu(pid):
    """User and system seconds of a process and its children that still run."""
    total = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(entry.name) == pid or int(fields[1]) == pid:
                total += int(fields[11]) + int(fields[12])
    return total / TICK


def load(address, cookie, pid, seconds):
    before = cpu(pid)
    out = subprocess.run(
        ["wrk", "-t1", "-c64", f"-d{seconds}s", "--latency", "-H", f"Cookie: {cookie}", address], capture_output=True, text=True,
        check=True).stdout
    used = cpu(pid) - before
    count = int(re.search(r"(\d+) requests in", out).group(1))
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))
    p99 = re.search(r"99%\s+(\S+)", out).group(1)
    assert "Non-2xx" not in out, out
    return rate, used / count * 1e6, p99


def measure(anse, line):
    with tempfile.TemporaryDirectory() as folder:
        ours = serve(anse, "demo", "--data", f"{folder}/demo", "--port", str(OURS))
        wait(f"http://localhost:{OURS}/health")
        visitor = Visitor(f"http://localhost:{OURS}")
        visitor.sign_in("supervisor", "fictional people only")
        numbers = re.findall(r'href="/cases/(SLU-[\d-]+)"', visitor.ask("/cases?status=open")[1])
        pages = {number: visitor.ask(f"/cases/{number}") for number in numbers[:25]}
        number = min(pages, key=lambda n: abs(len(pages[n][1]) - 8192))
        page = pages[number][1]
        static = Path(folder) / "static"
        static.mkdir()
        (static / "page.html").write_text(page)
        os.chmod(folder, 0o755)
        (Path(folder) / "nginx.conf").write_text(
            f"worker_processes 2; daemon off; pid {folder}/pid; error_log /dev/null; events {{}} http {{ access_log off; "
            f"server {{ listen {NGINX}; root {static}; }} }}")
        nginx = serve("nginx", "-c", f"{folder}/nginx.conf")
        try:
            wait(f"http://localhost:{NGINX}/page.html")
            best = {}
            for _ in range(3):
                for name, address, pid in (
                    ("anse", f"http://localhost:{OURS}/cases/{number}", ours.pid),
                    ("nginx", f"http://localhost:{NGINX}/page.html", nginx.pid),
                ):
                    best.setdefault(name, []).append(load(address, visitor.cookie, pid, 4))
            rate, micro, p99 = sorted(best["anse"])[1]
            anchor, least, _ = sorted(best["nginx"])[1]
            kb = round(len(page) / 1024)
            line(f"case page, {kb} KB, CPU a request", f"{micro:.0f} µs", f"{micro / least:.1f} x nginx static ({least:.1f} µs); bar 8 x",
                 micro <= 8 * least)
            line("case page, 64 connections", f"{rate:.0f}/s, p99 {p99}", f"{rate / anchor:.2f} of nginx ({anchor:.0f}/s); bar 0.15",
                 rate >= 0.15 * anchor)
        finally:
            for server in (ours, nginx):
                server.terminate()
                server.wait()
