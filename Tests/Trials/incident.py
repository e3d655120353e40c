"""Registers and screens 69 people of one raid in Chromium, counting clicks and seconds.

Usage: incident.py ADDRESS [SCREENSHOT_FOLDER]. The demo runs at the address: anse demo --port 8123. The names are made here; nobody
of that name is meant. Fails when a status is wrong, when it takes more than ten minutes, or when axe finds anything.
"""

import random
import re
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

import walk

ADDRESS = sys.argv[1]
SHOTS = Path(sys.argv[2]) if len(sys.argv) > 2 else None
PEOPLE = 69
GIVEN = ("Marlon Kerlin Shanika Jelani Aaliyah Yolanda Yadira Wilner Guerline Fabiola Deshawn Ramón Luzmila Renel Kishana Tyrell "
         "Marisol Jocelyne Odane Rohini Anil Carmelita Dieudonné").split()
FAMILY = ("Charles", "St. Louis", "Jn Pierre", "Delva", "Pérez García", "Rodríguez", "Persaud", "Campbell", "Alexis", "Toussaint")
LANGUAGES = (("Saint Lucia", "Kwéyòl"), ("Haiti", "Haitian Creole"), ("Venezuela", "Spanish"), ("Jamaica", "Jamaican Patwa"), ("Guyana", "English"))


def sheet():
    """A sheet as somebody keeps it: column names first, ages and dates mixed, a few cells empty."""
    chance = random.Random(69)
    lines = ["Name\tSex\tAge\tCitizenship\tLanguage"]
    for index in range(PEOPLE):
        name = f"{GIVEN[index % len(GIVEN)]} {FAMILY[index % len(FAMILY)]}"
        age = str(chance.randint(18, 55)) if index % 5 else f"{chance.randint(1, 28):02}/0{chance.randint(1, 9)}/{chance.randint(1970, 2005)}"
        country, language = LANGUAGES[index % len(LANGUAGES)]
        lines.append("\t".join([name, "fm"[index % 2], "" if index == 7 else age, country, language]))
    return "\n".join(lines)


class Worker:
    def __init__(self, browser, width=1280):
        self.page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
        self.page.set_default_timeout(60_000)
        self.clicks, self.violations = 0, []

    def go(self, path):
        self.page.goto(ADDRESS + path)

    def click(self, selector):
        self.clicks += 1
        self.page.click(selector)

    def write(self, selector, text):
        self.clicks += 1
        self.page.fill(selector, text)

    def look(self, name):
        assert "victim" not in self.page.inner_text("main").lower(), f"{name} says victim"
        self.violations += walk.look(self.page, name, SHOTS)

    def sign_in(self, name):
        walk.sign_in(self.page, ADDRESS, name)


def register(worker):
    """From my work to 69 open cases: the facts, the list, the check."""
    worker.click("a[href='/incidents']")
    worker.click("a[href='/incidents/new']")
    worker.write("[name='ic_on.day']", "20")
    worker.write("[name='ic_on.month']", "11")
    worker.write("[name='ic_on.year']", str(time.localtime().tm_year - 1))
    worker.write("#ic_what", "People were kept in one house and worked at night.")
    worker.click("main form button")
    worker.write("#list", sheet().replace("\tm\t", "\tmale-ish\t", 1))
    worker.click("main form button")
    assert worker.page.locator("[role=alert]").inner_text().count("male-ish") == 1, "the faulty line is named"
    worker.write("#list", worker.page.input_value("#list").replace("male-ish", "m"))
    worker.click("main form button")
    assert "/people/check?draft=" in worker.page.url, worker.page.inner_text("main")
    assert worker.page.locator("main tbody tr").count() == PEOPLE
    worker.click("main form button")
    return re.search(r"/incidents/(I-[0-9-]+)$", worker.page.url).group(1)


def screen(worker, incident):
    """Pages of twelve: the same for everybody, one person who differs, a conclusion for each."""
    concluded = {"possible": 0, "unclear": 0, "not-now": 0}
    worker.click(f"a[href='/incidents/{incident}/screenings']")
    worker.click("main ul a[href$='/screenings/health']")
    while worker.page.url.endswith("/screenings/health"):
        worker.click("[name='all.hp_kept'][value=disclosed]")
        for sign in ("unsafe", "care", "daily", "companion", "injury"):
            worker.click(f"[name='all.hp_{sign}'][value=no]")
        worker.click("main section.card details summary >> nth=0")
        worker.clicks += 1
        worker.page.locator("main section.card select[name$='.hp_kept']").first.select_option("no")
        worker.click("main form button:has-text('Show')")
        cards = worker.page.locator("main section.card")
        people = cards.count()
        for index in range(people):
            conclusion = "not-now" if index == 0 else "possible" if index % 2 else "unclear"
            worker.clicks += 1
            cards.nth(index).locator(f"input[value={conclusion}]").check()
            concluded[conclusion] += 1
        worker.click("main form button")
        assert worker.page.locator("[role=alert]").count() == 0, worker.page.inner_text("[role=alert]")
    return concluded


def check(worker, incident, concluded):
    """Everybody has a status and the counts are those that were given."""
    assert worker.page.url.endswith(f"/incidents/{incident}"), worker.page.url
    rows = worker.page.locator("main table tbody tr")
    assert rows.count() == PEOPLE, rows.count()
    states = [row.split("\t")[-1].strip() for row in rows.all_inner_texts()]
    words = {"possible": "There are signs of trafficking", "unclear": "Not clear yet", "not-now": "No signs now"}
    for code, word in words.items():
        assert states.count(word) == concluded[code], (word, states.count(word), concluded)
    text = worker.page.inner_text("main")
    assert "Not screened yet" not in text
    assert re.search(r"Haitian Creole\s+14", text) and re.search(r"Spanish\s+14", text), "interpreters are counted"


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    worker = Worker(browser)
    worker.sign_in("case-manager")
    start = time.monotonic()
    incident = register(worker)
    registered = time.monotonic() - start
    concluded = screen(worker, incident)
    seconds, clicks = time.monotonic() - start, worker.clicks
    check(worker, incident, concluded)
    print(f"{PEOPLE} people registered in {registered:.1f} s, screened in {seconds:.1f} s in all, {clicks} clicks: {concluded}")
    for width in (1280, 360):
        worker.page.set_viewport_size({"width": width, "height": 900})
        for name in ("", "/facts", "/people", "/conflicts"):
            worker.go(f"/incidents/{incident}{name}")
            worker.look(f"incident{name.replace('/', '-')}-{width}")
        worker.go(f"/incidents/{incident}/people")
        worker.page.fill("#list", "Kishana Charles; f; 130; Atlantis\nOdane Delva; m; 31; Jamaica")
        worker.page.click("main form button")
        worker.look(f"people-faults-{width}")
        worker.page.fill("#list", "Odane Delva; m; 31; Jamaica\nOdane Delva; m; 31; Jamaica")
        worker.page.click("main form button")
        worker.look(f"people-check-{width}")
        worker.page.click("main form button")
        worker.go(f"/incidents/{incident}/screenings")
        worker.look(f"screenings-{width}")
        worker.go(f"/incidents/{incident}/screenings/health")
        worker.look(f"batch-{width}")
        worker.page.click("main form button:has-text('Show')")
        worker.look(f"conclusion-{width}")
        worker.page.locator("main section.card input[value=possible]").first.check()
        worker.page.click("main form button")  # differs from what the answers suggest, without a reason
        assert worker.page.locator("[role=alert]").count() == 1
        worker.look(f"conclusion-faults-{width}")
        assert worker.page.locator("main section.card input[value=possible]").first.is_checked(), "what was chosen is lost"
    browser.close()
    for violation in sorted(set(worker.violations)):
        print("  " + violation)
    print(f"axe: {len(worker.violations)} violations")
    sys.exit(1 if worker.violations or seconds > 600 else 0)
