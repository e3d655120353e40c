"""Puts the public door to its trial: taps, times, bytes, weights, walls. Usage: public_door.py ANSE [screenshots]

Journey e without JavaScript and with it in Chromium, and in WebKit where WebKitWebDriver is installed; the answer read and answered;
Enter, the button that goes back, another language and a line that breaks lose no word; sixty who never stop keep nobody out;
wrong and ended codes alike in page and time; reports whose words are then looked for in every byte that was written; every page within its
weight, in every language, without a way to scroll sideways, a cookie, or a request to anybody else; and nothing to see after leaving.
"""

import base64
import gzip
import hashlib
import http.client
import os
import re
import shutil
import statistics
import struct
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
import zlib
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error as PlaywrightError, sync_playwright
from selenium.common.exceptions import WebDriverException

from visitor import Visitor, serve, wait

anse, PORT = sys.argv[1], int(os.environ.get("PORT", "8497"))
SHOTS = Path(sys.argv[2]) if len(sys.argv) > 2 else None
# Units: seconds. The door does slow work one after the other; whoever is faster waits for a turn, which would be measured instead.
EACH = 0.21
PARTS = os.environ.get("PARTS", "pages flood codes reports").split()
REPORTS, WRONG = int(os.environ.get("REPORTS", "500")), int(os.environ.get("WRONG", "1000"))
ADDRESS = f"http://localhost:{PORT}"
PAGES = ["", "/signs", "/safe", "/report", "/help", "/reply", "/services", "/privacy", "/accessibility", "/statistics"]
AGENT = "TrialPhone/7." + "".join(str(byte % 10) for byte in os.urandom(12))
faults = []


def check(name, is_so, said=""):
    print(("ok     " if is_so else "FAULT  ") + name + (f": {said}" if said else ""), flush=True)
    if not is_so:
        faults.append(name)


def post(path, form, more={}, source="127.0.0.1"):
    """From an address of its own, so that it can be looked for."""
    return sent(path, urllib.parse.urlencode(form, doseq=True), {"Content-Type": "application/x-www-form-urlencoded", **more}, source)


def sent(path, body, heads, source="127.0.0.1"):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60, source_address=(source, 0))
    connection.request("POST", path, body, {"Host": f"localhost:{PORT}", "User-Agent": AGENT, **heads})
    answer = connection.getresponse()
    status, text = answer.status, answer.read().decode()
    connection.close()
    return status, text


def get(path):
    return urllib.request.urlopen(urllib.request.Request(ADDRESS + path, headers={"User-Agent": AGENT})).read().decode()


def hidden(name, page):
    return re.search(rf'name="{name}" value="([^"]*)"', page).group(1)


def code_in(page):
    return "".join(re.findall(r"<span>(\d{4})</span>", page))


def report(**answers):
    status, page = post("/public/report", {"seed": hidden("seed", get("/public/report")), **answers})
    assert status == 200, page[:2000]
    return code_in(page)


# Journeys


class Phone:
    """A page on a phone that counts its taps, by Playwright."""

    def __init__(self, context):
        self.page, self.taps = context.new_page(), 0

    def tap(self, selector):
        self.taps += 1
        self.page.click(selector)

    def write(self, selector, text):
        self.page.fill(selector, text)

    def text(self, selector):
        return self.page.inner_text(selector)

    def go(self, path):
        self.page.goto(ADDRESS + path)

    def sees(self, selector):
        return self.page.locator(selector).is_visible()

    def until(self, selector):
        self.page.wait_for_selector(selector)


class Safari:
    """The same by WebKitGTK, the engine of the Safari family."""

    def __init__(self, driver):
        self.driver, self.taps = driver, 0

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def tap(self, selector):
        self.taps += 1
        self.until(selector)
        self.driver.execute_script("arguments[0].scrollIntoView({block:'center'})", self.all(selector)[0])
        self.all(selector)[0].click()

    def write(self, selector, text):
        self.until(selector)
        self.all(selector)[0].send_keys(text)

    def text(self, selector):
        return self.all(selector)[0].text

    def go(self, path):
        self.driver.get(ADDRESS + path)

    def sees(self, selector):
        return bool(self.all(selector)) and self.all(selector)[0].is_displayed()

    def until(self, selector):
        for _ in range(200):
            try:
                if self.sees(selector):
                    return
            except WebDriverException:
                pass  # the page went while it was asked; the next one is coming
            time.sleep(0.1)
        raise AssertionError(f"{selector} does not come")


def journey(phone, name):
    """A report in at most seven taps, then its answer read and answered in three."""
    phone.go("/public")
    phone.taps = 0
    phone.tap('a[href^="/public/report"]')
    phone.until("#pr_danger-2")
    phone.tap("#pr_danger-2")
    pages = 1
    while phone.sees("[data-next]"):
        phone.tap("[data-next]")
        pages += 1
        if phone.sees("#pr_what"):
            phone.write("#pr_what", f"A boat at night, {name}")
    if pages == 1:
        phone.write("#pr_what", f"A boat at night, {name}")
    phone.tap("[data-send]")
    phone.until("#reply-code")
    code = phone.text("#reply-code")
    check(f"report, {name}", phone.taps <= 7 and re.fullmatch(r"(\d{4}\s*){5}", code), f"{phone.taps} taps, {pages} page(s)")
    answer()
    phone.go("/public")
    phone.taps = 0
    phone.tap('a[href^="/public/reply"]')
    phone.write("#code", code)
    phone.tap("main form button")
    phone.until("#text")
    assert "What can you see" in phone.text("main")
    phone.write("#text", "A light on the hill")
    phone.tap('form[enctype] .actions button')
    phone.until("main > [role=status]")
    check(f"answer read and answered, {name}", phone.taps == 3 and "A light on the hill" in phone.text("main"), f"{phone.taps} taps")


def answer(words="What can you see?"):
    """The team answers the newest report."""
    numbers, page = [], 1
    while found := re.findall(r'/concerns/(R-\d+-\d+)"', team.ask(f"/concerns?page={page}")[1]):
        numbers += found
        page += 1
    number = max(numbers, key=lambda one: int(one.split("-")[2]))
    assert team.send(f"/concerns/{number}/answer", {"answer": words}, f"/concerns/{number}")[0] == 303


def journeys(browser):
    for javascript in (False, True):
        context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=javascript)
        journey(Phone(context), "Chromium" + ("" if javascript else " without JavaScript"))
        check("no cookie", context.cookies() == [])
        context.close()
    if not shutil.which("WebKitWebDriver"):
        return check("WebKitWebDriver is installed", False, "bin/setup test")
    from selenium import webdriver
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    display = f":{PORT % 100 + 100}"
    serve("Xvfb", display, "-screen", "0", "400x800x24")
    os.environ["DISPLAY"] = display
    time.sleep(1)
    options = Options()
    options.binary_location = shutil.which("MiniBrowser") or next(
        str(path) for path in Path("/usr/lib").rglob("MiniBrowser") if os.access(path, os.X_OK))
    options.add_argument("--automation")
    driver = webdriver.WebKitGTK(options=options, service=Service(executable_path=shutil.which("WebKitWebDriver")))
    try:
        journey(Safari(driver), f"WebKit {driver.capabilities['browserVersion']}")
    finally:
        driver.quit()


# Pages


def pages(browser):
    style = sum(len(gzip.compress(asset(kind).encode(), 9)) for kind in ("css", "js"))
    heaviest, violations, wide, strange = 0, [], [], []
    for language in ("en", "fr", "es", "acf"):
        context = browser.new_context(viewport={"width": 320, "height": 640})
        context.on("request", lambda request: request.url.startswith(ADDRESS) or strange.append(request.url))
        page = context.new_page()
        for path in PAGES + published():
            page.goto(f"{ADDRESS}/public{path}?lang={language}")
            look(page, f"{path or '/'} {language}", violations, wide)
            request = urllib.request.Request(f"{ADDRESS}/public{path}?lang={language}", headers={"Accept-Encoding": "gzip"})
            heaviest = max(heaviest, len(urllib.request.urlopen(request).read()) + style)
        page.goto(f"{ADDRESS}/public/safe?lang={language}")
        answered(page)
        look(page, f"advice {language}", violations, wide)
        page.goto(f"{ADDRESS}/public/report?lang={language}")
        answered(page)
        look(page, f"code {language}", violations, wide)
        code = page.inner_text("#reply-code")
        page.goto(f"{ADDRESS}/public/reply?lang={language}")
        page.fill("#code", "1234")
        page.click("main form .actions button")
        page.wait_for_selector("[role=alert]")
        look(page, f"wrong code {language}", violations, wide)
        page.fill("#code", code)
        page.click("main form .actions button")
        page.wait_for_selector("#text")
        page.click("summary")
        look(page, f"thread {language}", violations, wide)
        context.close()
    check("every first visit at most 14 KB", heaviest <= 14_336, f"the heaviest {heaviest} bytes")
    check("axe finds nothing", not violations, "; ".join(violations[:5]))
    check("nothing scrolls sideways at 320 px", not wide, "; ".join(wide[:5]))
    check("no request to anybody else", not strange, "; ".join(strange[:3]))


def published():
    """The pages of the years that the demo has figures of."""
    return re.findall(r'href="/public(/statistics/\d{4})\?', get("/public/statistics"))


def figures(browser):
    """Published figures, read on phone and desk without JavaScript, reached by the keyboard, and every file of them taken along."""
    years = published()
    check("a year is published", bool(years), " ".join(years))
    violations, wide = [], []
    for year in years:
        for width in (360, 1280):
            context = browser.new_context(viewport={"width": width, "height": 740}, java_script_enabled=False)
            page = context.new_page()
            page.goto(f"{ADDRESS}/public{year}?lang=en")
            words = page.inner_text("main")
            check(f"{year} says a count at {width} px", bool(re.search(r"\d{4}: .*\d", words)) and not context.cookies())
            context.close()
            context = browser.new_context(viewport={"width": width, "height": 740})
            page = context.new_page()
            for language in ("en", "fr", "es", "acf"):
                page.goto(f"{ADDRESS}/public{year}?lang={language}")
                look(page, f"{year} {width} {language}", violations, wide)
            page.emulate_media(media="print")
            look(page, f"{year} {width} print", violations, wide)
            context.close()
        page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
        page.goto(f"{ADDRESS}/public{year}?lang=en")
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.hasAttribute('download')"):
                break
        check("the keyboard reaches the files", page.evaluate("document.activeElement.hasAttribute('download')"))
        files(year)
    check("axe finds nothing on figures", not violations, "; ".join(violations[:5]))
    check("no figure is too wide", not wide, "; ".join(wide[:5]))


def files(year):
    """Every file: its kind, saved and not shown, kept by the browser, and the same again; the digest on the page is that of the document."""
    kinds = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats", "json": "application/json", "pdf": "application/pdf"}
    text = get(f"/public{year}?lang=en")
    links = re.findall(r'<a href="([^"]+)" download', text)
    for link in links:
        link = link.replace("&amp;", "&")
        answer = urllib.request.urlopen(ADDRESS + link)
        body, heads, name = answer.read(), answer.headers, link.split("?")[0].split("/")[-1]
        is_kept = "max-age=" in heads["Cache-Control"] and heads["Set-Cookie"] is None
        is_saved = heads["Content-Disposition"] == f'attachment; filename="{name}"'
        check(name, is_kept and is_saved and heads["Content-Type"].startswith(kinds[name.split(".")[-1]]), f"{len(body)} bytes")
        assert urllib.request.urlopen(ADDRESS + link).read() == body, f"{name} is another file the second time"
        again = urllib.request.Request(ADDRESS + link, headers={"If-None-Match": heads["ETag"]})
        try:
            status = urllib.request.urlopen(again).status
        except urllib.error.HTTPError as error:
            status = error.code
        assert status == 304, f"{name} is sent again to whoever has it: {status}"
        if name.startswith("figures") and name.endswith(".json"):
            check("the digest on the page", hashlib.sha256(body).hexdigest() in text)
    check("files of published figures", len(links) >= 4, f"{len(links)}")


def asset(kind):
    return get(re.search(rf'"(/assets/app-[0-9a-f]+\.{kind})"', get("/public")).group(1))


def answered(page):
    """The first answer of the first question, then on to the end."""
    page.locator("main form input[type=radio]").first.check()
    while page.locator("[data-next]").is_visible():
        page.click("[data-next]")
    page.click("[data-send]")
    page.wait_for_selector("form[data-steps]", state="detached")
    page.wait_for_selector("main .actions a")


def look(page, name, violations, wide):
    if SHOTS:
        page.screenshot(path=SHOTS / f"public-{re.sub('[^a-z0-9]+', '-', name)}.png", full_page=True)
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if over > 0:
        wide.append(f"{name} by {over} px")
    violations += [f"{name}: {one['id']}: {one['nodes'][0]['html'][:100]}" for one in Axe().run(page).response["violations"]]


def leaving(browser):
    """After reading a thread and leaving, Back shows what stood before the public pages; nothing is kept to show again."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    # The weather page is not reached from here, so what would lead there stands for it.
    for host in ("**/exit", "**://before.example/**"):
        context.route(host, lambda route: route.fulfill(body="<title>elsewhere</title>elsewhere", content_type="text/html"))
    page = context.new_page()
    page.goto("http://before.example/")
    page.goto(ADDRESS + "/public")
    page.click('a[href^="/public/report"]')
    answered(page)
    page.click("main .actions a")
    page.wait_for_selector("ul.doors")
    for way in ("Shift", "bar"):
        if way == "Shift":
            for _ in range(3):
                page.keyboard.press("Shift")
        else:
            page.goto(ADDRESS + "/public")
            page.click("[data-exit]")
        page.wait_for_url("**/exit")
        page.go_back()
        check(f"Back after leaving by {way}", ADDRESS not in page.url, page.url)
    page.goto(ADDRESS + "/public")
    page.keyboard.press("Tab")
    check("the way out is the first stop of the keyboard", page.evaluate("document.activeElement.hasAttribute('data-exit')"))
    context.close()


def secrets_of(page):
    """What must not come back: the groups of a code, or what somebody wrote."""
    shown = page.inner_text("#reply-code") if page.locator("#reply-code").count() else page.inner_text("ol.timeline")
    return [word for word in re.split(r"\s+", shown) if re.fullmatch(r"\d{4}|Zq[a-z]+", word)]


def leaving_what_is_secret(browser):
    """From a code and from messages, by the real way out, with and without JavaScript, in a browser that keeps pages for Back."""
    keeping = browser.browser_type.launch(
        executable_path="/usr/bin/chromium", args=["--no-sandbox"], ignore_default_args=["--disable-back-forward-cache"])
    for javascript in (True, False):
        for place in ("code", "messages"):
            context = keeping.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=javascript)
            page = context.new_page()
            page.goto(ADDRESS + "/health")
            page.goto(ADDRESS + "/public/report")
            answered(page) if javascript else (page.check("#pr_danger-2"), page.click("[data-send]"))
            page.wait_for_selector("#reply-code")
            if place == "messages":
                code, words = re.sub(r"\D", "", page.inner_text("#reply-code")), secret()
                page.goto(ADDRESS + "/public/reply")
                page.fill("#code", code)
                page.locator("main form button:not([name])").first.click()
                page.wait_for_selector("#text")
                page.fill("#text", words)
                page.click("form[enctype] .actions button")
                page.wait_for_selector("ol.timeline")
            hidden_words = secrets_of(page)
            assert hidden_words
            page.click("[data-exit]", no_wait_after=True)
            page.wait_for_timeout(1500)
            back = 0
            for _ in range(4):
                try:
                    page.go_back(timeout=5000)
                except PlaywrightError:
                    pass  # what has to be sent again is not shown
                page.wait_for_timeout(300)
                back += sum(word in page.content() for word in hidden_words)
            check(f"nothing comes back after leaving from {place}{'' if javascript else ', without JavaScript'}", back == 0, f"{back}")
            context.close()
    keeping.close()


def keyboard(browser):
    """A whole report by the Tab, arrow and Enter keys."""
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()

    def reach(found, most=120):
        for _ in range(most):
            if page.evaluate(f"e => {{ e = document.activeElement; return {found} }}"):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {found}")

    page.goto(ADDRESS + "/public")
    reach("e.href && e.href.includes('/public/report')")
    page.keyboard.press("Enter")
    page.wait_for_selector("#pr_danger-0")
    reach("e.name === 'pr_danger'")
    page.keyboard.press("Space")
    while page.locator("[data-next]").is_visible():
        reach("e.hasAttribute('data-next')")
        page.keyboard.press("Enter")
    reach("e.hasAttribute('data-send')")
    page.keyboard.press("Enter")
    page.wait_for_selector("#reply-code")
    check("a report by the keyboard alone", True)


def pictures(browser):
    """A picture is sent with words; one that is too large loses none of them."""
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    code = report(pr_danger="no")
    page.goto(ADDRESS + "/public/reply")
    page.fill("#code", code)
    page.click("main form button")
    page.wait_for_selector("#file")
    page.fill("#text", "The gate is blue")
    page.set_input_files("#file", {"name": "gate.png", "mimeType": "image/png", "buffer": picture() + b"\0" * (14 << 20)})
    page.click("form[enctype] .actions button")
    page.wait_for_selector(".errors[role=alert]")
    check("too large a picture loses no word", page.input_value("#text") == "The gate is blue", page.inner_text(".errors"))
    page.set_input_files("#file", {"name": "gate.png", "mimeType": "image/png", "buffer": picture()})
    page.click("form[enctype] .actions button")
    page.wait_for_selector("main > [role=status]")
    check("a picture with words", "With a picture" in page.inner_text("main") and "The gate is blue" in page.inner_text("main"))


def writing(browser):
    """Enter goes on; the button that goes back goes one step back; a language and a broken line lose nothing; leaving leaves nothing."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    for host in ("**/exit", "**://before.example/**"):
        context.route(host, lambda route: route.fulfill(body="<title>elsewhere</title>elsewhere", content_type="text/html"))
    page = context.new_page()
    step = lambda: page.inner_text("[data-step]")
    page.goto("http://before.example/")
    page.goto(ADDRESS + "/public/report?lang=en")
    page.check("#pr_danger-2")
    page.keyboard.press("Enter")
    page.fill("#pr_what", "A red boat")
    page.click("[data-next]")
    page.fill("#pr_where", "The bay")
    page.keyboard.press("Enter")
    check("Enter goes on and sends nothing", step().startswith("Step 4") and not page.locator("#reply-code").count(), step())
    page.evaluate("history.back()")
    page.wait_for_function("document.querySelector('[data-step]').textContent.startsWith('Step 3')")
    page.evaluate("history.back()")
    page.wait_for_function("document.querySelector('[data-step]').textContent.startsWith('Step 2')")
    check("Back goes one step back", page.input_value("#pr_what") == "A red boat", step())
    page.click("button[lang=fr]")
    page.wait_for_selector("html[lang=fr]")
    kept = [page.input_value(one) for one in ("#pr_what", "#pr_where")] + [page.is_checked("#pr_danger-2")]
    check("another language loses nothing", kept == ["A red boat", "The bay", True], str(kept))
    while page.locator("[data-next]").is_visible():
        page.click("[data-next]")
    context.set_offline(True)
    page.click("[data-send]")
    page.wait_for_selector("form [role=alert]")
    said = page.inner_text("form [role=alert]")
    context.set_offline(False)
    check("a broken line loses nothing", "toujours" in said and page.input_value("#pr_what") == "A red boat", said)
    page.click("[data-send]")
    page.wait_for_selector("#reply-code")
    for way in ("bar", "Shift"):
        page.goto("http://before.example/")
        page.goto(ADDRESS + "/public/report?lang=en")
        page.click("[data-next]")
        if way == "bar":
            page.click("[data-exit]")
        else:
            for _ in range(3):
                page.keyboard.press("Shift")
        page.wait_for_selector("text=elsewhere")
        seen = []
        for move in ("forward", "back", "back"):
            page.evaluate(f"history.{move}()")
            page.wait_for_timeout(1000)
            seen.append(page.url)
        check(f"nothing behind or ahead after leaving a form by {way}", not any("/public" in one for one in seen), " ".join(seen))
    context.close()
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(ADDRESS + "/public/report?lang=en")
    plain.fill("#pr_what", "A red boat")
    plain.click("button[lang=es]")
    plain.wait_for_selector("html[lang=es]")
    check("also without JavaScript", plain.input_value("#pr_what") == "A red boat")


def dark(browser):
    violations, wide = [], []
    context = browser.new_context(viewport={"width": 360, "height": 640}, color_scheme="dark")
    page = context.new_page()
    for path in PAGES + published() + ["/../verify"]:
        page.goto(f"{ADDRESS}/public{path}?lang=en")
        look(page, f"dark {path or '/'}", violations, wide)
    page.goto(f"{ADDRESS}/public/safe?lang=en")
    answered(page)
    look(page, "dark advice", violations, wide)
    page.goto(f"{ADDRESS}/public/report?lang=en")
    answered(page)
    look(page, "dark code", violations, wide)
    code = page.inner_text("#reply-code")
    page.goto(f"{ADDRESS}/public/reply?lang=en")
    page.fill("#code", "Code: " + code)
    page.click("main form .actions button")
    page.wait_for_selector("#text")
    look(page, "dark thread", violations, wide)
    check("axe finds nothing in the dark", not violations, "; ".join(violations[:5]))
    context.close()


# A flood

FLOOD = int(os.environ.get("FLOOD", "60"))


def flood():
    """Sixty try codes without a rest. One person without JavaScript writes all the same, and one whose browser works for its turn."""
    ends, tried = threading.Event(), [0]

    def storm():
        while not ends.is_set():
            try:
                post("/public/reply", {"code": "".join(str(byte % 10) for byte in os.urandom(20))})
                tried[0] += 1
            except OSError:
                pass

    crowd = [threading.Thread(target=storm, daemon=True) for _ in range(FLOOD)]
    for one in crowd:
        one.start()
    time.sleep(15)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        took = {}
        for javascript in (False, True):
            took[javascript] = []
            for _ in range(4):
                page = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=javascript).new_page()
                page.goto(ADDRESS + "/public/report?lang=en")
                start, presses = time.monotonic(), 1
                if javascript:
                    answered_slowly(page)
                else:
                    page.check("#pr_danger-2")
                    page.click("[data-send]")
                    while not page.locator("#reply-code").count():
                        if SHOTS and presses == 1:
                            page.screenshot(path=SHOTS / "public-wait.png", full_page=True)
                        time.sleep(int(re.search(r"Wait (\d+)", page.inner_text("main")).group(1)))
                        page.click("main form .actions button")
                        presses += 1
                        assert presses < 10, "nobody comes in"
                took[javascript].append(time.monotonic() - start)
        browser.close()
    ends.set()
    for one in crowd:
        one.join(30)
    plain, quick = max(took[False]), max(took[True])
    print("       " + "; ".join(f"{'with' if one else 'without'} JavaScript " + " ".join(f"{t:.1f}" for t in all) + " s" for one, all in took.items()))
    check(f"{FLOOD} who never stop keep nobody out", plain <= 60, f"{plain:.1f} s at most without JavaScript, {tried[0]} tries")
    check("nor whoever has JavaScript, which works for its turn", quick <= 60, f"{quick:.1f} s at most")


def answered_slowly(page):
    page.check("#pr_danger-2")
    while page.locator("[data-next]").is_visible():
        page.click("[data-next]")
    page.click("[data-send]")
    page.wait_for_selector("#reply-code", timeout=60_000)


def picture(words=""):
    """Source: PNG specification, third edition: eight grey squares, with words as a camera writes them."""
    def part(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    head = struct.pack(">IIBBBBB", 8, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"tEXt", b"Comment\0" + words.encode()) + part(b"IDAT", zlib.compress(b"\0" + bytes(range(8)))) + part(b"IEND", b"")


# Codes


def codes():
    """Wrong codes and ended ones, in turns, so that whatever else the machine does meets both alike."""
    ended = []
    for _ in range(12):
        code = report(pr_danger="no")
        page = post("/public/reply", {"code": code})[1]
        assert "are deleted" in post("/public/reply/deletion", {"pass": hidden("pass", page), "sure": "1"})[1]
        ended.append(code)
    pages, times = set(), {"wrong": [], "ended": []}
    # A code is taken where it is asked for, and where a message is sent from a page that lay open too long.
    roads = ("/public/reply", "/public/reply/message")
    for turn in range(WRONG // 5):
        # An ended code may be tried twenty times in ten minutes; beyond that it rests, and says the same.
        for kind, code in (("ended", ended[turn % 12]), ("wrong", "".join(str(byte % 10) for byte in os.urandom(20)))):
            road = roads[turn % 2]
            start = time.perf_counter()
            status, page = post(road, {"code": code})
            times[kind].append(time.perf_counter() - start)
            time.sleep(max(0, EACH - times[kind][-1]))
            pages.add((status, road, hashlib.sha256(page.replace(code, "").encode()).hexdigest()))
    for _ in range(WRONG - WRONG // 5):
        code = "".join(str(byte % 10) for byte in os.urandom(20))
        start = time.perf_counter()
        status, page = post("/public/reply", {"code": code})
        time.sleep(max(0, EACH - (time.perf_counter() - start)))
        pages.add((status, roads[0], hashlib.sha256(page.replace(code, "").encode()).hexdigest()))
    is_one = len(pages) == len(roads) and {one[0] for one in pages} == {422}
    check(f"{WRONG} wrong codes and {len(ended)} ended ones give one page on each of {len(roads)} roads", is_one, f"{len(pages)} page(s)")
    medians = {kind: statistics.median(all) for kind, all in times.items()}
    apart = abs(medians["wrong"] - medians["ended"]) / medians["wrong"]
    check("medians within 10 %", apart <= 0.1, f"{medians['wrong'] * 1000:.1f} and {medians['ended'] * 1000:.1f} ms, {apart:.1%}")
    chance = classifier(times["wrong"], times["ended"])
    check("a classifier guesses", 0.4 <= chance <= 0.6, f"right in {chance:.3f} of what it had not seen")
    control = classifier(times["wrong"], [one + 0.3 * medians["wrong"] for one in times["ended"]])
    check("and knows a difference of 30 %", control > 0.6, f"{control:.3f}")


def classifier(one, other):
    """The best threshold of the even tries, judged by the odd ones, and the other way round."""
    right = []
    for learn, judge in ((0, 1), (1, 0)):
        a, b = one[learn::2], other[learn::2]
        best = max(
            ((sum(x <= cut for x in a) + sum(x > cut for x in b), cut, True) for cut in a + b),
            key=lambda found: max(found[0], len(a) + len(b) - found[0]))
        turned = best[0] < (len(a) + len(b)) / 2
        a, b = one[judge::2], other[judge::2]
        hits = sum(x <= best[1] for x in a) + sum(x > best[1] for x in b)
        right.append((len(a) + len(b) - hits if turned else hits) / (len(a) + len(b)))
    return sum(right) / 2


# Bytes


def secret():
    return "Zq" + "".join(chr(97 + byte % 26) for byte in os.urandom(14))


def through(path, form, more={}, source="127.0.0.1"):
    """Waits for a turn, as often as the door asks for it."""
    status, page = post(path, form, more, source)
    while status == 503:
        time.sleep(int(re.search(r"Wait (\d+)", page).group(1)))
        kept = {name: value for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)}
        status, page = post(path, kept, more, source)
    return status, page


def reports():
    """Reports and calls for help with a secret in every field, from an agent and an address of their own, some with messages, pictures that
    say where they were taken, answers of the team, some ended."""
    secrets = {"agent": [AGENT], "address": [], "code": [], "text": []}
    for index in range(REPORTS):
        told, source = f"203.0.{index // 250}.{index % 250 + 1}", f"127.77.{index // 250 + 1}.{index % 250 + 1}"
        words = [secret() for _ in range(5)]
        phone = "758" + "".join(str(byte % 10) for byte in os.urandom(12))
        secrets["text"] += words + [phone]
        secrets["address"] += [told, source]
        way, form = (
            ("report", {"pr_danger": "no", "pr_what": words[0], "pr_where": words[1], "pr_name": words[2], "pr_people": words[4], "pr_phone": phone})
            if index % 2 else
            ("help", {"ph_what": words[0], "ph_where": words[1], "ph_name": words[2], "ph_word": words[4], "ph_phone": phone, "ph_reach": "call"}))
        status, page = through(
            f"/public/{way}?c=" + words[3], {"seed": secret() + secret(), **form}, {"X-Forwarded-For": told, "Forwarded": f"for={told}"}, source)
        code = code_in(page)
        assert len(code) == 20, (status, page[:500])
        secrets["code"] += [code, " ".join(code[at:at + 4] for at in range(0, 20, 4))]
        if index % 10 == 0:
            messages(secrets, code, source, isEnded=index % 20 == 0)
    return secrets


def messages(secrets, code, source, isEnded):
    thread = through("/public/reply", {"code": code}, source=source)[1]
    said, taken, answered = secret(), secret(), secret()
    secrets["text"] += [said, taken, answered]
    opened = {"pass": hidden("pass", thread), "entry": hidden("entry", thread), "text": said}
    mark = "----anse-trial"
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in opened.items()]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{taken}.png"\r\n\r\n'.encode()
    body = b"".join(parts) + head + picture(taken) + f"\r\n--{mark}--\r\n".encode()
    page = sent("/public/reply/message", body, {"Content-Type": f"multipart/form-data; boundary={mark}"}, source)[1]
    assert said in page, page[:2000]
    answer(answered)
    if isEnded:
        assert "are deleted" in post("/public/reply/deletion", {"pass": opened["pass"], "sure": "1"}, source=source)[1]


def found(secrets, folder, log):
    """Whatever looks like a secret, forwards, backwards, in UTF-16, percent-encoded and in base 64, and is one."""
    forms = {"agent": AGENT.encode(), "address": rb"(?:203\.0|127\.77)\.\d{1,3}\.\d{1,3}", "code": rb"\d{20}|(?:\d{4} ){4}\d{4}", "text": rb"zq[a-z]{14}|758\d{12}"}
    texts = [path.read_bytes() for path in [*folder.rglob("*"), log] if path.is_file()]
    texts.append(" ".join(str(path) for path in folder.rglob("*")).encode())
    coded = [run for text in texts for run in re.findall(rb"[A-Za-z0-9+/_-]{20,}", text)]
    texts.append(b" ".join(base64.urlsafe_b64decode(run.translate(bytes.maketrans(b"+/", b"-_"))[at:][:(len(run) - at) // 4 * 4])
                           for run in coded for at in range(4)))
    texts += [urllib.parse.unquote_to_bytes(text) for text in texts if b"%" in text]
    texts += [re.sub(rb"([\x20-\x7e])\0", rb"\1", text) for text in texts]
    texts += [text[::-1] for text in texts]
    hits = {}
    for kind, form in forms.items():
        known = {one.lower().encode() for one in secrets[kind]}
        for text in texts:
            # Each place anew, since one may begin inside another.
            seen = {match.group(1).lower() for match in re.finditer(rb"(?i)(?=(" + form + rb"))", text)}
            if seen & known:
                hits.setdefault(kind, set()).update(seen & known)
    return hits


def search(secrets, data, log):
    hits = found(secrets, data, log)
    check("no address, agent, code or text in any byte", not hits, str({kind: len(all) for kind, all in hits.items()}))
    for shape in (str.encode, lambda text: text[::-1].encode(), lambda text: text.encode("utf-16-le")):
        (data / "control").write_bytes(shape(" ".join(all[-1] for all in secrets.values())))
        control = found(secrets, data, log)
        check("the control is found", set(control) == set(secrets), str(sorted(control)))
    (data / "control").unlink()


with tempfile.TemporaryDirectory() as place:
    data, log = Path(place) / "data", Path(place) / "log"
    server = serve(anse, "demo", "--data", str(data), "--port", str(PORT), "--cases", "3", log=log.open("w"))
    wait(ADDRESS + "/health")
    team = Visitor(ADDRESS)
    team.sign_in("supervisor", "fictional people only")
    walks = [part for part in (pages, dark, figures, leaving, leaving_what_is_secret, keyboard, writing, pictures, journeys) if {"pages", part.__name__} & set(PARTS)]
    if walks:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            for part in walks:
                part(browser)
            browser.close()
    if "flood" in PARTS:
        flood()
    if "codes" in PARTS:
        codes()
    if "reports" in PARTS:
        start = time.monotonic()
        secrets = reports()
        print(f"       {REPORTS} reports in {time.monotonic() - start:.0f} s")
        search(secrets, data, log)
        server.terminate()
        server.wait()
        search(secrets, data, log)

print("the public door: " + ("all is well" if not faults else f"{len(faults)} fault(s): " + "; ".join(faults)))
sys.exit(1 if faults else 0)
