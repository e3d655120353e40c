"""The figures of a year, published by two people, walked in Chromium.

Usage: publishing.py ADDRESS [SCREENSHOT_FOLDER]. A demo of Saint Lucia runs at the address. Journey f takes at most 8 clicks of both people
together; all of it works without JavaScript and once by keyboard alone; axe finds nothing in four languages; nothing is too wide at 360 px.
"""

import datetime
import sys
import time
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import walk

ADDRESS = sys.argv[1]
SHOTS = Path(sys.argv[2]) if len(sys.argv) > 2 else None
THIS_YEAR = datetime.date.today().year
violations, looked = [], set()


class Person(walk.Person):
    """Somebody whose clicks are counted."""

    def __init__(self, browser, name, script=True):
        super().__init__(browser, ADDRESS, name, script)
        self.clicks = 0

    def click(self, what):
        self.clicks += 1
        self.page.click(what)

    def press(self, action):
        """Presses the button of a form, and looks again while the work goes on."""
        self.click(f"form[action$='/{action}'] button")
        self.wait()

    def wait(self):
        for _ in range(60):
            if "being prepared" not in self.text():
                return
            time.sleep(1)
            self.page.click("main .actions a.button")
        raise SystemExit("it is never ready")

    def by_keyboard(self, what):
        """Tabs to something and presses Enter."""
        for _ in range(200):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("what => document.activeElement.matches(what)", what):
                return self.page.keyboard.press("Enter")
        raise SystemExit(f"{what} is not reached by keyboard")

    def look(self, name, languages=("en",)):
        assert "</" not in self.text() and "HTML(" not in self.text(), f"{name} shows its own markup"
        for language in languages:
            if language != "en":
                self.page.click(f".languages button[lang={language}]")
            text = self.text()
            for key in ("publish.", "refusal.", "withheld.", "gap."):
                assert key not in text, f"{name} in {language} lacks a word: {text[text.index(key):][:60]}"
            for width in (360, 1280):
                self.page.set_viewport_size({"width": width, "height": 800})
                if SHOTS:
                    SHOTS.mkdir(parents=True, exist_ok=True)
                    self.page.screenshot(path=SHOTS / f"publish-{name}-{language}-{width}.png", full_page=True)
                if not self.script:
                    continue
                over = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert over <= 0, f"{name} at {width} px in {language} is {over} px too wide"
                for found in Axe().run(self.page).response["violations"]:
                    violations.append(f"{name} {language} {width}: {found['id']}: {found['nodes'][0]['html'][:160]}")
        if languages != ("en",):
            self.page.click(".languages button[lang=en]")
        looked.add(name)


ALL = ("en", "fr", "es", "acf")


def journey(first, second, year):
    """Journey f. Gives how many clicks both took."""
    first.clicks = second.clicks = 0
    first.go("/work")
    first.click("main a[href='/statistics/publish']")
    first.click(f"main a[href='/statistics/publish/{year}']")
    first.press("freeze")
    assert "What is missing" in first.text() and "as known on" in first.text().lower(), first.text()[:600]
    first.look("frozen", ALL if first.script else ("en",))
    first.press("draft")
    text = first.text()
    assert "fewer than 10" in text and "fewer than 50 people" in text and "Count behind it" in text, text[:900]
    first.look("drafted", ALL if first.script else ("en",))
    first.page.fill("#text", "Nobody was counted twice.")
    first.press("ask")
    assert "somebody who had no part in it" in first.text(), first.text()[:600]
    assert first.page.locator("form[action$='/sign']").count() == 0, "whoever asks may sign"
    second.go("/work")
    second.look("work")
    second.click(f"main a[href='/statistics/publish/{year}']")
    assert "Nobody was counted twice." in second.text() and "fewer than 10" in second.text()
    second.look("asked", ALL if second.script else ("en",))
    second.press("sign")
    assert "Version 1 is public" in second.text(), second.text()[:600]
    second.look("published", ALL if second.script else ("en",))
    return first.clicks + second.clicks


def returned(first, second, year):
    """A draft that comes back, with what was said, and is asked for again."""
    first.go(f"/statistics/publish/{year}")
    first.press("freeze")
    first.press("draft")
    first.press("ask")
    second.go(f"/statistics/publish/{year}")
    second.page.click("main details summary")
    second.press("return")
    assert "problem" in second.text().lower() or second.page.locator(".errors").count() == 1
    second.look("return-empty")
    second.page.click("main details summary")
    second.page.fill("#text", "Ask the shelter again.")
    second.press("return")
    first.go(f"/statistics/publish/{year}")
    assert "Ask the shelter again." in first.text()
    first.look("returned")


def seen(first):
    """What the demo published, and this year, which may be frozen only."""
    first.go("/statistics/publish")
    first.look("list", ALL)
    last = THIS_YEAR - 1
    first.go(f"/statistics/publish/{last}/versions/1")
    assert "fewer than" in first.text() or " to " in first.text()
    first.look("version", ALL)
    first.go(f"/statistics/publish/{THIS_YEAR}")
    assert f"{THIS_YEAR} is not over" in first.text() and first.page.locator("form[action$='/draft']").count() == 0
    first.look("this-year", ALL)
    first.page.click("main a[href*='/gaps/'] >> nth=0")
    assert "By agency" in first.text() and first.page.locator("main a[href^='/cases/']").count() == 0
    first.look("gap", ALL)


def keyboard(first, year):
    first.go(f"/statistics/publish/{year}")
    for action in ("freeze", "draft"):
        with first.page.expect_navigation():
            first.by_keyboard(f"form[action$='/{action}'] button")
        first.wait()
    assert "fewer than 10" in first.text(), first.text()[:600]


def main():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        first, second = Person(browser, "statistician"), Person(browser, "focal-point")
        seen(first)
        clicks = journey(first, second, THIS_YEAR - 2)
        assert clicks <= 8, f"journey f takes {clicks} clicks"
        returned(first, second, THIS_YEAR - 3)
        keyboard(first, THIS_YEAR - 4)
        plain = [Person(browser, name, script=False) for name in ("statistician", "focal-point")]
        # Without a script: a correction of words, which is the next version of the same figures.
        page = plain[0].page
        plain[0].go(f"/statistics/publish/{THIS_YEAR - 2}")
        page.fill("#text", "")
        plain[0].press("ask")
        assert "says in its notes" in plain[0].text(), plain[0].text()[:600]
        page.fill("#text", "A word in the notes was wrong.")
        plain[0].press("ask")
        plain[1].go(f"/statistics/publish/{THIS_YEAR - 2}")
        plain[1].press("sign")
        assert "Version 2 is public" in plain[1].text(), plain[1].text()[:600]
        plain[1].look("second")
        page = plain[1].page
        assert page.locator("main a[href$='/versions/1']").count() == 1 and page.locator("main a[href$='/versions/2']").count() == 1
        browser.close()
    for violation in violations:
        print(violation)
    print(f"publishing: {clicks} clicks for journey f, {len(looked)} pages, {len(violations)} violations")
    sys.exit(1 if violations else 0)


main()
