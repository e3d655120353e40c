"""Looks hard at every page that somebody without an account may meet, in every language of a country: open_pages.py ANSE PACK TRAINER

Public pages, guidance, the quick screen, certificates, the door of a workshop and a participant's own page, each also in its faults and
endings: axe finds nothing, nothing scrolls sideways at 320 px, the page says its language, asks nobody else, sets no cookie, and weighs at
most 14 KB on a first visit, all that came counted as it came. TRAINER is a sign-in of the demo that trains.
"""

import os
import re
import sys
import tempfile
from pathlib import Path

import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import certificates
import walk
from visitor import Visitor, serve, wait

anse, PACK, TRAINER = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
PORT = int(os.environ.get("PORT", "8495"))
ADDRESS = f"http://localhost:{PORT}"
SHOTS = Path(os.environ["SHOTS"]) if "SHOTS" in os.environ else None
MOST = 14_336
LANGUAGES = yaml.safe_load((PACK / "pack.yml").read_text())["languages"]
faults, looked, heaviest = [], 0, (0, "")


class Eyes:
    """One person with a phone of 320 px, in one language."""

    def __init__(self, browser, language):
        self.browser, self.language = browser, language
        self.context = browser.new_context(viewport={"width": 320, "height": 640})
        self.context.on("request", lambda request: request.url.startswith(ADDRESS) or self.fault("asks", request.url))
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)

    def fault(self, name, said):
        faults.append(f"{name} {self.language}: {said}")

    def look(self, name):
        global looked
        looked += 1
        page = self.page
        if SHOTS:
            SHOTS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=SHOTS / f"{re.sub('[^a-z0-9]+', '-', name)}-{self.language}.png", full_page=True)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            self.fault(name, f"{over} px too wide")
        said = page.evaluate("document.documentElement.lang")
        if said != self.language:
            self.fault(name, f"says it is in {said}")
        for one in Axe().run(page).response["violations"]:
            self.fault(name, f"{one['id']}: {one['nodes'][0]['html'][:120]}")

    def go(self, path, name=None):
        self.page.goto(f"{ADDRESS}{path}{'&' if '?' in path else '?'}lang={self.language}")
        self.look(name or path)

    def send(self, selector="main form button:not([name])", name=""):
        self.page.locator(selector).first.click()
        # "Sending" stands there until the answer takes the place of the page.
        self.page.wait_for_timeout(150)
        self.page.locator("[data-note][role=status]").wait_for(state="detached")
        self.page.wait_for_load_state()
        self.look(name)

    def weigh(self, path):
        """The whole first visit of a browser that has nothing yet."""
        global heaviest
        context = self.browser.new_context()
        page, sizes = context.new_page(), []
        page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
        page.goto(f"{ADDRESS}{path}{'&' if '?' in path else '?'}lang={self.language}", wait_until="networkidle")
        heaviest = max(heaviest, (sum(sizes), f"{path} {self.language}"))
        if sum(sizes) > MOST:
            self.fault(path, f"weighs {sum(sizes)} bytes")
        if context.cookies():
            self.fault(path, f"sets {[one['name'] for one in context.cookies()]}")
        context.close()


def open_doors(eyes, paths):
    for path in paths:
        eyes.go(path)
        eyes.weigh(path)


def questions(eyes, way):
    """A form in its steps: sent empty, then answered, to its end."""
    page = eyes.page
    page.goto(f"{ADDRESS}/public/{way}?lang={eyes.language}")
    while page.locator("[data-next]").is_visible():
        page.click("[data-next]")
        eyes.look(f"{way} step")
    page.click("[data-send]")
    page.wait_for_selector("[role=alert]")
    eyes.look(f"{way} empty")
    for kind, act in (("input[type=radio]", lambda one: one.check()), ("textarea", lambda one: one.fill("A boat at night"))):
        first = page.locator(f"main form {kind}:visible")
        if first.count():
            act(first.first)
    page.click("[data-send]")
    page.wait_for_selector("#reply-code")
    eyes.look(f"{way} code")
    return page.inner_text("#reply-code")


def thread(eyes, code):
    page = eyes.page
    page.goto(f"{ADDRESS}/public/reply?lang={eyes.language}")
    page.fill("#code", "1234")
    eyes.send(name="wrong code")
    page.fill("#code", code)
    page.locator("main form button:not([name])").first.click()
    page.wait_for_selector("#text")
    eyes.look("thread")
    eyes.send("form[enctype] button:not([name])", "empty message")
    page.fill("#text", "A light on the hill")
    eyes.send("form[enctype] button:not([name])", "message sent")
    ending = page.locator("form[action*=deletion] button:not([name])")

    def open_ending():
        if not ending.is_visible():
            page.locator("summary").last.click()

    open_ending()
    eyes.send("form[action*=deletion] button:not([name])", "not sure")
    open_ending()
    page.check("form[action*=deletion] input[type=checkbox]")
    eyes.send("form[action*=deletion] button:not([name])", "deleted")


def own_pages(eyes, owns):
    """What the demo's participants hold."""
    for name, own in owns:
        eyes.go(own, f"own page, {name}")
        eyes.weigh(own)


def training(team):
    """Serials and own addresses of what the demo holds: one of each standing, and somebody in a workshop to come."""
    serials, owns = {}, []
    for number in re.findall(r'href="/workshops/(W-[0-9-]+)"', team.ask("/workshops")[1]):
        status, page, _ = team.ask(f"/workshops/{number}/certificates")
        if status == 200:
            found = re.findall(r'href="/verify/([^"]+)"', page)
            if "revoked" not in serials and len(found) > 3:
                revoke(team, number, found[-1])
            for serial in found:
                said = Visitor(ADDRESS).ask(f"/verify/{serial}?lang=en")[1]
                for standing in ("valid", "expired", "revoked"):
                    if re.search(rf"This certificate (is|has|was) {standing}", said):
                        serials.setdefault(standing, serial)
        person = re.search(rf'href="(/workshops/{number}/people/[^"]+)"', team.ask(f"/workshops/{number}")[1])
        if person:
            own = re.search(r'(/t/[A-Za-z0-9_-]+)', team.ask(person.group(1))[1])
            if own:
                owns.append((number, own.group(1)))
    return serials, owns


class Staff:
    """Whoever trains, in a browser."""

    def __init__(self, browser):
        self.page = browser.new_context().new_page()
        walk.sign_in(self.page, ADDRESS, TRAINER)


def revoke(team, number, serial):
    for person in re.findall(rf'href="(/workshops/{number}/people/[^"]+)"', team.ask(f"/workshops/{number}")[1]):
        if serial in team.ask(person)[1]:
            assert team.send(person + "/revocation", {"text": "Signed for by a friend"}, person)[0] == 303
            return


with tempfile.TemporaryDirectory() as place:
    server = serve(anse, "demo", "--data", f"{place}/demo", "--port", str(PORT), "--cases", "3", "--pack", str(PACK))
    wait(ADDRESS + "/health")
    team = Visitor(ADDRESS)
    team.sign_in(TRAINER, "fictional people only")
    anybody = Visitor(ADDRESS)
    modules = sorted(set(re.findall(r'href="(/guidance/[a-z-]+)', anybody.ask("/guidance")[1])))
    years = re.findall(r'href="(/public/statistics/\d{4})\?', anybody.ask("/public/statistics")[1])
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        certificates.expired(Staff(browser), ADDRESS, browser.new_page())
        serials, owns = training(team)
        paths = ["/public" + one for one in ("", "/signs", "/safe", "/report", "/help", "/reply", "/services", "/privacy", "/accessibility",
                                             "/statistics")]
        paths += years + ["/guidance", *modules, "/screen", "/verify", "/join", *(f"/verify/{one}" for one in serials.values())]
        for language in LANGUAGES:
            eyes = Eyes(browser, language)
            open_doors(eyes, paths)
            for path in ("/public/nothing", "/public/statistics/1999", "/verify/W-2026-0001-1-AAAAAAAA", "/t/nothing", "/c/nothing"):
                eyes.go(path)
            for path in ("/verify", "/join"):
                eyes.page.goto(f"{ADDRESS}{path}?lang={language}")
                eyes.page.locator("main input:visible").first.fill("ZZZZZZ")
                eyes.send(name=f"{path} wrong")
            for module in modules:
                eyes.page.goto(f"{ADDRESS}{module}?lang={language}")
                if eyes.page.locator("main form button:not([name])").count():
                    eyes.send(name=f"{module} unanswered")
            questions(eyes, "help")
            thread(eyes, questions(eyes, "report"))
            own_pages(eyes, owns)
            if eyes.context.cookies():
                eyes.fault("cookies", str(eyes.context.cookies()))
            eyes.context.close()
        browser.close()

print(f"{PACK.name}: {looked} looks in {', '.join(LANGUAGES)}; certificates {', '.join(sorted(serials))}; {len(owns)} own pages; "
      f"the heaviest first visit {heaviest[0]} bytes ({heaviest[1]})")
for missing in {"valid", "expired", "revoked"} - set(serials):
    faults.append(f"no certificate is {missing}")
for fault in sorted(set(faults)):
    print("FAULT  " + fault)
sys.exit(1 if faults else 0)
