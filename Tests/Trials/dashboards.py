"""The dashboard, the tables and the count by anything, as each role reads them, walked in Chromium.

Usage: dashboards.py ADDRESS [SCREENSHOT_FOLDER]. A demo of Saint Lucia runs at the address. All of it works without JavaScript; axe finds
nothing at 360 and 1280 px in four languages; the task force reads no number that is not a band.
"""

import re
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from walk import look, sign_in

ADDRESS = sys.argv[1]
SHOTS = Path(sys.argv[2]) if len(sys.argv) > 2 else None
found = []


def walk(browser, name, pages, script):
    """Signs in and looks at each page at both widths."""
    page = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=script).new_page()
    page.set_default_timeout(60_000)
    sign_in(page, ADDRESS, name)
    for path in pages:
        assert page.goto(ADDRESS + path).status == 200, path
        text = page.inner_text("main")
        assert "</" not in text and "HTML(" not in text, f"{path} shows its own markup"
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            label = f"{name}{re.sub('[^a-z0-9]+', '-', path)[:40]}"
            if script:
                found.extend(look(page, label, SHOTS / str(width) if SHOTS else None))
    return page


with sync_playwright() as play:
    browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    pivot = "/statistics/pivot?population=people&rows=sex&columns=age"
    chief = walk(browser, "statistician", ["/statistics?period=twelve", "/statistics/tables?period=twelve", pivot], True)
    boxes = chief.locator("main a, main button, main select, main input:not([type=hidden])")
    for box in boxes.all():
        size = box.bounding_box()
        in_text = box.evaluate("e => e.tagName == 'A' && e.closest('p, .links') != null")
        assert size is None or in_text or size["height"] >= 44, box.evaluate("e => e.outerHTML")
    for language in ("fr", "es", "acf", "en"):
        chief.click(f".languages button[lang={language}]")
        for path in ("/statistics?period=twelve", "/statistics/tables?period=twelve", pivot):
            chief.goto(ADDRESS + path)
            assert "figures." not in chief.inner_text("main"), f"{language} lacks a word on {path}"
            found.extend(look(chief, f"{language}{path[:24]}".replace("/", "-").replace("?", "-")))

    # By keyboard: what is counted, then by what, and the answer.
    chief.goto(ADDRESS + "/statistics/pivot")
    chief.focus("#population")
    chief.keyboard.type("People who were screened")
    chief.keyboard.press("Tab")
    chief.keyboard.press("Enter")
    chief.wait_for_selector("#rows")
    chief.focus("#rows")
    chief.keyboard.type("Gender")
    for _ in range(12):
        if chief.evaluate("document.activeElement.tagName") == "BUTTON":
            break
        chief.keyboard.press("Tab")
    chief.keyboard.press("Enter")
    chief.wait_for_selector("#counts table")

    viewer = walk(browser, "task-force-viewer", ["/statistics?period=twelve"], True)
    cells = viewer.locator("#caseload td, #late td, #stalled td, .tiles dd").all_inner_texts()
    assert cells and not [cell for cell in cells if cell.strip().isdigit()], cells
    assert viewer.locator("main svg").count() == 0
    assert viewer.goto(ADDRESS + "/statistics/tables").status == 404

    for name, pages in (("supervisor", ["/statistics", "/statistics/tables"]), ("focal-point", ["/statistics?period=twelve"])):
        walk(browser, name, pages, True)
    page = walk(browser, "case-manager", ["/statistics", "/statistics/tables"], False)
    page.click("main nav.filters a >> nth=0")
    page.fill("#period", "2025")
    page.click("main form.filters button")
    assert page.url.endswith("period=2025") and "2025" in page.inner_text("main")
    pages = chief.goto(ADDRESS + "/statistics?period=twelve") and chief.pdf(format="A4", print_background=True)
    sheets = len(re.findall(rb"/Type\s*/Page\b", pages))
    print(f"the dashboard prints on {sheets} sheets")
    assert sheets <= 3, sheets
    browser.close()

print("\n".join(found) or "axe finds nothing")
sys.exit(bool(found))
