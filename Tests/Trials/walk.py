"""What the walks in a real browser share: signing in, and looking hard at a page."""

import time

from axe_playwright_python.sync_playwright import Axe

PASSWORD = "fictional people only"


def sign_in(page, address, name, write=None, press=None):
    """Password, then the code of the minute; who signed in within it already waits for the next."""
    write, press = write or page.fill, press or page.click
    page.goto(address + "/sign-in")
    write("#name", name)
    write("#password", PASSWORD)
    press("main form button")
    for again in (False, True):
        if again:
            time.sleep(31)
            page.goto(address + "/sign-in/code")
        write("#code", page.inner_text("#demo-code"))
        press("main form button")
        if page.url.endswith("/work"):
            return
    raise AssertionError(page.url + page.inner_text("main"))


class Person:
    """Somebody with a browser of their own, signed in."""

    def __init__(self, browser, address, name, script=True):
        self.address, self.script = address, script
        self.page = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=script).new_page()
        self.page.set_default_timeout(60_000)
        sign_in(self.page, address, name)

    def go(self, path):
        return self.page.goto(self.address + path)

    def text(self):
        return self.page.inner_text("main")


def look(page, name, folder=None):
    """A picture, no way to scroll sideways, and what axe finds, a line each."""
    width = page.viewport_size["width"]
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert over <= 0, f"{name} at {width} px is {over} px too wide"
    return [f"{name} {width}: {found['id']}: {found['nodes'][0]['html'][:160]}" for found in Axe().run(page).response["violations"]]
