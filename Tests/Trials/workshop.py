"""Holds a workshop with fifty phones in Chromium, and counts what the trainer clicks: workshop.py ADDRESS PACK TRAINER [SCREENSHOT_FOLDER]

From the list of workshops, with that of today planned, to the results and the certificates: 12 clicks at most. All phones join at once by
the address in the square, answer both tests and say what they thought. Then the gain must stand in the results as recounted here, one PDF
hold every certificate, and each be checked by anyone. The demo of the pack runs at the address; TRAINER is a sign-in that trains.
"""

import datetime
import re
import sys
import zoneinfo
from pathlib import Path

import yaml
from playwright.sync_api import sync_playwright

import certificates
import walk
from crowd import Crowd

ADDRESS, PACK, TRAINER = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
SHOTS = Path(sys.argv[4]) if len(sys.argv) > 4 else None
PEOPLE = 50
MOST_CLICKS = 12
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
        today = datetime.datetime.now(country_zone())
        for part, value in (("day", today.day), ("month", today.month), ("year", today.year)):
            page.fill(f"[name='day.{part}']", str(value))
        page.check("[name=halves][value=afternoons]")
        page.fill("#capacity", "50")
        page.click("main form button")
        number = re.search(r"/workshops/(W-[0-9-]+)$", page.url)
        assert number, page.inner_text("main")
        return number.group(1)


class Own:
    """Whoever holds a participant's own address, afterwards."""

    def __init__(self, browser, own):
        self.own, self.context = own, browser.new_context()


def right_answers():
    """By item, from the pack, as whoever learnt them would know."""
    tests = [yaml.safe_load(file.read_text()) for file in sorted((PACK / "training/tests").glob("*.yml"))]
    return {item["id"]: str(item["right"]) for test in tests for item in test["items"]}


def country_zone():
    """The country's clock, which may be on another day than this machine's."""
    return zoneinfo.ZoneInfo(yaml.safe_load((PACK / "pack.yml").read_text())["timeZone"])


def recount(phones, page):
    """The results as the phones know them: the mean gain, and a row for each person."""
    gains = [phone.gain() for phone in phones]
    shown = re.search(r"Mean gain in points of a hundred\s+([+−-][\d.]+)", page.inner_text("main")).group(1)
    mean = sum(gains) / len(gains)
    assert abs(float(shown.replace("−", "-")) - mean) <= 0.0501, (shown, mean)
    rows = page.locator("table.chart tbody tr").all_inner_texts()
    assert len(rows) == len(phones), len(rows)
    for phone, gain in zip(phones, gains):
        row = next(row for row in rows if phone.name in row)
        numbers = [float(one.replace("−", "-")) for one in re.findall(r"[+−-][\d.]+", row.replace(phone.name, ""))]
        assert any(abs(number - gain) <= 0.51 for number in numbers) or gain == 0, (row, gain)
    return mean


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    trainer = Trainer(browser)
    trainer.sign_in(TRAINER)
    number = trainer.plan()
    crowd = Crowd(PEOPLE, right_answers())
    page = trainer.page
    page.goto(ADDRESS + "/workshops")

    trainer.click(f"a[href='/workshops/{number}']")
    trainer.click("main a[href$='/code']")
    look(page, "code")
    trainer.click("main form[action$='/tests'] button")  # opens the first test, back to the code
    shown = re.sub(r"\s", "", page.inner_text(".code.big"))
    address = page.locator("main p.code").first.inner_text()
    joined = crowd.all(lambda phone: phone.join(f"http://{address}?now={shown}"))
    first = crowd.all(lambda phone: phone.answer("before", 0.2, 0.6))
    trainer.click("main a[href$='/attendance']")
    look(page, "attendance")
    page.locator("main tbody select").nth(3).select_option("late")
    trainer.clicks += 1
    trainer.click("main form[action$='/attendance'] button")
    trainer.click("main form[action$='/tests'] button")  # opens the second test
    second = crowd.all(lambda phone: phone.answer("after", 1.0, 1.0))
    crowd.all(lambda phone: phone.rate())
    look(page, "workshop-open")
    trainer.click("main form[action$='/closure'] button")
    trainer.click("main form[action$='/certificates'] button")
    serials = certificates.papers(trainer, ADDRESS, number)
    look(page, "certificates")
    trainer.click("main a[href$='/results']")
    gain = recount(crowd.phones, page)
    look(page, "results")
    clicks = trainer.clicks
    crowd.leave()
    assert len(serials) == PEOPLE, len(serials)
    phones = [Own(browser, phone.own) for phone in crowd.phones]
    certificates.checks(small := browser.new_context(viewport={"width": 320, "height": 740}).new_page(), ADDRESS, serials)
    look(small, "verify")
    did = certificates.published_key(small, ADDRESS)
    assert certificates.badges(phones, ADDRESS, did) == len(serials)
    page.goto(ADDRESS + f"/workshops/{number}/certificates")
    certificates.names(small, ADDRESS, serials[1], page.locator(f"main tr:has-text('{serials[1]}') a").first.inner_text())
    look(small, "verify-name")
    certificates.revoke(trainer, ADDRESS, number, serials[0])
    look(page, "verify-revoked")
    certificates.expired(trainer, ADDRESS, small)
    look(small, "verify-expired")
    page.goto(ADDRESS + f"/workshops/{number}")
    print(f"{PEOPLE} phones at once: joined in {joined:.0f} s, tests sent in {first:.0f} and {second:.0f} s; "
          f"{clicks} clicks of the trainer (at most {MOST_CLICKS}); mean gain {gain:+.1f} as recounted, {len(serials)} certificates")

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
