"""Holds a workshop with fifty phones in Chromium, and counts what the trainer clicks: workshop.py ADDRESS [SCREENSHOT_FOLDER]

From the list of workshops to the certificates: 12 clicks at most. Every phone joins by the address in the square, answers both tests and
says what it thought. Then the gain must stand in the results, one PDF hold every certificate, and each be checked by anyone. The demo runs at the address. The names are made here.
"""

import datetime
import random
import re
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

import certificates
import walk

ADDRESS = sys.argv[1]
SHOTS = Path(sys.argv[2]) if len(sys.argv) > 2 else None
PEOPLE = 50
MOST_CLICKS = 12
GIVEN = ("Marie Kervin Anselma Joachim Shernelle Delroy Philomène Tevin Octavia Lucius Jermila Castor Ianthe Rosalie Elwin Solange Cuthbert "
         "Verlyn Nathalie Augustin Theresia Kimani Perpetua Denzil Marcella").split()
FAMILY = ("Auguste", "Joseph", "Charlemagne", "St. Rose", "Montoute", "Jn Baptiste", "Félicien")
violations = []


def look(page, name):
    violations.extend(walk.look(page, name, SHOTS))


class Trainer:
    def __init__(self, browser):
        self.page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        self.page.set_default_timeout(60_000)
        self.clicks = 0

    def click(self, selector):
        self.clicks += 1
        self.page.click(selector)

    def sign_in(self, name):
        walk.sign_in(self.page, ADDRESS, name)

    def plan(self):
        """A workshop of today like the last one that was held, as it stood days before."""
        page = self.page
        page.goto(ADDRESS + "/workshops")
        held = page.locator("main tbody tr:has-text('Held') a").first.inner_text()
        page.goto(ADDRESS + f"/workshops/{held}")
        page.click("main a[href*='like=']")
        # The country's clock, which may be on another day than this machine's.
        today = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=4)
        for part, value in (("day", today.day), ("month", today.month), ("year", today.year)):
            page.fill(f"[name='day.{part}']", str(value))
        page.check("[name=halves][value=afternoons]")
        page.fill("#capacity", "50")
        page.click("main form button")
        number = re.search(r"/workshops/(W-[0-9-]+)$", page.url)
        assert number, page.inner_text("main")
        return number.group(1)


class Phone:
    """One phone of 360 px that keeps nothing from the phone before it. Without JavaScript, since it may be old."""

    def __init__(self, browser, index):
        self.context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, java_script_enabled=False)
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.index = index

    def join(self, address):
        page = self.page
        page.goto(address)
        page.fill("#name", f"{GIVEN[self.index % len(GIVEN)]} {FAMILY[self.index // len(GIVEN)]}")
        page.select_option("#agency", index=1 + self.index % 12)
        page.select_option("#group", index=1 + self.index % 10)
        page.check(f"#sex-{self.index % 2}")
        page.click("main form button")
        assert "/t/" in page.url, page.inner_text("main")
        self.own = page.url

    def answer(self, sitting, knows, chance):
        page = self.page
        page.goto(f"{self.own}/tests/{sitting}")
        groups = page.locator("main fieldset:not(#confidence)").all()
        for group in groups:
            name = group.get_attribute("id")
            code = RIGHT.get(name) if chance.random() < knows else None
            choice = group.locator(f"input[value='{code}']") if code else group.locator("input").nth(chance.randrange(3))
            choice.check()
        page.check(f"#confidence-{min(4, int(knows * 5))}")
        page.click("main form button")
        assert page.url == self.own, page.inner_text("main")


def right_answers():
    """By item, from the pack, as whoever learnt them would know."""
    text = "".join(file.read_text() for file in sorted(Path("Packs/saint-lucia/training/tests").glob("*.yml")))
    return dict(re.findall(r"- id: (\S+)\n.*?right: (\S+)\n", text, re.S))


RIGHT = right_answers()

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    chance = random.Random(50)
    trainer = Trainer(browser)
    trainer.sign_in("training-officer")
    number = trainer.plan()
    page = trainer.page
    page.goto(ADDRESS + "/workshops")

    trainer.click(f"a[href='/workshops/{number}']")
    trainer.click("main a[href$='/code']")
    look(page, "code")
    trainer.click("main form[action$='/tests'] button")  # opens the first test, back to the code
    started = time.monotonic()
    phones = [Phone(browser, index) for index in range(PEOPLE)]
    for phone in phones:
        if phone.index % 5 == 0:
            page.reload()
            shown = re.sub(r"\s", "", page.inner_text(".code.big"))
            address = page.locator("main p.code").first.inner_text()
        phone.join(f"http://{address}?now={shown}")
    joined = time.monotonic() - started
    for phone in phones:
        phone.answer("before", chance.uniform(0.2, 0.6), chance)
    trainer.click("main a[href$='/attendance']")
    look(page, "attendance")
    page.locator("main tbody select").nth(3).select_option("late")
    trainer.clicks += 1
    trainer.click("main form[action$='/attendance'] button")
    trainer.click("main form[action$='/tests'] button")  # opens the second test
    for phone in phones:
        phone.answer("after", chance.uniform(0.9, 1.0), chance)
        phone.page.goto(phone.own + "/opinion")
        phone.page.check("#sf_useful-0")
        phone.page.click("main form button")
    look(page, "workshop-open")
    trainer.click("main form[action$='/closure'] button")
    trainer.click("main form[action$='/certificates'] button")
    trainer.click("main a[href$='/results']")
    text = page.inner_text("main")
    assert re.search(r"Mean gain.*\n?.*\+\d", text), text[:400]
    rows = page.locator("table.chart tbody tr").count()
    assert rows == PEOPLE, rows
    gain = re.search(r"Mean gain in points of a hundred\s+(\S+)", text).group(1)
    page.goto(ADDRESS + f"/workshops/{number}")
    serials = certificates.papers(trainer, ADDRESS, number)
    clicks = trainer.clicks
    assert len(serials) == PEOPLE, len(serials)
    look(page, "certificates")
    certificates.checks(small := browser.new_context(viewport={"width": 320, "height": 740}).new_page(), ADDRESS, serials)
    look(small, "verify")
    did = certificates.published_key(small, ADDRESS)
    assert certificates.badges(phones, ADDRESS, did) == len(serials)
    certificates.names(small, ADDRESS, serials[1], page.locator(f"main tr:has-text('{serials[1]}') a").first.inner_text())
    look(small, "verify-name")
    certificates.revoke(trainer, ADDRESS, number, serials[0])
    look(page, "verify-revoked")
    certificates.expired(trainer, ADDRESS, small)
    look(small, "verify-expired")
    page.goto(ADDRESS + f"/workshops/{number}")
    phones[0].page.goto(phones[0].own)
    print(f"{PEOPLE} phones joined in {joined:.0f} s; {clicks} clicks of the trainer (at most {MOST_CLICKS}); "
          f"mean gain {gain}, {len(serials)} certificates")

    for name, path in (("own", phones[0].own), ("join", ADDRESS + "/join")):
        small.goto(path)
        look(small, name)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        person = page.locator("main tbody a").first.get_attribute("href")
        pages = ("/work", "/workshops", "/courses", "/courses/new", f"/workshops/{number}", f"/workshops/{number}/results",
                 f"/workshops/{number}/attendance", f"/workshops/{number}/invitations", f"/workshops/new?like={number}", person,
                 "/training/coverage", "/training/use", "/training/mine", "/training/reminders",
                 f"/workshops/{number}/certificates")
        for path in pages:
            page.goto(ADDRESS + path)
            look(page, re.sub(r"\W+", "-", path.replace(number, "one").split("?")[0]).strip("-")[:40] + f"-{width}")
        page.goto(ADDRESS + f"/workshops/{number}")
    browser.close()
    for violation in sorted(set(violations)):
        print("  " + violation)
    print(f"axe: {len(violations)} violations")
    sys.exit(1 if violations or clicks > MOST_CLICKS else 0)
