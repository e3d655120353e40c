"""A campaign from the plan to the printed results, walked in Chromium.

Usage: campaign.py ADDRESS [SCREENSHOT_FOLDER]. A demo runs at the address: of Saint Lucia, or of another country, whose campaign is then
only looked at. Without JavaScript all of it works; axe finds nothing on any page; nothing is too wide at 360 px.
"""

import sys
import tempfile
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import walk

ADDRESS = sys.argv[1]
SHOTS = Path(sys.argv[2]) if len(sys.argv) > 2 else None
violations, looked = [], set()


class Person(walk.Person):
    """Somebody who plans."""

    def __init__(self, browser, name, script=True):
        super().__init__(browser, ADDRESS, name, script)

    def send(self):
        self.page.click("main form[method=post] .actions button >> nth=0")

    def send_out(self):
        self.page.click("form[action$='/out'] button")

    def day(self, name, value):
        for part, number in zip(("year", "month", "day"), value.split("-")):
            self.page.fill(f"[name='{name}.{part}']", number)

    def look(self, name):
        assert "</" not in self.text() and "HTML(" not in self.text(), f"{name} shows its own markup"
        for width in (360, 1280):
            self.page.set_viewport_size({"width": width, "height": 800})
            if SHOTS:
                SHOTS.mkdir(parents=True, exist_ok=True)
                self.page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)
            if not self.script:
                continue
            over = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, f"{name} at {width} px is {over} px too wide"
            for found in Axe().run(self.page).response["violations"]:
                violations.append(f"{name} {width}: {found['id']}: {found['nodes'][0]['html'][:160]}")
        looked.add(name)


def seen(officer):
    """The campaign of the demo, page by page. Gives its address."""
    page = officer.page
    officer.go("/campaigns")
    officer.look("campaigns")
    page.click("main table a >> nth=0")
    path = page.url.removeprefix(ADDRESS)
    officer.look("campaign")
    for part in ("results", "codes", "print", "evidence", "plan"):
        officer.go(f"{path}/{part}")
        officer.look(part)
    officer.go(f"{path}/results")
    assert "95 %" in officer.text() and page.locator("figure.map").count() == 2 and page.locator("p.quote").count() >= 4
    officer.go(path)
    page.click("a[href*='/rounds/']:not([href$=import]) >> nth=0")
    officer.look("ask")
    return path


def planned(officer):
    """A new campaign, from nothing to a sentence about no calls at all."""
    page = officer.page
    officer.go("/campaigns/new")
    officer.look("new")
    for field, text in (("ca_name", "Know your rights"), ("ca_know", "Help is free."), ("ca_do", "Call 847.")):
        page.fill(f"#{field}", text)
    page.fill("#ca_budget", "12.345")
    officer.send()
    assert page.input_value("#ca_name") == "Know your rights", "what was typed is lost"
    page.fill("#ca_budget", "12500.50")
    officer.send()
    path = page.url.removeprefix(ADDRESS)
    officer.look("fresh")
    officer.go(f"{path}/records/wave")
    page.fill("#wv_name", "At the port")
    officer.day("wv_from", "2026-01-10")
    officer.day("wv_until", "2026-01-05")
    page.check("[name=wv_channels][value=radio]")
    page.check("[name=wv_channels][value=poster]")
    officer.send()
    assert "before the first" in officer.text(), officer.text()[:400]
    officer.look("wave-refused")
    officer.day("wv_until", "2026-01-20")
    officer.send()
    officer.go(f"{path}/records/material")
    page.fill("#ml_name", "Two hands")
    page.check("[name=ml_kind][value=poster]")
    page.fill("#ml_version", "1")
    officer.send()
    page.click("a[href*='/records/stock?about=']")
    page.fill("#st_site", "Bus stand")
    page.fill("#st_sent", "60")
    officer.send()
    assert "may not go out yet" in officer.text() and page.input_value("#st_site") == "Bus stand"
    officer.look("stock-refused")
    officer.go(path)
    page.click("a[href*='/records/harm-check?about=']")
    officer.look("check")
    for field in ("known", "hope", "equal", "true", "ready"):
        page.check(f"[name=ck_{field}][value=yes]")
    officer.send()
    page.click("a[href*='/records/stock?about=']")
    page.fill("#st_site", "Bus stand")
    page.fill("#st_sent", "60")
    officer.send()
    assert "Bus stand" in officer.text()
    officer.go(f"{path}/results")
    # Those days lie before the first call that this demo counted.
    assert "Calls were not yet counted" in officer.text(), officer.text()[:800]
    officer.look("no-calls")
    return path


def asked(officer, path):
    """People are asked: two by hand, three by a sheet of which one row is bad."""
    page = officer.page
    officer.go(f"{path}/records/survey-round")
    page.check("[name=rd_round][value=baseline]")
    officer.day("rd_from", "2026-01-02")
    officer.send()
    page.click("a[href*='/rounds/']:not([href$=import])")
    for _ in range(2):
        page.check("[name=kp_heard][value=yes]")
        page.check("[name=kp_number][value=hotline]")
        officer.send()
        assert "fresh page" in officer.text()
    assert "2 answered so far" in officer.text()
    officer.go(path)
    page.click("a[href$='/import']")
    officer.look("import")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "survey.csv"
        file.write_text("kp_heard,kp_sex,name\nyes,Woman,x\nperhaps,Man,x\nno,male,x\n")
        page.set_input_files("#file", file)
        page.click("form[enctype] button")
    assert "Row 3" in officer.text() and "2 rows were understood" in officer.text(), officer.text()[:600]
    officer.look("import-check")
    page.click("form[action$='/check'] button")
    assert "2 rows were recorded" in officer.text() and "4 answered so far" in officer.text(), officer.text()[:600]
    officer.look("imported")
    page.click("form[action$='/out'] button")
    assert "2 answered so far" in officer.text(), officer.text()[:600]


def shown(officer, path):
    """A file that shows what was done: kept for a wave, then taken out with a reason."""
    page = officer.page
    officer.go(f"{path}/evidence")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "list.txt"
        file.write_text("How many came\n")
        page.set_input_files("#file", file)
        page.fill("#text", "A list")
        page.select_option("#about", index=1)
        page.click("form[enctype] button")
    officer.look("evidence-kept")
    page.click("a[href$='/out']")
    officer.look("evidence-out")
    page.fill("#text", "Somebody can be recognised")
    officer.send_out()
    assert "Somebody can be recognised" in officer.text() and page.locator("a[href$='/out']").count() == 0


def read(minister, path):
    """The minister's side reads the sentence, and nothing else of it."""
    minister.go("/campaigns")
    minister.page.click(f"main table a[href='{path}/results']")
    assert minister.page.url.endswith("/results") and minister.page.locator("p.quote").count() >= 4
    minister.look("minister")
    minister.go(f"{path}/print")
    assert minister.page.locator("details:not([open])").count() == 0
    assert minister.page.request.get(f"{ADDRESS}{path}").status == 404


with sync_playwright() as play:
    browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    names = Person.__new__(Person)
    names.page = browser.new_page()
    names.page.goto(ADDRESS + "/sign-in")
    isHome = "campaign-officer" in names.page.content()
    officer = Person(browser, "campaign-officer" if isHome else "drummer")
    first = seen(officer)
    if isHome:
        path = planned(officer)
        asked(officer, path)
        shown(officer, path)
        plain = Person(browser, "focal-point", script=False)
        asked(plain, planned(plain))
        read(Person(browser, "decision-maker"), first)
        operator = Person(browser, "hotline-operator")
        operator.go("/concerns/new")
        codes = operator.page.locator("#cn_code option, [name=cn_code]").count()
        assert codes > 1, "no live code is offered"
        operator.look("call-log")
        answer = operator.page.request.get(f"{ADDRESS}/c/radio1", max_redirects=0)
        assert answer.status == 303 and answer.headers["location"].endswith("?c=RADIO1") and "set-cookie" not in answer.headers
    for line in violations:
        print(line)
    print(f"{len(looked)} pages looked at, {len(violations)} violations")
    sys.exit(1 if violations else 0)
