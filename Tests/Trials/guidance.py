"""Reads the guidance as anybody, and prints the card of rights: guidance.py ADDRESS [SCREENSHOT_FOLDER]

In each language the card must be one sheet, on A4 and on Letter paper, with nothing on it that says where it comes from; each module and its
file must name whom to call with a number. The demo runs at the address.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import walk

ADDRESS = sys.argv[1]
SHOTS = Path(sys.argv[2]) if len(sys.argv) > 2 else None
violations = []


def text_of(file):
    return subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout


def pages_of(file):
    told = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"Pages:\s+(\d+)", told)[1])


def print_card(page, language, folder):
    page.goto(f"{ADDRESS}/guidance/rights?lang={language}")
    violations.extend(walk.look(page, f"rights-{language}", SHOTS))
    title, hint = page.inner_text("h1"), page.inner_text("main > .hint")
    for paper in ("A4", "Letter"):
        file = (SHOTS or folder) / f"rights-{language}-{paper}.pdf"
        page.pdf(path=file, format=paper)
        assert pages_of(file) == 1, f"the card in {language} takes {pages_of(file)} sheets of {paper}"
        text = text_of(file)
        assert title in text, f"{language} {paper}: the title is not on the sheet"
        for word in ("Anse", "demo", hint[:12]):
            assert word not in text, f"{language} {paper}: \"{word}\" is on the sheet"
        if SHOTS:
            subprocess.run(["pdftoppm", "-r", "60", "-png", file, file.with_suffix("")], check=True)


def read_modules(page, language):
    page.goto(f"{ADDRESS}/guidance?lang={language}")
    violations.extend(walk.look(page, f"guidance-{language}", SHOTS))
    paths = page.eval_on_selector_all("main .card a", "links => links.map(a => a.pathname)")
    assert paths
    for path in paths:
        page.goto(f"{ADDRESS}{path}?lang={language}")
        violations.extend(walk.look(page, f"guidance-{path.split('/')[-1]}-{language}", SHOTS))
        words = page.inner_text("main")
        file = page.request.get(f"{ADDRESS}{path}/file?lang={language}").text()
        for what in (words, file):
            assert re.search(r"\d{3}-\d{4}", what), f"{path} in {language} gives no number"
            assert "{phone" not in what and "{abroad" not in what


with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
    browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for width in (360, 1280):
        page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
        page.set_default_timeout(60_000)
        page.goto(ADDRESS + "/guidance?lang=en")
        languages = ["en"] + page.eval_on_selector_all(".languages a", "links => links.map(a => a.lang)")
        for language in languages:
            read_modules(page, language)
            print_card(page, language, Path(folder))
    browser.close()
print(f"guidance: the card is one sheet of A4 and of Letter in {len(languages)} languages; axe: {len(violations)} violations")
for violation in violations:
    print("  " + violation)
sys.exit(1 if violations else 0)
