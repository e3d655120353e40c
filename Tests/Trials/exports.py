"""A file for a partner, from the asking to the copy that is found, walked in Chromium without JavaScript; axe looks with it.

Usage: exports.py ADDRESS [SCREENSHOT_FOLDER]. A fresh demo of Saint Lucia runs at the address. Needs the programs age and age-keygen.
Nothing is too wide at 360 px, the recipient opens what was saved, and a part of its rows still names it.
"""

import csv
import io
import subprocess
import sys
import tempfile
import zipfile
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright
from walk import look, sign_in

ADDRESS = sys.argv[1]
SHOTS = Path(sys.argv[2]) if len(sys.argv) > 2 else None
violations = []


def worker(browser, name):
    """Somebody with two windows: one without scripts to work in, one with them to look hard at the same pages."""
    plain = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False, accept_downloads=True)
    page = plain.new_page()
    page.set_default_timeout(60_000)
    sign_in(page, ADDRESS, name)
    scripted = browser.new_context(viewport={"width": 360, "height": 800}, storage_state=plain.storage_state()).new_page()
    return page, scripted


def see(scripted, path, name):
    scripted.goto(ADDRESS + path)
    for width in (360, 1280):
        scripted.set_viewport_size({"width": width, "height": 900})
        violations.extend(look(scripted, f"{name}-{width}", SHOTS))


def button(page, text):
    page.click(f"main button:has-text('{text}')")


with sync_playwright() as player, tempfile.TemporaryDirectory() as folder:
    browser = player.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    secret = Path(folder, "secret")
    made = subprocess.run(["age-keygen"], check=True, capture_output=True, text=True).stdout
    secret.write_text(made)
    key = next(line.split()[-1] for line in made.splitlines() if "public key" in line)

    asker, asker_eyes = worker(browser, "focal-point")
    other, other_eyes = worker(browser, "supervisor")

    # What the demo left: one waits for the supervisor, who agrees from their work.
    other.goto(ADDRESS + "/work")
    assert "Agree or refuse" in other.inner_text("main")
    see(other_eyes, "/work", "exports-work")
    waiting = other.get_attribute("main a[href^='/exports/E-']", "href")
    see(other_eyes, waiting, "exports-waiting")

    # A file of one's own.
    asker.goto(ADDRESS + "/exports")
    see(asker_eyes, "/exports", "exports-list")
    asker.click("main a[href='/exports/new']")
    see(asker_eyes, "/exports/new", "exports-new")
    asker.check("[name=format][value=ctdc-global]")
    today = date.today()
    for name, day in (("from", today.replace(year=today.year - 2)), ("until", today)):
        for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
            asker.fill(f"[name='{name}.{part}']", str(number))
    asker.fill("#recipient", "Example Institute, Ms Solange Biscette")
    asker.fill("#keys", key[:-1] + "q")
    asker.check("[name=reason] >> nth=0")
    asker.fill("#words", "They compare how people are recruited. One row for each person, deleted after the year.")
    button(asker, "Show who")
    assert "is no key of a recipient" in asker.inner_text("main") and asker.input_value("#recipient").startswith("Example")
    if SHOTS:
        asker.screenshot(path=SHOTS / "exports-wrong-key-360.png", full_page=True)
    asker.fill("#keys", key)
    button(asker, "Show who")
    assert "/exports/new/check?draft=" in asker.url, asker.inner_text("main")
    see(asker_eyes, asker.url.removeprefix(ADDRESS), "exports-check")
    button(asker, "Ask a second")
    path = asker.url.removeprefix(ADDRESS)
    number = path.rsplit("/", 1)[1]
    assert "I agree" not in asker.inner_text("main")

    other.goto(ADDRESS + path)
    button(other, "I agree")
    assert "Agreed" in other.inner_text("main")
    asker.goto(ADDRESS + path)
    see(asker_eyes, path, "exports-agreed")
    button(asker, "Make the file")
    see(asker_eyes, path, "exports-made")
    with asker.expect_download() as saved:
        asker.click("main a[download]")
    sealed = Path(folder, "sealed")
    saved.value.save_as(sealed)
    assert saved.value.suggested_filename == f"{number}.zip.age", saved.value.suggested_filename

    # As the recipient opens it.
    opened = subprocess.run(["age", "--decrypt", "-i", secret, sealed], check=True, capture_output=True).stdout
    with zipfile.ZipFile(io.BytesIO(opened)) as archive:
        assert sorted(archive.namelist()) == [f"{number}.csv", "NOTICE.txt"]
        notice, table = archive.read("NOTICE.txt").decode(), archive.read(f"{number}.csv").decode()
    assert number in notice and "Not to be passed on" in notice and "Solange" in notice
    rows = list(csv.reader(io.StringIO(table)))
    assert len(rows[0]) == 27 and len(rows) > 15, len(rows)
    print(f"{number}: {len(rows) - 1} people, {len(set(map(tuple, rows[1:])))} different rows")

    def found(content, name):
        copy = Path(folder, name)
        copy.write_bytes(content)
        other.goto(ADDRESS + "/exports/found")
        other.set_input_files("#file", copy)
        button(other, "Look it up")
        return other.inner_text("main [role=status]")

    def text(rows):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        return out.getvalue().encode()

    see(other_eyes, "/exports/found", "exports-found")
    assert number in found(sealed.read_bytes(), "sealed.age") and number in found(opened, "opened.zip")
    assert number in found(text(rows), "table.csv")
    part = found(text(rows[:-2]), "part.csv")
    if SHOTS:
        other.screenshot(path=SHOTS / "exports-found-part-360.png", full_page=True)
    assert number in part, part
    assert number not in found(text([rows[0]] + sorted(rows[1:])), "sorted.csv")
    browser.close()

print("\n".join(violations) or "axe found nothing")
sys.exit(1 if violations else 0)
