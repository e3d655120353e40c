"""Walks the journeys of the demo in Chromium: open, screen, consent, refer, accept, log a service, close.

Usage: journeys.py ADDRESS ENROL_LINK SEALED_ADDRESS [SCREENSHOT_FOLDER]. Each walk is made at 360 px and 1280 px, without
JavaScript and by keyboard; every other page is looked at in English and French.
"""

import gzip
import sys
import time
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import walk as shared
from walk import PASSWORD

ADDRESS = sys.argv[1]
ENROL, SEALED = sys.argv[2], sys.argv[3]
SHOTS = Path(sys.argv[4]) if len(sys.argv) > 4 else None
violations, weights, looked = [], [], set()


class Walk:
    def __init__(self, browser, width, javascript, keyboard=False, language="en"):
        self.browser, self.width, self.keyboard, self.language = browser, width, keyboard, language
        self.javascript, self.cookies, self.name = javascript, {}, ""
        self.context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=javascript, locale=language)
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)

    def go(self, path):
        self.page.goto(ADDRESS + path)

    def look(self, name):
        """A screenshot, the checks of the page, and no way to scroll sideways."""
        if SHOTS:
            self.page.screenshot(path=SHOTS / f"{name}-{self.width}-{self.language}.png", full_page=True)
        looked.add(name)
        if self.javascript:
            over = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, f"{name} at {self.width} px is {over} px too wide"
            for found in Axe().run(self.page).response["violations"]:
                violations.append(f"{name} {self.language} {self.width}: {found['id']}: {found['nodes'][0]['html'][:160]}")

    def press(self, selector):
        if not self.keyboard:
            return self.page.click(selector)
        self.focus(selector)
        tag = self.page.evaluate("document.activeElement.type || document.activeElement.tagName")
        if tag in ("radio", "checkbox"):
            return self.page.keyboard.press("Space")
        if "data-next" in selector:  # a step within the page
            return self.page.keyboard.press("Enter")
        with self.page.expect_navigation():  # the key returns before the next page has begun
            self.page.keyboard.press("Enter")

    def focus(self, selector):
        """Comes to an element by the Tab key alone, as a person without a mouse does."""
        wanted = self.page.locator(selector).first.element_handle()
        if wanted.evaluate("e => e.type") == "radio":
            return self.reach_radio(wanted)
        for _ in range(250):
            if wanted.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")

    def reach_radio(self, wanted):
        for _ in range(250):
            if wanted.evaluate("e => document.activeElement.name === e.name"):
                break
            self.page.keyboard.press("Tab")
        for _ in range(60):
            if wanted.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError("the arrow keys do not reach the answer")

    def write(self, selector, text):
        if not self.keyboard:
            return self.page.fill(selector, text)
        self.focus(selector)
        self.page.keyboard.type(text)

    def sign_in(self, name):
        """Each person keeps a browser of their own, so that nobody signs in twice with one code."""
        self.context = self.browser.new_context(
            viewport={"width": self.width, "height": 800}, java_script_enabled=self.javascript, locale=self.language)
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        if name in self.cookies:
            self.context.add_cookies(self.cookies[name])
            return self.go("/work")
        self.name = name
        shared.sign_in(self.page, ADDRESS, name, self.write, self.press)

    def leave(self):
        self.cookies[self.name] = self.context.cookies()
        self.context.close()


def journey(walk, names):
    """One person's way from the first question to the closed case."""
    manager, provider, supervisor = names
    walk.sign_in(manager)
    walk.look("work")
    walk.go("/cases/new")
    walk.look("new-case")
    walk.press("main form button")  # nothing answered: the fault is named and nothing is lost
    assert walk.page.locator("[role=alert]").count() == 1
    walk.look("new-case-faults")
    walk.press("input[name=case_kind][value=suspected]")
    walk.write("#given_name", "Anselma")
    walk.press("main form button:not(.quiet)")
    assert "/cases/new/check?draft=" in walk.page.url, walk.page.url
    walk.look("check-answers")
    walk.press("main form button")
    number = walk.page.url.rsplit("/", 1)[1]
    case = f"/cases/{number}"
    walk.look("case")
    walk.go(f"{case}/forms/quick-screen")
    walk.press("input[name=qs_safe][value=yes]")
    walk.press("main form button:not(.quiet)")
    walk.press("main form button")
    walk.look("tasks")
    walk.go(f"{case}/consents")
    walk.look("consent")
    walk.press("input[name=purpose][value=referral]")
    walk.press("main form button:not(.quiet)")
    walk.go(f"{case}/referrals?service=housing")
    walk.look("refer")
    walk.press("input[name=to][value=ngo-shelter]")
    walk.press("main form button")
    assert walk.page.url.endswith(case), walk.page.inner_text("main")
    walk.leave()

    walk.sign_in(provider)
    walk.look("work-provider")
    walk.press(f"form[action^='{case}/referrals/'] button")
    assert walk.page.url.endswith(case), walk.page.url
    walk.look("case-provider")
    walk.go(f"{case}/services")
    walk.look("service")
    walk.press("main form button")
    assert walk.page.url.endswith(case), walk.page.inner_text("main")
    walk.press("a[href*='/referrals/']")
    walk.look("referral")
    walk.press("form[action$='/completion'] button")
    walk.leave()

    walk.sign_in(manager)
    walk.go(f"{case}/closure")
    walk.look("closure")
    walk.press("input[name=reason][value=goals-met]")
    walk.press("main form button")  # one asks, another agrees
    assert walk.page.url.endswith(case), walk.page.inner_text("main")
    stages(walk, case)
    directory(walk)
    walk.leave()

    walk.sign_in(supervisor)
    walk.look("work-supervisor")
    walk.go(f"{case}/closure")
    walk.look("closure-asked")
    walk.press("main form button")
    assert walk.page.url.endswith(case), walk.page.inner_text("main")
    for name in ("exclusions", "reviews"):
        walk.go(f"{case}/{name}" if name == "reviews" else f"{case}/exclusions")
        walk.look(name)
    walk.leave()

    walk.sign_in(manager)
    for name in ("history", "looks"):
        walk.go(f"{case}/{name}")
        walk.look(name)
    for name in ("cases", "account"):
        walk.go(f"/{name}")
        walk.look(name)
    return number


def stages(walk, case):
    """The pages of the stages: a record of each kind that a case manager makes, a screening, what is to be done."""
    walk.go(f"{case}/journey")
    walk.look("journey")
    walk.go(f"{case}/records/safety-check")
    walk.look("record")
    walk.press("input[name=sc_safe][value=yes]")
    walk.press("main form button")
    assert walk.page.url.endswith("/journey"), walk.page.inner_text("main")
    walk.go(f"{case}/screenings")
    walk.look("screenings")
    walk.go(f"{case}/screenings/act-means-purpose")
    walk.look("screening")
    walk.press("main form button:not(.quiet)")
    walk.look("suggestion")
    assert "victim" not in walk.page.inner_text("main").lower()
    walk.press("input[name=conclusion][value=unclear]")
    walk.press("main form button")
    assert walk.page.url.endswith("/journey"), walk.page.inner_text("main")
    for name in ("decisions", "todo", "records/assessment", "records/goal", "records/conference"):
        walk.go(f"{case}/{name}")
        walk.look(name.replace("/", "-"))
    walk.go("/break-glass")
    walk.look("break-glass")


def directory(walk):
    """A provider from the empty form to its withdrawal; its secret address is asked for and never shown."""
    page = walk.page
    walk.go("/directory/new")
    walk.look("provider-new")
    walk.press("main form button:not(.quiet)")
    assert page.locator("[role=alert]").count() == 1
    walk.look("provider-faults")
    walk.write("#listing-name", "Almond House")
    page.select_option("#listing-agency", "ngo-shelter")
    walk.press("input[name=listing-services][value=housing]")
    walk.press("input[name=pv_secret][value=no]")
    walk.press("main form button:not(.quiet)")
    walk.look("provider-opened")
    walk.write("#pv_address", "1 Fictional Street")
    walk.press("main form button:not(.quiet)")
    assert "Almond House" in page.inner_text("h1") and "Fictional Street" not in page.inner_text("main"), page.inner_text("main")
    walk.look("provider")
    walk.press("form[action$='/check'] button")
    walk.look("provider-checked")
    walk.press("a[href$='/listing']")
    walk.look("provider-change")
    page.go_back()
    walk.press("form[action$='/withdrawal'] button")
    walk.look("provider-withdrawn")
    walk.go("/directory?need=housing")
    assert "Almond House" in page.inner_text("main")
    walk.look("directory")


def others(walk, number):
    """Every page that no journey passes, and how it looks when something is wrong."""
    case, page = f"/cases/{number}", walk.page
    walk.go(f"{case}/reopening")
    walk.look("reopening")
    walk.press("main form button")
    walk.look("reopening-faults")
    walk.write("#text", "The person came back.")
    walk.press("main form button")
    for name in ("notes", "assignment", "transfer", "tasks", "services", "referrals", "consents"):
        walk.go(f"{case}/{name}")
        walk.look(name)
        if page.locator("main form button").count():
            walk.press("main form button")
            walk.look(f"{name}-sent")
    for form in ("quick-screen", "identity", "contact", "household", "recruitment", "journey", "control", "exploitation", "needs", "case"):
        walk.go(f"{case}/forms/{form}")
        walk.look(f"form-{form}")
    walk.go(f"{case}/forms/contact")
    walk.write("#mobile_phone", "not a number")
    walk.press("main form button:not(.quiet)")
    assert page.locator("[role=alert]").count() == 1 and page.input_value("#mobile_phone") == "not a number"
    walk.look("form-faults")
    walk.go("/cases")
    walk.write("#name", "Anselma")
    walk.press("form[action='/cases/search'] button")
    assert number in page.inner_text("main")
    walk.look("search")
    for name, path in (("error-404", "/nowhere"), ("error-case", "/cases/SLU-1999-0001"), ("history-on", f"{case}/history?on=2026-01-01")):
        walk.go(path)
        walk.look(name)


def doors(browser, width, language):
    """The pages before anybody is in: signing in, its faults, a first link, a sealed server."""
    walk = Walk(browser, width, True, False, language)
    walk.go("/sign-in")
    walk.look("sign-in")
    walk.write("#name", "nobody")
    walk.write("#password", "not the password")
    walk.press("main form button")
    walk.look("sign-in-faults")
    walk.write("#name", "supervisor")
    walk.write("#password", PASSWORD)
    walk.press("main form button")
    walk.look("sign-in-code")
    walk.write("#code", "000")
    walk.press("main form button")
    walk.look("sign-in-code-faults")
    walk.go(ENROL)
    walk.look("enrol")
    walk.write("#password", "short")
    walk.press("main form button")
    walk.look("enrol-faults")
    walk.page.goto(SEALED + f"/unlock?lang={language}")
    walk.look("unlock")
    walk.write("#passphrase", "not the passphrase")
    walk.press("main form button")
    walk.look("unlock-faults")
    walk.context.close()


def screen(walk):
    """The quick screen without signing in: one step at a time with JavaScript, one page without."""
    walk.go(f"/screen?lang={walk.language}")
    walk.look("screen")
    if walk.javascript:
        while walk.page.locator("[data-next]").is_visible():
            walk.press("[data-next]")
    else:
        walk.press("input[name=qs_sleep][value=no]")
    walk.press("[data-send]")
    assert walk.page.locator(".advice").count() >= 1
    walk.look("advice")


def weigh(browser, path, limit, cookies=None):
    """The whole first visit, gzipped: page, style, script, icon."""
    context = browser.new_context()
    if cookies:
        context.add_cookies(cookies)
    page, parts = context.new_page(), []
    page.on("response", lambda r: parts.append(len(gzip.compress(r.body(), 9))) if r.status == 200 else None)
    page.goto(ADDRESS + path, wait_until="networkidle")
    weights.append((path, sum(parts), len(parts)))
    assert sum(parts) <= limit and len(parts) <= 6, (path, parts)
    context.close()


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    names = ("case-manager", "service-provider", "supervisor")
    if SHOTS:
        SHOTS.mkdir(parents=True, exist_ok=True)
    for width in (360, 1280):
        for label, javascript, keyboard, language in (
            ("no JavaScript", False, False, "en"), ("by keyboard", True, True, "en"), ("in French", True, False, "fr")):
            walk = Walk(browser, width, javascript, keyboard, language)
            screen(walk)
            try:
                number = journey(walk, names)
            except Exception:
                print(walk.page.url, walk.page.inner_text("main")[:600])
                raise
            print(f"{width} px, {label}: {number} opened, referred, accepted, served, closed")
            cookies = walk.context.cookies()
            if label != "no JavaScript" and (label == "in French" or width == 1280):
                walk.keyboard = False
                others(walk, number)
            walk.context.close()
        for language in ("en", "fr"):
            doors(browser, width, language)
    weigh(browser, "/screen", 14_336)
    weigh(browser, "/work", 51_200, cookies)
    browser.close()

for path, size, requests in weights:
    print(f"first visit {path}: {size} bytes gzipped, {requests} requests")
print(f"axe: {len(violations)} violations on {len(looked)} pages and states")
for violation in sorted(set(violations)):
    print("  " + violation)
sys.exit(1 if violations else 0)
