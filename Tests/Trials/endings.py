"""Files, papers, likenesses and the end of a case, walked in Chromium.

Usage: endings.py ADDRESS ANSE DATA_FOLDER [SCREENSHOT_FOLDER]. The demo of that folder runs at the address. Takes files in and has bad
ones refused, presses a court summary twice and has `anse verify --pdf` judge it, links and parts two cases, destroys one with two
people, and looks for what is left.
"""

import hashlib
import io
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

from playwright.sync_api import sync_playwright

import walk
from walk import PASSWORD

ADDRESS, ANSE, DATA = sys.argv[1], sys.argv[2], sys.argv[3]
SHOTS = Path(sys.argv[4]) if len(sys.argv) > 4 else None
violations, looked = [], set()


def png(comment=b""):
    """A picture of one point, with a hidden comment."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    parts = [chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))]
    if comment:
        parts.append(chunk(b"tEXt", b"Author\0" + comment))
    parts += [chunk(b"IDAT", zlib.compress(b"\0\x80\x80\x80")), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def bomb():
    """A small office document that unfolds to a gigabyte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(1024):
                part.write(bytes(1 << 20))
    return out.getvalue()


class Person:
    """Somebody with a browser of their own, signed in."""

    def __init__(self, browser, name, width):
        self.width = width
        self.page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
        self.page.set_default_timeout(60_000)
        walk.sign_in(self.page, ADDRESS, name)

    def go(self, path):
        return self.page.goto(ADDRESS + path)

    def text(self):
        return self.page.inner_text("main")

    def look(self, name):
        for width in (360, 1280):
            self.page.set_viewport_size({"width": width, "height": 800})
            violations.extend(walk.look(self.page, f"{name}-{width}", SHOTS))
        looked.add(name)

    def open_case(self, given, family):
        self.go("/cases/new")
        self.page.check("input[name=case_kind][value=suspected]")
        self.page.fill("#given_name", given)
        self.page.click("main form button:not(.quiet)")
        self.page.click("main form button")
        number = self.page.url.split("/cases/")[1].split("/")[0]
        self.go(f"/cases/{number}/forms/identity")
        self.page.fill("#family_name", family)
        for part, value in (("day", "17"), ("month", "5"), ("year", "2001")):
            self.page.fill(f"[name='birth_date.{part}']", value)
        self.page.click("main form button:not(.quiet)")
        self.page.click("main form button:not(.quiet)")
        return number

    def upload(self, case, name, data, what="A photograph of the yard"):
        self.go(f"{case}/attachments")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / name
            file.write_bytes(data)
            self.page.set_input_files("#file", file)
            self.page.fill("#text", what)
            self.page.click("form[enctype] button")


def files(manager, case):
    page = manager.page
    manager.upload(case, "yard.png", png(b"Taken by Ti Jean"))
    assert page.url.endswith("/attachments") and "yard.png" in manager.text(), manager.text()
    assert "hidden titles" in manager.text(), manager.text()
    with page.expect_download() as download:
        page.click("a[download]")
    kept = download.value.path().read_bytes()
    assert kept == png() and "yard" not in download.value.suggested_filename, download.value.suggested_filename
    for name, data, words in (
            ("photo.pdf", png(), "inside is PNG"), ("letter.docx", bomb(), "unfold"), ("run.png", b"MZ" + bytes(200), "not kept"),
            ("large.png", png() + bytes(50 << 20), "20 MB"), ("empty.png", b"", "missing|needed|Choose|empty|answer")):
        manager.upload(case, name, data)
        assert any(word in page.inner_text("main") for word in words.split("|")), (name, page.inner_text("main")[:400])
        assert name in ("large.png",) or page.locator("[role=alert]").count() == 1, name
        manager.look(f"refused-{name.replace('.', '-')}")
    manager.go(f"{case}/attachments")
    page.click("summary")
    page.fill("[id^=text-]", "Given to the registrar of the High Court")
    page.click("form[action$='/hand-over'] button")
    page.click("summary")
    assert "registrar" in manager.text()
    manager.look("attachments")


def summary(manager, case):
    page = manager.page
    manager.go(f"{case}/summary")
    manager.look("summary")
    page.click("form[method=post][action$='/summary'] button")
    assert page.url.endswith("/attachments"), manager.text()[:600]
    manager.look("attachments-summary")
    papers = []
    for _ in range(2):
        with page.expect_download() as download:
            page.click("a[download] >> nth=0")
        papers.append(download.value.path().read_bytes())
    assert papers[0] == papers[1] and papers[0].startswith(b"%PDF-"), "the paper differs"
    file = Path(DATA).with_suffix(".pdf")
    file.write_bytes(papers[0])
    info = subprocess.run(["pdfinfo", "-struct", file], capture_output=True, text=True, check=True).stdout
    assert "Document" in info and "H1" in info, info[:300]
    if SHOTS:
        subprocess.run(["pdftoppm", "-r", "60", "-png", file, SHOTS / "summary-pdf"], check=True)
    assert judge(file)[0] == 0
    changed = bytearray(papers[0])
    changed[len(changed) // 2] ^= 1
    file.write_bytes(changed)
    code, said = judge(file)
    assert code == 2 and "NOT GENUINE" in said, said
    print(f"court summary: {len(papers[0])} bytes, twice the same, sha256 {hashlib.sha256(papers[0]).hexdigest()[:16]}..., judged genuine; one byte changed: refused")
    file.unlink()


def judge(file):
    out = subprocess.run([ANSE, "verify", "--pdf", file, "--data", DATA], input=PASSWORD + "\n", capture_output=True, text=True)
    return out.returncode, out.stdout + out.stderr


def likeness(manager):
    page = manager.page
    first = manager.open_case("Marie-Jeanne", "St. Rose")
    second = manager.open_case("Mari Jn", "Saint Rose")
    assert page.url.endswith(f"{second}/known"), page.url  # a likely one is shown at once
    assert first in manager.text()
    manager.look("known")
    page.click("form:has(input[value=same]) button")
    assert "The same person" in manager.text()
    manager.look("known-linked")
    page.click("form[action$='/end'] button")
    assert first in manager.text()
    page.click("form:has(input[value=different]) button")
    manager.go("/work")
    return first, second


def ending(manager, officer, supervisor, number):
    case = f"/cases/{number}"
    manager.go(f"{case}/closure")
    manager.page.check("input[name=reason][value=goals-met]")
    manager.page.click("main form button")
    supervisor.go(f"{case}/closure")
    supervisor.page.click("main form button")
    officer.go(f"{case}/retention")
    officer.look("retention")
    officer.page.check("input[name=erasure][value=retention]")
    officer.page.click("form[action$='/ask'] button")
    assert "must be kept until" in officer.text(), officer.text()
    officer.page.check("input[name=erasure][value=wish]")
    officer.page.fill("#text-ask", "Asked for it in writing")
    officer.page.click("form[action$='/ask'] button")
    supervisor.go(f"{case}/retention")
    supervisor.look("retention-asked")
    supervisor.page.click("form[action$='/destruction'] button")
    assert "Tick the box" in supervisor.text()
    supervisor.page.check("input[name=sure]")
    supervisor.page.click("form[action$='/destruction'] button")
    assert "/destructions/" in supervisor.page.url, supervisor.text()
    supervisor.look("certificate")
    with supervisor.page.expect_download() as download:
        supervisor.page.click("form[action$='/paper'] button")
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    for person in (manager, officer, supervisor):
        for path in ("", "/history", "/journey", "/attachments", "/known", "/retention"):
            assert person.go(case + path).status == 404, path
        person.go("/cases")
        assert number not in person.text()
        person.page.fill("#name", "Mari")
        person.page.click("form[action='/cases/search'] button")
        assert number not in person.text()
        person.go("/work")
        assert number not in person.text()
    supervisor.go("/retention")
    supervisor.look("retention-list")
    out = subprocess.run([ANSE, "verify", "--data", DATA], input=PASSWORD + "\n", capture_output=True, text=True)
    assert out.returncode == 0 and "clean" in out.stdout and "destroyed" in out.stderr, out.stdout + out.stderr
    print(f"{number} destroyed: 404 for everybody, in no list, search or work; {out.stdout.strip()[:40]}")


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    manager, officer, supervisor, focal = (
        Person(browser, name, 1280) for name in ("case-manager", "data-protection-officer", "supervisor", "focal-point"))
    number = manager.open_case("Delvina", "Mathurin")
    files(manager, f"/cases/{number}")
    summary(manager, f"/cases/{number}")
    first, second = likeness(manager)
    for person, name in ((supervisor, "matches"), (focal, "matches-focal")):
        person.go("/matches")
        person.look(name)
    ending(manager, officer, supervisor, second)
    manager.go(f"/cases/{first}/known")
    assert second not in manager.text(), "a link still names the destroyed case"
    browser.close()
print(f"axe: {len(violations)} violations on {len(looked)} pages and states at 360 and 1280 px")
for violation in sorted(set(violations)):
    print("  " + violation)
sys.exit(1 if violations else 0)
