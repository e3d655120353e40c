"""Counts taps and seconds of the journeys that people make every day, on a phone of 360 px: taps.py ADDRESS

a: a nurse screens, 20 taps at most. b: a referral is accepted from "my work", 3 clicks at most. c: a service is logged from
"my work", 4 taps at most, and for six people at once. The demo runs at the address.
"""

import sys
import time

from playwright.sync_api import sync_playwright

import walk

ADDRESS = sys.argv[1]
late = []


class Phone:
    def __init__(self, browser):
        self.page = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True).new_page()
        self.page.set_default_timeout(60_000)
        self.taps = 0

    def tap(self, selector):
        self.taps += 1
        self.page.click(selector)

    def begin(self):
        self.taps, self.start = 0, time.monotonic()

    def end(self, name, most):
        print(f"{name}: {self.taps} taps (at most {most}), {time.monotonic() - self.start:.1f} s of scripted work")
        if self.taps > most:
            late.append(name)

    def sign_in(self, name):
        walk.sign_in(self.page, ADDRESS, name)


def screening(phone):
    """Every question answered, one step at a time, to what to do now."""
    page = phone.page
    phone.begin()
    page.goto(ADDRESS + "/screen")
    while True:
        for group in page.locator("fieldset:visible").all():
            group.locator("input[type=radio] >> nth=0").check()
            phone.taps += 1
        if page.locator("[data-next]").is_visible():
            phone.tap("[data-next]")
        else:
            break
    phone.tap("[data-send]")
    assert page.locator(".advice").count() >= 1
    phone.end("a. a nurse screens, every question answered", 20)


def prepared(phone, count):
    """Some cases, each referred to the shelter."""
    page = phone.page
    for index in range(count):
        page.goto(ADDRESS + "/cases/new")
        page.check("input[name=case_kind][value=suspected]")
        page.fill("#given_name", f"Ti{index}")
        page.click("main form button:not(.quiet)")
        page.click("main form button")
        number = page.url.split("/cases/")[1].split("/")[0]
        page.goto(f"{ADDRESS}/cases/{number}/consents")
        page.check("input[name=purpose][value=referral]")
        page.click("main form button:not(.quiet)")
        page.goto(f"{ADDRESS}/cases/{number}/referrals?service=housing")
        page.check("input[name=to][value=ngo-shelter]")
        page.click("main form button")
        yield number


def accepted(phone, number):
    phone.page.goto(ADDRESS + "/work")
    phone.begin()
    phone.tap(f"form[action^='/cases/{number}/referrals/'] button")
    assert phone.page.url.endswith(number), phone.page.url


def served(phone, number):
    page = phone.page
    page.goto(ADDRESS + "/work")
    phone.begin()
    phone.tap(f"main table a[href='/cases/{number}']")
    phone.tap(f"a[href='/cases/{number}/services']")
    phone.tap("main form button")
    assert page.url.endswith(number) and "Safe place" in page.inner_text("main"), page.inner_text("main")
    phone.end("c. a service is logged", 4)
    page.goto(ADDRESS + "/work")
    phone.begin()
    phone.tap(f"main table a[href='/cases/{number}']")
    phone.tap(f"a[href='/cases/{number}/services']")
    boxes = page.locator("input[name=also]")
    if boxes.count() == 0 or not boxes.nth(0).is_visible():
        phone.tap("details:has(input[name=also]) summary")
    for index in range(5):
        boxes.nth(index).check()
        phone.taps += 1
    phone.tap("details:has(input[name=also]) button")
    phone.end("c. the same for six people", 9)


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    screening(Phone(browser))
    manager, provider = Phone(browser), Phone(browser)
    manager.sign_in("case-manager")
    numbers = list(prepared(manager, 6))
    provider.sign_in("service-provider")
    for number in numbers:
        accepted(provider, number)
    provider.end("b. a referral is accepted from my work", 3)
    served(provider, numbers[0])
    browser.close()
sys.exit(1 if late else 0)
